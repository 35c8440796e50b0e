"""Running scenarios: each sentence is done in turn, up to the first that is not so or means nothing."""

from collections.abc import Mapping

from lawbook.contract.decision import Decision
from lawbook.library.absence import NoSuchPolicy
from lawbook.library.library import Library, PolicyVersion
from lawbook.problems import FactsRejected
from lawbook.specification.scenarios import Made, Result, Scenario, Step, Verdict
from lawbook.specification.sentences import understand
from lawbook.specification.wordings import Misunderstood
from lawbook.specification.world import BACK_ENDS, Decider, Lexicon, World

INTERPRETER = "interpreter"


def run_scenario(
    scenario: Scenario,
    library: Library,
    back_end: str = INTERPRETER,
    *,
    decider: Decider | None = None,
    lexicon: Lexicon | None = None,
) -> Result:
    """Run *scenario* on the policies of *library*, and tell what came of it.

    *back_end* names who decides, and *decider* may stand in its place. A *lexicon* that is shared saves time when many are run.
    """
    made: list[Made] = []
    decide = BACK_ENDS[back_end] if decider is None else decider

    def noting(version: PolicyVersion, facts: Mapping[str, object]) -> Decision:
        posted = dict(facts)
        try:
            decision = decide(version, posted)
        except FactsRejected:
            made.append(Made(version, posted, None))
            raise
        made.append(Made(version, posted, decision))
        return decision

    world = World(library, noting, lexicon=lexicon or Lexicon())
    stopped, verdict, message = _run(scenario, world)
    return Result(scenario=scenario, verdict=verdict, back_end=back_end, made=tuple(made), step=stopped, message=message)


def _run(scenario: Scenario, world: World) -> tuple[Step | None, Verdict, str]:
    if not any(step.kind == "then" for step in scenario.steps):
        return None, "misunderstood", "the scenario claims nothing: a `Then` is missing"
    for step in scenario.steps:
        try:
            understand(world, step.kind, step.text, step.rows)
        except AssertionError as found:
            return step, "failed", str(found)
        except (Misunderstood, FactsRejected, NoSuchPolicy) as found:
            return step, "misunderstood", str(found)
    return None, "passed", ""
