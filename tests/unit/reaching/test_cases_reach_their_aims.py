"""Cases made for the sides of boundaries, and for conditions that decide by themselves."""

from lawbook.evaluate.expressions import Setting
from lawbook.model.policy import Policy
from lawbook.reaching.aims import Decides, aims_of
from lawbook.reaching.making import Reached, reach
from support.versions import LOAN, versions


def loan(text: str = LOAN) -> Policy:
    return versions(text=text)[0]


def made(policy: Policy, kind: str) -> Reached:
    return reach(policy, aims_of(policy, kind), policy.effective, 5)  # type: ignore[arg-type]  # one of two


def test_every_threshold_is_shown_from_both_sides() -> None:
    found = made(loan(), "boundary")
    assert (found.count("reached"), found.count("impossible"), found.count("open")) == (len(found.states), 0, 0)
    assert {0, 1, 30, 31} <= {case.facts["days_late"] for case in found.cases}
    assert {2_000_000, 2_000_001} <= {case.facts["amount"] for case in found.cases}


def test_each_condition_is_shown_both_ways_while_it_alone_decides() -> None:
    text = LOAN.replace("when: amount > cap", "when: amount > cap and (student or days_late > 0)")
    found = made(loan(text), "mcdc")
    above = [(aim, state) for aim, state in found.states if isinstance(aim, Decides) and aim.row == "ABOVE"]
    assert [state for _, state in above] == ["reached"] * 6
    for case in found.cases:
        assert case.aims


def test_every_case_shows_what_it_says_by_the_interpreter() -> None:
    policy = loan()
    for kind in ("boundary", "mcdc"):
        for case in made(policy, kind).cases:
            parameters = {each.name: each for each in policy.parameters}
            setting = Setting(case.facts, case.judged.values, parameters, policy.effective)
            assert all(aim.is_reached(setting) for aim in case.aims)


def test_what_no_input_can_show_is_proved() -> None:
    text = LOAN.replace("when: amount > cap", "when: amount > cap and (student or days_late >= 0)")
    found = made(loan(text), "mcdc")
    never = [aim for aim, state in found.states if state == "impossible"]
    assert {aim.row for aim in never if isinstance(aim, Decides)} == {"ABOVE"}
    assert found.count("open") == 0


def test_one_case_serves_several_aims() -> None:
    found = made(loan(), "mcdc")
    assert len(found.cases) < found.count("reached")
