"""Fit the points of the scorecard of `policies/german-instalment` on 700 of the 1,000 applications, and measure them on the other 300.

    python benchmarks/fit_german_instalment.py            prints the characteristics as they stand in the policy, and the measures

The 700 rows are those whose SHA-256 (of their number, in decimal) comes first: no seed was chosen. Weights of evidence are scaled by
a logistic regression with a ridge penalty (Siddiqi, Credit Risk Scorecards, 2006, ch. 6), 40 points to double the odds.
Floating point is used here only, to arrive at whole points; deciding with them is exact.
"""

import csv
import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parents[1] / "policies" / "german-instalment" / "data" / "german_credit.csv"
TRAINED = 700
POINTS_TO_DOUBLE = 40
RIDGE = 6.0
SMOOTHING = 12.0


@dataclass(frozen=True, slots=True)
class Bins:
    """One characteristic: the column it reads, and its bins as they are written in the policy with what falls into each."""

    name: str
    column: str
    bins: tuple[tuple[str, Callable[[str], bool]], ...]


def labels(name: str, column: str, **bins: Sequence[str]) -> Bins:
    """Bin a column of labels: each bin holds the labels whose texts are listed."""
    return Bins(name, column, tuple((label.replace("__", ", "), frozenset(texts).__contains__) for label, texts in bins.items()))


def numbers(name: str, column: str, *cuts: int) -> Bins:
    """Bin a column of whole numbers at *cuts*: below the first, from each to before the next, from the last on."""
    ends = [None, *cuts, None]
    texts = [f"< {cuts[0]}", *(f"[{low}..{high})" for low, high in pairwise(cuts)), f">= {cuts[-1]}"]
    return Bins(name, column, tuple((text, partial(_within, *pair)) for text, pair in zip(texts, pairwise(ends), strict=True)))


def _within(low: int | None, high: int | None, text: str) -> bool:
    return (low is None or low <= int(text)) and (high is None or int(text) < high)


CHARACTERISTICS = (
    labels(
        "checking_account",
        "status_of_existing_checking_account",
        overdrawn=["... < 0 DM"],
        below_200=["0 <= ... < 200 DM"],
        at_least_200_or_salary=["... >= 200 DM / salary assignments for at least 1 year"],
        no_account=["no checking account"],
    ),
    numbers("duration_months", "duration_in_month", 9, 16, 24, 36),
    labels(
        "credit_history",
        "credit_history",
        none_taken__all_paid_here=["no credits taken/ all credits paid back duly", "all credits at this bank paid back duly"],
        paid_till_now=["existing credits paid back duly till now"],
        delayed=["delay in paying off in the past"],
        critical_or_elsewhere=["critical account/ other credits existing (not at this bank)"],
    ),
    labels(
        "purpose",
        "purpose",
        car_used__retraining=["car (used)", "retraining"],
        radio_television=["radio/television"],
        furniture__appliances__repairs=["furniture/equipment", "domestic appliances", "repairs"],
        business=["business"],
        car_new__education__other=["car (new)", "education", "others"],
    ),
    numbers("credit_amount", "credit_amount", 1300, 4000, 7500),
    labels(
        "savings",
        "savings_account_and_bonds",
        below_100=["... < 100 DM"],
        from_100_to_500=["100 <= ... < 500 DM"],
        from_500_to_1000__at_least_1000=["500 <= ... < 1000 DM", "... >= 1000 DM"],
        none_known=["unknown/ no savings account"],
    ),
    labels(
        "employment",
        "present_employment_since",
        unemployed__below_1_year=["unemployed", "... < 1 year"],
        from_1_to_4_years=["1 <= ... < 4 years"],
        from_4_to_7_years__at_least_7_years=["4 <= ... < 7 years", "... >= 7 years"],
    ),
    numbers("instalment_burden", "installment_rate_in_percentage_of_disposable_income", 2, 3, 4),
    labels("other_debtors", "other_debtors_or_guarantors", none=["none"], co_applicant=["co-applicant"], guarantor=["guarantor"]),
    labels(
        "property",
        "property",
        real_estate=["real estate"],
        savings_agreement__car_or_other=[
            "building society savings agreement/ life insurance",
            "car or other, not in attribute Savings account/bonds",
        ],
        none_known=["unknown / no property"],
    ),
    labels("other_instalment_plans", "other_installment_plans", none=["none"], bank__stores=["bank", "stores"]),
    labels("housing", "housing", own=["own"], rent__for_free=["rent", "for free"]),
)
"""Neither sex, marital status, nationality, nor age, telephone or dependants: what may not or need not decide is left out."""


def applications() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Give the rows to fit on and the rows held out."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    order = sorted(range(len(rows)), key=lambda number: hashlib.sha256(str(number).encode()).hexdigest())
    return [rows[number] for number in order[:TRAINED]], [rows[number] for number in order[TRAINED:]]


