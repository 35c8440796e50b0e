"""Writing what differs between two versions for people."""

import json
from datetime import date
from typing import TYPE_CHECKING

from lawbook.cli.terminal import Table, say, show
from lawbook.cli.words_of_difference import DifferenceSaid
from lawbook.prove import silence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawbook.difference.answers import Compared, Comparison, Witness
    from lawbook.library.library import PolicyVersion
    from lawbook.model.policy import Words
    from lawbook.operations.comparing import Opened, Touched
    from lawbook.operations.comparing_told import Telling
    from lawbook.operations.migrating import Effect, Migration

MOST_LISTED = 12
"""How many scenarios are named."""


def tell_comparison(comparison: "Comparison", touched: "Touched", said: DifferenceSaid, lang: str) -> None:
    """Write a comparison: decision by decision, then what the changes touch."""
    from lawbook.operations.comparing_told import telling  # noqa: PLC0415 - heavy

    before, after = comparison.before, comparison.after
    first, last = (date.fromordinal(day).isoformat() for day in comparison.days)
    names = {"name": before.title.told(lang), "other": after.title.told(lang)}
    say(said.title.format(before=before.version, before_day=first, after=after.version, after_day=last, **names), colour="bold")
    words = telling(comparison, lang)
    show(
        Table(said.touched["facts"], tuple((words.after.titles.get(c.name, c.name), c.name, said.kinds[c.kind]) for c in comparison.facts))
    )
    for each in comparison.compared:
        _tell_compared(each, words, said)
    for what, decided in ((said.added, comparison.added), (said.removed, comparison.removed)):
        if decided:
            say(what.format(names=said.comma.join(each.title.told(lang) for each in decided)), colour="yellow")
    alike = [each.decision.title.told(lang) for each in comparison.compared if each.state == "alike"]
    if alike:
        say(said.alike.format(names=said.comma.join(alike)), colour="dim")
    if comparison.compared and all(each.state in {"alike", "proved"} for each in comparison.compared):
        say(said.none, colour="green")
    _tell_touched(touched, words, said)


def _tell_compared(of: "Compared", words: "Telling", said: DifferenceSaid) -> None:
    title = {"title": words.after.titles[of.decision.name], "name": of.decision.name}
    match of.state:
        case "proved":
            say(said.proved.format(**title), colour="green")
        case "unknown" if of.trouble is not None:
            say(
                said.unknown.format(why=said.whys[of.trouble.why].format(silence.told(of.trouble.what, words.after.lang)), **title),
                colour="yellow",
            )
        case "differs":
            say("")
            say(said.differs.format(**title), colour="red")
            if of.follows:
                say("  " + said.follows.format(names=said.comma.join(words.after.titles.get(name, name) for name in of.follows)))
            for witness in of.witnesses:
                _tell_witness(of, witness, words, said)
            _tell_completeness(of, words, said)
        case _:
            return


def _tell_witness(of: "Compared", witness: "Witness", words: "Telling", said: DifferenceSaid) -> None:
    from lawbook.difference.joints import facts_for  # noqa: PLC0415 - heavy
    from lawbook.operations.comparing_told import tell_region, tell_rows, tell_turn, way_of  # noqa: PLC0415
    from lawbook.operations.proving import posted  # noqa: PLC0415

    before, after = tell_turn(of, witness, words)
    way, arrow = way_of(of.decision.type, witness.turn), said.arrow.format(before=before, after=after)
    say("  " + (said.in_way.format(arrow=arrow, way=said.ways[way]) if said.ways[way] else arrow), colour="bold")
    for side, told, decision, outcome, glossary in (
        (said.before, before, of.was, witness.before, words.before),
        (said.after, after, of.decision, witness.after, words.after),
    ):
        rows = tell_rows(decision, outcome, glossary)
        if rows:
            say("    " + said.decided_by.format(side=side, value=told, rows=said.comma.join(id_ for id_, _ in rows)))
            for id_, asked in rows:
                say(f"      {id_}: {asked}", colour="dim")
        else:
            say("    " + said.by_formula.format(side=side, value=told))
    heading = said.shown_by if witness.region is None else said.whenever if witness.region else said.always
    bounds = tuple(("    " + title, value) for title, value in tell_region(witness, words))
    heading = "    " + heading.format(claim=said.claims.get(way, said.claims.get("", "")))
    if bounds:
        show(Table(heading, bounds))
    elif witness.region is not None:
        say(heading)
    facts = posted(words.comparison.after, facts_for(words.comparison.joints, "after", witness.values))
    say("    " + said.facts.format(facts=json.dumps(facts, ensure_ascii=False)), colour="dim")


