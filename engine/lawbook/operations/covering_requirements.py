"""Report how the requirements stand: which rules cover each, which scenarios carry it, and whether they would notice its rules gone."""

from collections.abc import Sequence

from lawbook.cover.requirements import Kept, Standing
from lawbook.specification.scenarios import Scenario

SOUND: frozenset[Standing] = frozenset({"held", "carried"})


def sound_share(kept: Sequence[Kept]) -> float:
    """Give the share of requirements that are held or carried, in per cent, rounded down to one decimal."""
    return 100.0 if not kept else sum(each.standing in SOUND for each in kept) * 1000 // len(kept) / 10


def to_json(kept: Sequence[Kept], least: float) -> dict[str, object]:
    """Give everything as plain data."""
    return {
        "ok": sound_share(kept) >= least,
        "share": sound_share(kept),
        "ids": [
            {
                "id": each.id,
                **({} if each.requirement is None else {"text": {"en": each.requirement.text.en, "zh": each.requirement.text.zh}}),
                "standing": each.standing,
                "rules": [
                    {"policy": rule.policy, "version": rule.version, "decision": rule.decision, "rule": rule.id} for rule in each.rules
                ],
                "scenarios": [_scenario(scenario) for scenario in each.scenarios],
                "noticed_by": [_scenario(scenario) for scenario in each.noticed_by],
                "carried_by": [] if each.requirement is None else list(each.requirement.carried_by),
            }
            for each in kept
        ],
    }


def _scenario(scenario: Scenario) -> dict[str, object]:
    return {"scenario": scenario.title, "file": scenario.file, "line": scenario.line}
