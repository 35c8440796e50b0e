from datetime import date

import pytest

from lawbook.evaluate.telling_values import glossary
from lawbook.model.policy import Parameter
from lawbook.site.charts import Chart, chart_of, series_of
from support.covered import policy_of

POLICY = policy_of("""\
facts:
  amount: {type: money CNY, min: 0, max: 100000}
  lender: {type: [bank, private], titles: {bank: {en: bank, zh: 银行}, private: {en: private lender, zh: 民间出借人}}}
parameters:
  cap: {type: ratio, min: 0, max: 1, values: {2020-01-01: 0.24, 2024-01-01: 0.155, 2026-01-01: 0.12}, cites: [internal]}
  held: {type: ratio, min: 0, max: 1, values: {2020-01-01: 0.1}, verified_through: 2025-01-01, after: hold, cites: [internal]}
  open: {type: ratio, min: 0, max: 1, values: {2020-01-01: 0.1}, verified_through: 2025-01-01, after: unknown, cites: [internal]}
  ended: {type: integer, min: 0, max: 9, values: {2020-01-01: 3, 2022-01-01: none, 2024-01-01: 5}, cites: [internal]}
  applies: {type: boolean, by: lender, values: {bank: {2020-01-01: false}, private: {2020-01-01: false, 2024-01-01: true}}, cites: [internal]}
  alike: {type: integer, min: 0, max: 9, by: lender, values: {bank: {2020-01-01: 1}, private: {2020-01-01: 1}}, cites: [internal]}
decisions:
  outcome:
    type: boolean
    formula: amount * cap > 1 and amount * held > 1 and amount * open > 1 and ended > 1 and applies and alike > 0
    unknown: unknown
""")
WORDS = glossary(POLICY, "en")
TODAY = date(2026, 11, 21).toordinal()


def parameter(name: str) -> Parameter:
    return next(each for each in POLICY.parameters if each.name == name)


def chart(name: str) -> Chart:
    found = chart_of(parameter(name), WORDS, TODAY)
    assert found is not None
    return found


def test_a_line_steps_at_each_day_from_value_to_value() -> None:
    (line,) = chart("cap").lines
    assert (line.path.count("M"), line.path.count("H"), line.path.count("V")) == (1, 3, 2)
    assert [x for x, _ in line.dots] == sorted(x for x, _ in line.dots)
    assert [y for _, y in line.dots] == sorted(y for _, y in line.dots)


def test_days_and_values_are_named() -> None:
    drawn = chart("cap")
    assert [tick.text for tick in drawn.values] == ["12%", "15.5%", "24%"]
    assert {"2020-01-01", "2026-01-01"} <= {tick.text for tick in drawn.days}
    assert drawn.left < drawn.today < drawn.width


def test_what_is_held_beyond_its_verification_is_drawn_apart_and_what_is_not_known_is_not_drawn() -> None:
    assert chart("held").lines[0].ahead.startswith("M")
    assert chart("open").lines[0].ahead == ""
    end = float(chart("open").lines[0].path.rpartition("H")[2])
    assert end < chart("open").today


def test_a_time_without_value_is_a_gap() -> None:
    assert chart("ended").lines[0].path.count("M") == 2


def test_each_key_has_its_line_and_keys_that_are_alike_share_one() -> None:
    assert [line.name for line in chart("applies").lines] == ["bank", "private lender"]
    assert [tick.text for tick in chart("applies").values] == ["no", "yes"]
    assert [name for name, _ in series_of(parameter("alike"), WORDS)] == ["bank, private lender"]


@pytest.mark.parametrize("name", ["cap", "held", "ended", "applies"])
def test_everything_stands_inside_the_picture(name: str) -> None:
    drawn = chart(name)
    for line in drawn.lines:
        assert all(drawn.left <= x <= drawn.width and 0 <= y <= drawn.floor for x, y in line.dots)


def test_names_of_days_leave_room_for_one_another() -> None:
    places = [tick.middle for tick in chart("cap").days]
    assert all(abs(one - other) >= 60 for number, one in enumerate(places) for other in places[:number])


def test_values_without_order_are_not_drawn() -> None:
    policy = policy_of("""\
facts:
  use: {type: [home, car]}
parameters:
  uses: {type: {set of: [home, car]}, values: {2020-01-01: [home]}, cites: [internal]}
decisions:
  outcome: {type: boolean, formula: 'contains(uses, "home") and use = "car"'}
""")
    assert chart_of(policy.parameters[0], glossary(policy, "en"), TODAY) is None
