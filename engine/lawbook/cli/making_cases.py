"""`lawbook cases`."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawbook.cli import exits
from lawbook.cli.comparing import needs_solver
from lawbook.cli.options import ROOT, AsJson, AsOf, Lang, Policies, PolicyName, language_of, open_policies
from lawbook.cli.progress import counting
from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_inputs import INPUTS

if TYPE_CHECKING:
    from lawbook.library.library import PolicyVersion
    from lawbook.reaching.making import Reached


class CaseKind(StrEnum):
    """The kinds of sets of cases."""

    boundary = "boundary"
    mcdc = "mcdc"


def cases(
    policy: PolicyName,
    kind: Annotated[CaseKind, typer.Option("--kind", help="What the cases show: sides of boundaries, or conditions that decide alone.")],
    write: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write them to FILE.cases.csv or FILE.feature.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    seconds: Annotated[float, typer.Option("--seconds", metavar="N", min=0.01, help="How long each question may take, about.")] = 5,
    as_json: AsJson = False,
    lang: Lang = None,
    policies: Policies = ROOT,
) -> None:
    """Make a set of cases for a policy, which pass today: to see what it does, and to notice when that changes.

    With --kind boundary the last value before each place at which a comparison turns, and the first after. With --kind mcdc, for each condition of
    each row, a case in which it holds and one in which it does not, while it alone decides whether the row does. What no input can show is proved.
    What they expect is what the policy decides today: read it before you keep it.

        lawbook cases german-instalment --kind boundary --write edges.cases.csv
        lawbook cases dunning-tier --kind mcdc --write conditions.feature --lang zh
        lawbook test policies conditions.feature

    Needs the solver and the extra for scenarios: pip install 'lawbook[prove,spec]'.
    """
    if write is not None and not write.name.endswith((".cases.csv", ".feature")):
        raise typer.BadParameter("a file of cases ends with .cases.csv or .feature", param_hint="--write")
    needs_solver()
    from lawbook.operations import cases as making  # noqa: PLC0415 - heavy, and only for this command
    from lawbook.reaching.aims import aims_of  # noqa: PLC0415

    library = open_policies(policies, as_of)
    version = library.policy(policy)
    with counting(kind.value, len(aims_of(version.policy, kind.value))) as advance:
        reached = making.make_cases(version, kind.value, seconds, advance)
    language = language_of(lang)
    if write is not None:
        made = making.written_cases(version, reached, library, feature=write.name.endswith(".feature"), lang=language)
        write.write_text(made.text, encoding="utf-8")
        said = INPUTS[language]
        say(said.wrote.format(cases=made.cases, file=write), colour="green", to_error=True)
        if made.left_out:
            say(said.left_out.format(cases=made.left_out), colour="yellow", to_error=True)
    if as_json:
        sys.stdout.write(json.dumps(making.to_json(version, reached), ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(version, kind, reached, language)
    raise typer.Exit(exits.OK)


def _tell(version: "PolicyVersion", kind: CaseKind, reached: "Reached", lang: str) -> None:
    from lawbook.evaluate.telling_values import glossary  # noqa: PLC0415
    from lawbook.operations.cases import told_aim  # noqa: PLC0415

    said, words = INPUTS[lang], glossary(version.policy, lang)
    counts = [reached.count(state) for state in ("reached", "impossible", "open")]
    for aim, state in reached.states:
        if state != "reached":
            what = told_aim(aim, words)
            say(
                (said.impossible_aim if state == "impossible" else said.open_aim).format(what=what),
                colour="dim" if state == "impossible" else "yellow",
            )
    row = (dict(said.kinds)[kind.value], str(len(reached.states)), *map(str, counts), str(len(reached.cases)))
    show(Table(f"{version.policy.title.told(lang)} · v{version.version} · {version.as_of}", (row,), said.heads))
