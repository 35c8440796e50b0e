"""Random unique tables of any size, without overlaps or gaps, with shared cuts (a grid) or distinct ones (boxes split at random)."""

import json
from collections import deque
from decimal import Decimal
from itertools import pairwise, product
from random import Random

Box = tuple[tuple[int, int], ...]
SIZES = (20_001, 10_000_001, 1_001)
"""Days from 0 to 20,000; yuan from 0.00 to 100,000.00; a score from 0 to 1,000."""


def boxes(count: int, *, shared: bool) -> list[Box]:
    """Give *count* boxes (first and last position in each dimension) that fill the space."""
    random = Random(count)  # noqa: S311 - a fixed sequence is wanted
    return _grid(count, random) if shared else _split(count, random)


def _grid(count: int, random: Random) -> list[Box]:
    sides = {48: (4, 4, 3), 5_000: (25, 20, 10), 50_000: (50, 50, 20)}[count]
    axes: list[list[tuple[int, int]]] = []
    for size, parts in zip(SIZES, sides, strict=True):
        cuts = [0, *sorted(random.sample(range(1, size), parts - 1)), size]
        axes.append([(low, high - 1) for low, high in pairwise(cuts)])
    return list(product(*axes))


def _split(count: int, random: Random) -> list[Box]:
    whole: Box = tuple((0, size - 1) for size in SIZES)
    open_boxes, small = deque([whole]), list[Box]()
    while len(open_boxes) + len(small) < count:
        box = open_boxes.popleft()
        wide = [place for place, (low, high) in enumerate(box) if high > low]
        if not wide:
            small.append(box)
            continue
        place = random.choice(wide)
        low, high = box[place]
        cut = random.randint(low, high - 1)
        open_boxes.append((*box[:place], (low, cut), *box[place + 1 :]))
        open_boxes.append((*box[:place], (cut + 1, high), *box[place + 1 :]))
    return [*open_boxes, *small]


def _ends(box: Box) -> tuple[str, str, str]:
    days, cents, score = box
    amount = f"[{Decimal(cents[0]).scaleb(-2)}..{Decimal(cents[1]).scaleb(-2)}]"
    return f"[{days[0]}..{days[1]}]", amount, f"[{score[0]}..{score[1]}]"


HEAD = """language: 1
policy: {name}
version: 1
title: {{en: A table of {count} rows, zh: "{count}行的表"}}
effective: 2026-01-01
owner: benchmarks
review_by: 2030-01-01
facts:
  days_past_due: {{type: days, min: 0, max: 20000, title: {{en: days past due, zh: 逾期天数}}}}
  overdue_amount: {{type: money CNY, min: 0, max: 100000, title: {{en: overdue amount, zh: 逾期金额}}}}
  behaviour_score: {{type: integer, min: 0, max: 1000, title: {{en: behaviour score, zh: 行为评分}}}}
decisions:
  tier:
    type: [T0, T1, T2, T3, T4, T5, T6]
    title: {{en: tier, zh: 等级}}
    table:
      hit: unique
      inputs: [days_past_due, overdue_amount, behaviour_score]
      cites: [internal]
"""


def as_policy(count: int, *, shared: bool) -> str:
    """Give a policy with the table written out in YAML."""
    rows = [f"        R{number}: {json.dumps([*_ends(box), f'T{number % 7}'])}" for number, box in enumerate(boxes(count, shared=shared))]
    return "\n".join([HEAD.format(name=f"table-{count}", count=count) + "      rows:", *rows, "outputs: [tier]", ""])


def as_csv(count: int, *, shared: bool) -> tuple[str, str]:
    """Give a policy whose table stands beside it in CSV, and that CSV."""
    rows = [",".join((f"R{number}", *_ends(box), f"T{number % 7}")) for number, box in enumerate(boxes(count, shared=shared))]
    head = "id,days_past_due,overdue_amount,behaviour_score,tier"
    policy = HEAD.format(name=f"table-{count}", count=count) + "      rows: rows.csv\noutputs: [tier]\n"
    return policy, "\n".join([head, *rows, ""])


def requests(count: int = 1000) -> list[dict[str, object]]:
    """Give *count* random requests for any of these tables."""
    random = Random(7)  # noqa: S311 - a fixed sequence is wanted
    return [
        {
            "days_past_due": random.randrange(SIZES[0]),
            "overdue_amount": Decimal(random.randrange(SIZES[1])).scaleb(-2),
            "behaviour_score": random.randrange(SIZES[2]),
        }
        for _ in range(count)
    ]
