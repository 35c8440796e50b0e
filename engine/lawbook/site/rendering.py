"""From pages to the bytes of files: the templates beside, in both languages, and the one style sheet."""

import re
from collections.abc import Iterator
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from lawbook.site.addresses import GRANTED, GUIDE, LAW, OPEN, OVERVIEW, PARAMETERS, POLICIES, REQUIREMENTS, RULES, SCENARIOS, written
from lawbook.site.gathered import Gathered
from lawbook.site.grounds import Link
from lawbook.site.index_pages import index_pages
from lawbook.site.law_pages import law_pages
from lawbook.site.pages import Page
from lawbook.site.policy_pages import policy_pages
from lawbook.site.requirement_pages import requirement_pages
from lawbook.site.said import say
from lawbook.site.scenario_pages import scenario_pages

LANGUAGES = ("zh", "en")
SECTIONS = (
    ("overview", OVERVIEW), ("policies", POLICIES), ("law", LAW), ("requirements", REQUIREMENTS), ("scenarios", SCENARIOS),
    ("parameters", PARAMETERS), ("rules", RULES), ("granted", GRANTED), ("open", OPEN), ("guide", GUIDE),
)  # fmt: skip
STYLE = "style.css"
_JOINT = re.compile(r"([_/.:])")


def written_once() -> Iterator[tuple[str, bytes]]:
    """Give the files that stand above both languages: the path of each with forward slashes, and its bytes."""
    yield STYLE, files("lawbook.site").joinpath("templates", STYLE).read_bytes()
    yield "index.html", environment().get_template("languages.html").render(sections=SECTIONS, say=say).encode()


def rendered(gathered: Gathered, lang: str) -> Iterator[tuple[str, bytes]]:
    """Lay out every page in one language and give its file."""
    templates = environment()
    for page in pages_of(gathered, lang):
        yield f"{lang}/{page.path}", _rendered(templates, gathered, page, lang)


def pages_of(gathered: Gathered, lang: str) -> Iterator[Page]:
    """Give every page in one language."""
    yield from index_pages(gathered, lang)
    yield from policy_pages(gathered, lang)
    yield from law_pages(gathered, lang)
    yield from requirement_pages(gathered, lang)
    yield from scenario_pages(gathered, lang)


def environment() -> Environment:
    """Make what renders templates: whatever is put into them is escaped, and nothing may be missing."""
    made = Environment(
        loader=PackageLoader("lawbook.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["breakable"] = breakable
    return made


def breakable(code: str) -> Markup:
    """Let a long name or path be broken at its joints."""
    return Markup(_JOINT.sub(r"\1<wbr />", str(escape(code))))  # noqa: S704 - escaped, and only then broken


def _rendered(templates: Environment, gathered: Gathered, page: Page, lang: str) -> bytes:
    up = "../" * page.path.count("/")
    other = "en" if lang == "zh" else "zh"

    def here(address: str) -> str:
        return written(address.removeprefix(page.path) if address.startswith(f"{page.path}#") else f"{up}{address}")

    text = templates.get_template(page.template).render(
        **page.tells,
        page=page,
        lang=lang,
        html_lang="zh-CN" if lang == "zh" else "en",
        other=other,
        other_lang="zh-CN" if other == "zh" else "en",
        other_page=written(f"{up}../{other}/{page.path}"),
        style=f"{up}../{STYLE}",
        to=here,
        say=lambda key, **filled: say(lang, key, **filled),
        sections=tuple(Link(key, address) for key, address in SECTIONS),
        as_of=gathered.as_of.isoformat(),
    )
    return text.encode()
