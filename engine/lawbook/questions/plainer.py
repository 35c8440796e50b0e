"""The same example with plainer facts: each as it usually is, where that makes no difference."""

from lawbook.prove.usual import usual_fact
from lawbook.questions.asked import Key, Reached
from lawbook.questions.shown import shown
from lawbook.questions.trials import Ground

PASSES = 3
"""How often every fact is looked at: what one cannot do by itself it may once others are plain."""


def plainer(ground: Ground, key: Key, reached: Reached) -> Reached:
    """Give an example for the question *key* in which as many facts as a few attempts for each make so are what they usually are."""
    trial, found = ground.try_(reached.one), reached
    attempts = [({fact.name: usual_fact(fact)}, None) for fact in ground.policy.facts]
    for facts, day in [*attempts, ({}, ground.first)] * PASSES:
        on = trial.request.day if day is None else day
        if on == trial.request.day and all(trial.request.facts[name] == value for name, value in facts.items()):
            continue
        beside = ground.beside(trial, facts, on)
        still = dict(shown(ground, beside, [key[1]], {key})).get(key)
        if still is not None and (still.rows, still.causes) == (reached.rows, reached.causes):
            trial, found = beside, still
    return Reached(trial.request, None, found.rows, found.causes)
