from lawbook.problems import Problems
from lawbook.site.case_outlines import table_name, written_cases
from lawbook.site.outlines import Examples, Sentence, Written, read_written
from lawbook.specification.case_tables import read_csv_cases

FEATURE = """\
# language: zh-CN
功能: 可否联系
  说明文字
  分两行

  背景:
    假如2026-11-21 适用政策"甲"

  场景: 夜间
    假如时间为 22:00
    那么不得联系

  规则: 白天
    背景:
      假如时间为白天
      * 今天是工作日

    场景大纲: 各时段
      假如时间为<时间>
        | 事实 | 值 |
      那么<结论>

      例子: 上午
        | 时间  | 结论 |
        | 08:00 | 允许 |
        | 09:00 | 允许 |
"""


def test_a_feature_is_kept_in_its_authors_words() -> None:
    written = read_written(FEATURE)
    assert (written.name, written.language, written.description) == ("可否联系", "zh-CN", "说明文字 分两行")
    assert written.background == (Sentence("假如", '2026-11-21 适用政策"甲"', ()),)
    assert written.scenarios == (
        Written(9, "场景", "", (Sentence("假如", "时间为 22:00", ()), Sentence("那么", "不得联系", ()))),
        Written(
            line=18,
            keyword="场景大纲",
            description="",
            sentences=(Sentence("假如", "时间为<时间>", (("事实", "值"),)), Sentence("那么", "<结论>", ())),
            examples=(Examples("上午", ("时间", "结论"), ((25, ("08:00", "允许")), (26, ("09:00", "允许")))),),
            before=(Sentence("假如", "时间为白天", ()), Sentence("*", "今天是工作日", ())),
        ),
    )


def test_cases_tell_once_what_most_of_them_share() -> None:
    text = """\
id,policy,as_of,shows,amount,verified,expect outcome,expect reasons
one,limits,2026-06-15,,10 yuan,yes,allow,
two,limits,2026-06-15,At the limit,500 yuan,yes,allow,none
three,limits,2026-06-16,,10 yuan,,refuse,TOO_MUCH
"""
    cases = read_csv_cases(text, "limits.cases.csv", Problems())
    assert written_cases(cases) == Written(
        1,
        "",
        "",
        (Sentence("", 'the policy "limits" on 2026-06-15', ()), Sentence("", "", (("amount", "10 yuan"), ("verified", "yes")))),
        (
            Examples(
                "",
                None,
                (
                    (2, ("one", "", "outcome: allow")),
                    (3, ("At the limit [two]", "amount: 500 yuan", "outcome: allow; no reason is given")),
                    (4, ("three", 'the policy "limits" on 2026-06-16; verified: –', 'outcome: refuse; the reasons include "TOO_MUCH"')),
                ),
            ),
        ),
    )


def test_a_table_of_cases_is_named_by_its_file() -> None:
    assert table_name("features/dunning-tier/boundaries.cases.yaml") == "boundaries"