def _tell_completeness(of: "Compared", words: "Telling", said: DifferenceSaid) -> None:
    from lawbook.operations.comparing_told import tell_open_turn, way_of  # noqa: PLC0415 - heavy

    if of.all_rows:
        say("  " + said.all_rows)
    if of.trouble is not None:
        say(
            "  " + said.unfinished.format(why=said.whys[of.trouble.why].format(silence.told(of.trouble.what, words.after.lang))),
            colour="yellow",
        )
        for turn in of.trouble.turns:
            before, after = tell_open_turn(of, turn, words)
            told = said.arrow.format(before=before, after=after) if turn.way == "becomes" else said.ways[way_of(of.decision.type, turn)]
            say("    " + said.open_turn.format(turn=told), colour="yellow")


def _tell_touched(touched: "Touched", words: "Telling", said: DifferenceSaid) -> None:
    names = said.touched
    rows = tuple(
        (
            words.after.titles.get(change.decision, change.decision),
            change.row or "",
            said.comma.join(names[aspect] for aspect in change.aspects) or said.kinds[change.kind],
        )
        for change in touched.rows
    )
    more = len(touched.scenarios) - MOST_LISTED
    scenarios = (*touched.scenarios[:MOST_LISTED], *([f"… +{more}"] if more > 0 else []))
    say("")
    show(
        Table(names["rows"], rows),
        Table(names["articles"], tuple((each,) for each in touched.cites)),
        Table(names["requirements"], ((said.comma.join(touched.covers),),) if touched.covers else ()),
        Table(
            names["parameters"],
            tuple((words.after.titles.get(name, words.before.titles.get(name, name)), name) for name, _, _ in touched.parameters),
        ),
        Table(names["scenarios"], tuple((each,) for each in scenarios)),
    )


def tell_effect(opened: "Opened", effect: "Effect", said: DifferenceSaid, lang: str) -> None:
    """Write what becomes of a population."""
    from lawbook.operations.migrating import share  # noqa: PLC0415

    titles = {each.name: each.title.told(lang) for each in opened.after.policy.decisions}
    say("")
    for each in effect.migrations:
        if each.changed:
            told = {"title": titles[each.decision], "name": each.decision, "share": share(each.changed, each.rows)}
            say(said.effect.format(changed=f"{each.changed:,}", rows=f"{each.rows:,}", **told), colour="bold")
            labels = {label: words for side in (opened.before, opened.after) for label, words in _labels(side, each.decision)}
            show(Table("", matrix(each, labels, said, lang), said.effect_heads))
            if each.measured:
                say("  " + said.sums.format(before=f"{each.sums[0]:,}", after=f"{each.sums[1]:,}"))
    if effect.migrations and not any(each.changed for each in effect.migrations):
        say(said.nobody, colour="green")
    if effect.left_out:
        say(said.left_out.format(names=said.comma.join(titles[name] for name in effect.left_out)), colour="yellow")
    if any(effect.rejected):
        say(said.rejected.format(before=effect.rejected[0], after=effect.rejected[1]), colour="red")


def _labels(version: "PolicyVersion", decision: str) -> "tuple[tuple[str, Words], ...]":
    return next(each.titles for each in version.policy.decisions if each.name == decision)


def matrix(migration: "Migration", labels: "Mapping[str, Words]", said: DifferenceSaid, lang: str) -> tuple[tuple[str, ...], ...]:
    """Lay out how many go from which outcome to which, most first; *labels* has the titles of outcomes."""
    from lawbook.operations.migrating import share  # noqa: PLC0415

    titles = {**said.numbers, **{label: words.told(lang) for label, words in labels.items()}}
    return tuple(
        (
            titles.get(before, before),
            titles.get(after, after),
            f"{count:,}",
            share(count, migration.rows),
            " ".join(map(str, migration.examples.get((before, after), []))),
        )
        for (before, after), count in sorted(migration.counts.items(), key=lambda item: -item[1])
    )
