from lawbook.problems import Problems
from lawbook.site.called import called
from lawbook.site.case_outlines import table_name, written_cases
from lawbook.site.outlines import Examples, Sentence, Written, read_written
from lawbook.specification.case_tables import read_csv_cases
from support.covered import policy_of

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
    assert written_cases(cases, called([], "en")) == Written(
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
    assert table_name("features/dunning-tier/boundaries.cases.yaml") == "boundaries.cases.yaml"


ASKED = """\
facts:
  agencies:
    type: {list of: {kind: {type: [firm, court], title: {en: kind of agency, zh: 机构类型}, titles: {firm: {en: law firm, zh: 律所}, court: {en: court, zh: 法院}}}}, most: 3}
    title: {en: agencies, zh: 候选机构}
  channels: {type: {set of: [call, sms]}, title: {en: channels, zh: 渠道}, titles: {call: {en: phone call, zh: 电话}, sms: {en: text message, zh: 短信}}}
  since: {type: days, min: 0, max: 99, title: {en: time since, zh: 已过天数}}
decisions:
  late: {type: boolean, title: {en: is late, zh: 已迟延}, formula: since > 3}
"""


def test_bare_names_of_cases_are_said_as_the_policy_says_them() -> None:
    words = called([policy_of(ASKED)], "zh")
    assert words.fact("since", "5 days") == ("已过天数", "5 天")
    assert words.fact("Channels", "call, sms") == ("渠道", "电话、短信")
    assert words.decision("late", "yes") == ("已迟延", "是")
    assert words.element("agencies", (("kind", "firm"), ("strange", "x"))) == ("候选机构", (("机构类型", "律所"), ("strange", "x")))
    assert words.element("channels", (("kind", "firm"),)) == ("channels", (("kind", "firm"),))
    assert words.fact("strange", "5 days") == ("strange", "5 days")
    assert called([policy_of(ASKED)], "en").fact("已过天数", "1 day") == ("time since", "1 day")
