"""What is said of inputs that lead to an outcome, of policies written at random."""

from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from lawbook.contract.facts import read_facts
from lawbook.evaluate.policies import evaluate_policy
from lawbook.model.types import BooleanType, OneOfType
from lawbook.model.values import Known
from lawbook.witness.wanted import Want, is_met, seek
from support.generated_policies import Library, check_texts, libraries
from support.surface_facts import Facts

SHARE = settings.default.max_examples if settings.default is not None else 100
some = settings(max_examples=max(5, SHARE // 10), suppress_health_check=list(HealthCheck), deadline=None)
ASKED = 40


@some
@given(library=libraries(), random=st.randoms(use_true_random=False))
def test_every_example_is_as_wanted_and_what_is_called_impossible_never_comes_about(library: Library, random: Random) -> None:
    policy = check_texts(library.texts()).policy
    assume(policy is not None)
    assert policy is not None
    declared = random.choice([each for each in policy.decisions if each.published])
    values: list[Known | None] = [None]
    if isinstance(declared.type, OneOfType):
        values += declared.type.labels
    elif isinstance(declared.type, BooleanType):
        values += [True, False]
    want = Want(declared.name, "=", random.choice(values))
    found = seek(policy, [want], {}, policy.effective, 3, 2)
    event(f"{len(found.examples)} examples, {found.ended if isinstance(found.ended, str) else 'more or not known'}")
    for example in found.examples:
        assert is_met(policy, want, evaluate_policy(policy, example.facts, policy.effective))
    assert len({tuple(sorted(map(repr, each.facts.items()))) for each in found.examples}) == len(found.examples)
    drawn = Facts(policy)
    for _ in range(ASKED if found.ended == "none" and not found.examples else 0):
        asked = read_facts(policy, drawn.posting(random).facts)
        assert not is_met(policy, want, evaluate_policy(policy, asked, policy.effective))
