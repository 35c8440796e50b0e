"""Random policies as their authors would write them: documents of the language, to be checked, decided with and compared."""

from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import strategies as st

from lawbook.check.policies.library import check_library
from lawbook.model.policy import Policy
from lawbook.model.types import NumberType, OneOfType, SetType
from lawbook.problems import Problems
from lawbook.read.document import Node
from lawbook.read.yaml import read_document
from support.spoiled_texts import spoiled_text, spoiled_tree
from support.surface_decisions import declare_decision
from support.surface_vocabulary import (
    EFFECTIVE,
    LAW,
    Draft,
    declare_calendar,
    declare_codes,
    declare_fact,
    declare_macro,
    declare_parameter,
    declare_types,
    draw_number,
    draw_type,
    list_type,
)
from support.surface_writing import Entries, Layout, Tree, written

NAME, TAKING = "generated", "taking"
PATH, TAKING_PATH = f"{NAME}/v1.yaml", f"{TAKING}/v1.yaml"
SHARED, REGISTER, CALENDAR = "shared/words.yaml", "law/x.yaml", "calendars/worked.yaml"
_HEAD = ("language", "version", "title", "effective", "owner", "review_by")
SECTIONS = ("types", "facts", "parameters", "macros", "reasons", "obligations")


@dataclass(frozen=True)
class Library:
    """The documents of a small library as trees, and the texts of its row files, each by its path."""

    documents: dict[str, dict[str, Tree]]
    rows: dict[str, str] = field(default_factory=dict)

    def taken_from(self, random: Random) -> "Library":
        """Give the library with a policy before the other that takes some of what it decides, and counts what of that is known."""
        outputs = self.documents[PATH]["outputs"]
        assert isinstance(outputs, list)
        names = random.sample(outputs, random.randint(1, len(outputs)))
        taken: dict[str, Tree] = {
            f"taken_{place}": {"from": f"{NAME}.{name}", "title": {"en": f"taken {place}", "zh": f"取用{place}"}, "unknown": "unknown"}
            for place, name in enumerate(names)
        }
        counted = " + ".join(f"(if {name} is known then 1 else 0)" for name in taken)
        known: dict[str, Tree] = {"type": "integer", "title": {"en": "known", "zh": "已知项"}, "cites": ["internal"], "formula": counted}
        document: dict[str, Tree] = {
            **{key: value for key, value in self.documents[PATH].items() if key in _HEAD},
            "policy": TAKING,
            "outputs": [*taken, "known_count"],
            "decisions": Entries({**taken, "known_count": known}),
        }
        return replace(self, documents={TAKING_PATH: document, **self.documents})

    def texts(self, layout: Layout | None = None) -> dict[str, str]:
        """Give all files as text."""
        return {path: written(document, layout) for path, document in self.documents.items()} | self.rows