def is_bad(row: dict[str, str]) -> bool:
    """Tell whether the loan turned out badly."""
    return row["creditability"] == "bad"


def bin_of(characteristic: Bins, row: dict[str, str]) -> int:
    """Give the place of the bin that *row* falls into."""
    return next(place for place, (_, takes) in enumerate(characteristic.bins) if takes(row[characteristic.column]))


def weights_of_evidence(characteristic: Bins, rows: Sequence[dict[str, str]]) -> list[float]:
    """Give, for each bin, the logarithm of its share of good over its share of bad, drawn toward none by SMOOTHING rows."""
    good = sum(not is_bad(row) for row in rows)
    odds = good / (len(rows) - good)
    weights: list[float] = []
    for place in range(len(characteristic.bins)):
        here = [row for row in rows if bin_of(characteristic, row) == place]
        bad_here = sum(map(is_bad, here))
        share = SMOOTHING / (1 + odds)
        weights.append(math.log((len(here) - bad_here + SMOOTHING - share) / (bad_here + share) / odds))
    return weights


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a linear system by Gaussian elimination with pivoting."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda line: abs(rows[line][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for line in range(size):
            if line != column:
                factor = rows[line][column] / rows[column][column]
                rows[line] = [a - factor * b for a, b in zip(rows[line], rows[column], strict=True)]
    return [rows[line][size] / rows[line][line] for line in range(size)]


def logistic(inputs: list[list[float]], good: list[bool], ridge: float) -> list[float]:
    """Fit the log odds of being good by Newton's method; the first coefficient is the intercept, which is not penalised."""
    size = len(inputs[0])
    coefficients = [0.0] * size
    for _ in range(25):
        slope = [-ridge * c * (place > 0) for place, c in enumerate(coefficients)]
        curve = [[ridge * (a == b) * (a > 0) for b in range(size)] for a in range(size)]
        for line, is_good in zip(inputs, good, strict=True):
            chance = 1 / (1 + math.exp(-sum(c * x for c, x in zip(coefficients, line, strict=True))))
            for a in range(size):
                slope[a] += (is_good - chance) * line[a]
                for b in range(size):
                    curve[a][b] += chance * (1 - chance) * line[a] * line[b]
        coefficients = [c + step for c, step in zip(coefficients, solve(curve, slope), strict=True)]
    return coefficients


def fitted_points(rows: Sequence[dict[str, str]]) -> dict[str, list[int]]:
    """Give the whole points of each bin of each characteristic."""
    evidence = {each.name: weights_of_evidence(each, rows) for each in CHARACTERISTICS}
    inputs = [[1.0, *(evidence[each.name][bin_of(each, row)] for each in CHARACTERISTICS)] for row in rows]
    coefficients = logistic(inputs, [not is_bad(row) for row in rows], RIDGE)[1:]
    factor = POINTS_TO_DOUBLE / math.log(2)
    return {
        each.name: [round(coefficient * weight * factor) for weight in evidence[each.name]]
        for each, coefficient in zip(CHARACTERISTICS, coefficients, strict=True)
    }


def scores(points: dict[str, list[int]], rows: Sequence[dict[str, str]]) -> list[int]:
    """Give the score of each row, without the base."""
    return [sum(points[each.name][bin_of(each, row)] for each in CHARACTERISTICS) for row in rows]


def area_under_curve(scored: Sequence[int], bad: Sequence[bool]) -> float:
    """Give the chance that a good loan scores above a bad one, ties counting half."""
    goods = [score for score, is_one in zip(scored, bad, strict=True) if not is_one]
    bads = [score for score, is_one in zip(scored, bad, strict=True) if is_one]
    return sum((g > b) + (g == b) / 2 for g in goods for b in bads) / (len(goods) * len(bads))


def bad_among_best_half(scored: Sequence[int], bad: Sequence[bool]) -> float:
    """Give the share of bad loans among the better-scored half; among ties at the edge bad loans are counted first."""
    order = sorted(zip(scored, bad, strict=True), key=lambda pair: (-pair[0], not pair[1]))
    best = order[: len(order) // 2]
    return sum(is_one for _, is_one in best) / len(best)


def main() -> None:
    """Print the points and the measures."""
    trained, held_out = applications()
    points = fitted_points(trained)
    for each in CHARACTERISTICS:
        bins = ", ".join(f'"{text}": {value}' for (text, _), value in zip(each.bins, points[each.name], strict=True))
        print(f"{each.name}: {{{bins}}}")
    for name, rows in (("fitted on", trained), ("held out", held_out)):
        scored, bad = scores(points, rows), [is_bad(row) for row in rows]
        measures = f"AUC {area_under_curve(scored, bad):.3f}, bad among the best half {bad_among_best_half(scored, bad):.1%}"
        print(f"{name} {len(rows)}: {measures}, bad overall {sum(bad) / len(bad):.1%}")


if __name__ == "__main__":
    main()
