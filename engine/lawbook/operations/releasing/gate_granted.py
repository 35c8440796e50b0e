"""The exceptions that touch what is released: those in force and to come, and which of them are new."""

from collections.abc import Iterator

from lawbook.library.reach import is_in_force
from lawbook.model.policy import Policy, Words
from lawbook.operations.releasing.composing import Whole
from lawbook.operations.releasing.gate import Came, Course
from lawbook.site.granted_pages import ToldException, days_of, told_exceptions
from lawbook.site.review_page import ReviewTable, same

HEADS = (
    Words("exception", "例外编号"),
    Words("policy", "政策"),
    Words("decision", "决定"),
    Words("outcome", "结果"),
    Words("for whom", "适用对象"),
    Words("from – to", "起止日期"),
    Words("why", "理由"),
    Words("approved by", "批准人"),
    Words("written at", "位置"),
    Words("standing", "状态"),
)
STANDINGS = {"in_force": Words("in force", "有效"), "to_come": Words("to come", "尚未生效")}
NEW = Words("new", "新增")


def granted_part(course: Course) -> Came:
    """Tell the exceptions to the policies that are released, as they would be."""
    before = {each.id: _what(each) for each in _exceptions(course.before, course)}
    found = [each for each in _exceptions(course.now, course) if each.standing in STANDINGS]
    new = {each.id for each in found if before.get(each.id) != _what(each)}
    said = Words(
        f"{len(found)} in force or to come, {len(new)} of them new or changed",
        f"有效或尚未生效的例外 {len(found)} 项，其中新增或有变 {len(new)} 项",
    )
    rows = tuple(_row(each, is_new=each.id in new) for each in found)
    data = [
        {
            "id": each.id,
            "policy": each.policy.name,
            "decision": each.decision.name,
            "from": each.first.isoformat(),
            "until": each.last.isoformat(),
            "approver": each.approver,
            "place": each.place,
            "standing": each.standing,
            "new": each.id in new,
        }
        for each in found
    ]
    return Came("told", said, (ReviewTable(Words("exceptions", "例外"), HEADS, rows),), data)


def _exceptions(whole: Whole, course: Course) -> Iterator[ToldException]:
    day = course.today.toordinal()

    def shown(name: str) -> Policy | None:
        versions = whole.library.versions(name) if name in course.names and name in whole.library.policies else ()
        return next((each for each in versions if is_in_force(each, day)), versions[-1]) if versions else None

    return told_exceptions(whole.files, shown, day)


def _what(told: ToldException) -> tuple[object, ...]:
    return told.decision.name, told.before, told.after, told.whom, told.first, told.last, told.reason, told.approver


def _row(told: ToldException, *, is_new: bool) -> tuple[Words, ...]:
    standing = STANDINGS[told.standing]
    return (
        same(told.id),
        told.policy.title,
        told.decision.title,
        Words(f"{told.before.en} → {told.after.en}", f"{told.before.zh} → {told.after.zh}"),
        told.whom,
        same(days_of(told)),
        told.reason,
        same(told.approver),
        same(told.place),
        Words(f"{standing.en}, {NEW.en}", f"{standing.zh}，{NEW.zh}") if is_new else standing,
    )