@dataclass(frozen=True)
class CheckedTexts:
    """What came of checking texts: the policy, where nothing is wrong, and all problems."""

    policy: Policy | None
    problems: Problems

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes of the errors."""
        return tuple(problem.code for problem in self.problems.errors())


def check_texts(texts: dict[str, str]) -> CheckedTexts:
    """Read and check the files of a library, and give its first policy."""
    policies, problems = check_all(texts)
    return CheckedTexts(policies[0] if policies and not problems.errors() else None, problems)


def check_all(texts: dict[str, str]) -> tuple[tuple[Policy, ...], Problems]:
    """Read and check the files of a library, and give every version that is sound, in order of the files."""
    problems = Problems()
    documents: list[tuple[str, Node]] = []
    for path, text in texts.items():
        node = None if path.endswith(".csv") else read_document(text, path, problems)
        if node is not None:
            documents.append((path, node))
    rows = {path: text for path, text in texts.items() if path.endswith(".csv")}
    checked = check_library(documents, problems, files=rows, today=EFFECTIVE.toordinal())
    return checked.policies, problems


def generated_library(random: Random, *, facts: int = 6, decisions: int = 4) -> Library:
    """Draw a library with one policy of up to so many facts and decisions."""
    draft = Draft(random)
    one_ofs = declare_types(draft)
    if draft.chance(1, 2):
        declare_calendar(draft)
    _declare_vocabulary(draft, one_ofs, facts)
    for _ in range(random.randint(1, decisions)):
        declare_decision(draft, one_ofs)
    if not draft.outputs:
        draft.section("decisions")["always"] = {"type": "boolean", "title": draft.words("always"), "formula": "true"}
        draft.outputs.append("always")
    if draft.chance(1, 3):
        _declare_invariants(draft)
    return _documents(draft)


def _declare_vocabulary(draft: Draft, one_ofs: list[OneOfType], facts: int) -> None:
    random = draft.random
    declare_fact(draft, draw_number(random))
    if draft.chance(1, 4):
        declare_fact(draft, list_type(draft, one_ofs))
    for _ in range(random.randint(1, facts)):
        declare_fact(draft, draw_type(draft, one_ofs))
    for _ in range(random.randrange(4)):
        type_ = draw_type(draft, one_ofs, inner=True) if draft.chance(3, 4) else SetType(random.choice(one_ofs))
        declare_parameter(draft, type_)
    if draft.chance(2, 3):
        declare_codes(draft)
    for _ in range(random.choice((0, 0, 1, 2))):
        declare_macro(draft)


def _declare_invariants(draft: Draft) -> None:
    pen = draft.pen()
    invariants: list[Tree] = [{"id": "INV-1", draft.random.choice(("always", "never")): pen.truth(2).text}]
    facts = [*draft.sections["facts"]]
    if draft.chance(1, 2):
        invariants.append({"id": "INV-4", "implies": {"when": pen.truth(1).text, "then": pen.truth(1).text}})
    if draft.chance(1, 2):
        invariants.append({"id": "INV-2", "never_changes": {"outcome": draft.outputs[0], "with": draft.random.choice(facts)}})
    ordered = [formula.text for formulas in draft.names.formulas.values() for formula in formulas if isinstance(formula.type, NumberType)]
    outcomes, inputs = [name for name in ordered if name in draft.outputs], [name for name in ordered if name in facts]
    if outcomes and inputs:
        monotone: dict[str, Tree] = {"of": draft.random.choice(outcomes), "in": draft.random.choice(inputs)}
        invariants.append(
            {"id": "INV-3", "monotone": monotone | ({"falling": "true"} if draft.chance(1, 2) else {}), "cites": ["internal"]}
        )
    draft.sections["invariants"] = Entries({"": invariants})


def _documents(draft: Draft) -> Library:
    head: dict[str, Tree] = {
        "language": "1", "policy": NAME, "version": "1", "title": {"en": "Generated", "zh": "生成"}, "effective": EFFECTIVE.isoformat(),
        "owner": "tests", "review_by": "2099-12-31", "outputs": [*draft.outputs],
    }  # fmt: skip
    sections: dict[str, Tree] = {name: entries for name, entries in draft.sections.items() if name != "invariants" and entries}
    if "invariants" in draft.sections:
        sections["invariants"] = draft.sections["invariants"][""]
    documents: dict[str, dict[str, Tree]] = {}
    if draft.chance(1, 3):
        documents[SHARED] = _vocabulary(draft, sections)
        head["uses"] = ["shared/words"]
    if draft.calendar is not None:
        documents[CALENDAR] = draft.calendar
        head["uses"] = [*(["shared/words"] if SHARED in documents else []), "calendars/worked"]
    documents = {PATH: head | sections, **documents, REGISTER: _register()}
    if draft.chance(1, 5):
        # The same once more, from a later day on.
        documents[f"{NAME}/v2.yaml"] = {**documents[PATH], "version": "2", "effective": draft.random.choice(("2026-06-15", "2027-03-01"))}
    return Library(documents, {f"{NAME}/{path}": text for path, text in draft.files.items()})


def _vocabulary(draft: Draft, sections: dict[str, Tree]) -> dict[str, Tree]:
    """Take a first few sections of the policy away, into a vocabulary that it uses."""
    shared: dict[str, Tree] = {"vocabulary": "shared/words", "language": "1"}
    for name in SECTIONS[: draft.random.randint(1, len(SECTIONS))]:
        if name in sections:
            shared[name] = sections.pop(name)
    parameters = shared.get("parameters")
    if isinstance(parameters, Entries):
        owned: dict[str, Tree] = {"owner": "tests", "review_by": "2099-01-01"}
        shared["parameters"] = Entries({name: {**each, **owned} for name, each in parameters.items() if isinstance(each, dict)})
    return shared


def _register() -> dict[str, Tree]:
    rows = Entries()
    for id_, (effective, repealed) in LAW.items():
        words: dict[str, Tree] = {"en": f"text of {id_}", "zh": f"{id_}条文"}
        rows[id_] = {
            "instrument": words, "article": "1", "effective": effective, "force": "L", "requirement": words, "confidence": "high",
            "review_by": "2099-01-01", **({"repealed": repealed} if repealed else {}),
        }  # fmt: skip
    return {"register": "law/x", "language": "1", "rows": rows}


def spoiled(library: Library, random: Random) -> dict[str, str]:
    """Give the files of a library with a slip of the pen in one of them."""
    texts = library.texts()
    path = random.choice((PATH, PATH, *texts))
    if path in library.documents and random.randrange(3):
        documents = {**library.documents, path: spoiled_tree(library.documents[path], random)}
        return replace(library, documents=documents).texts()
    return {**texts, path: spoiled_text(texts[path], random)}


@st.composite
def libraries(draw: st.DrawFn, facts: int = 6, decisions: int = 4) -> Library:
    """A library with one policy of up to so many facts and decisions."""
    return generated_library(draw(st.randoms(use_true_random=False)), facts=facts, decisions=decisions)
