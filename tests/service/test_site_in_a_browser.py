"""The site in a real browser: on a telephone and on a desk, light and dark, without scripts and without a network, and on paper."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lawbook.operations.publishing import write_site
from support.browser import Browser, browser
from support.sites import gathered, uncounted

pytestmark = pytest.mark.beyond("needs the system's Chromium")

PAGES = [
    "index.html",
    *(
        f"{lang}/{page}"
        for lang in ("zh", "en")
        for page in (
            "index.html",
            "guide.html",
            "policies/index.html",
            "policies/dunning-tier/index.html",
            "policies/dunning-tier/v2.html",
            "policies/german-instalment/v2.html",
            "policies/drawdown/v1-scenarios.html",
            "law/index.html",
            "law/CN-LPR-2020.html",
            "requirements/index.html",
            "requirements/DUN-07.html",
            "scenarios/index.html",
            "scenarios/features/dunning-tier/contact.zh.feature.html",
            "scenarios/features/dunning-tier/boundaries.cases.yaml.html",
            "parameters/index.html",
            "parameters/shared/parameters-cn.html",
            "rules/index.html",
            "open/index.html",
        )
    ),
]
WIDTHS = (390, 1280)
CONTRAST = """
(() => {
  const channel = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 };
  const parts = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = at => { for (; at; at = at.parentElement) { const p = parts(getComputedStyle(at).backgroundColor);
    if (p.length == 3 || p[3] > 0) return p } return [255, 255, 255] };
  const weak = [];
  for (const at of document.querySelectorAll('body *')) {
    if (at.closest('svg') || ![...at.childNodes].some(n => n.nodeType == 3 && n.data.trim())) continue;
    const [one, other] = [light(parts(getComputedStyle(at).color)), light(ground(at))].sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) weak.push(at.tagName + '.' + at.className + ': ' + at.textContent.trim().slice(0, 30));
  }
  return [...new Set(weak)].slice(0, 5);
})()
"""
OUTSIDE = """
[...document.querySelectorAll('main *, header *, footer *')].filter(at => !at.closest('.wide, .unseen, svg') &&
  at.getBoundingClientRect().right > innerWidth + 1 && at.getClientRects().length).slice(0, 3).map(at => at.outerHTML.slice(0, 90))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(gathered(Path("policies")), folder, uncounted)
    return folder


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as found:
        found.scripts(allowed=False)
        yield found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_its_window_and_can_be_read(site: Path, chromium: Browser, page: str) -> None:
    for width in WIDTHS:
        chromium.size(width, 900)
        chromium.open(site / page)
        assert (chromium.value("document.documentElement.scrollWidth <= innerWidth"), chromium.value(OUTSIDE)) == (True, [])
        assert chromium.value("document.querySelector('h1').getClientRects().length > 0")
        assert chromium.value("getComputedStyle(document.body).fontFamily").startswith("system-ui")
    assert [address for address in chromium.asked_for() if not address.startswith("file:")] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "open/index.html", "policies/german-instalment/v2.html", "law/index.html", "guide.html"])
def test_every_text_stands_out_from_its_ground(site: Path, chromium: Browser, page: str, dark: bool) -> None:  # noqa: FBT001 - both
    chromium.size(1280, 900, dark=dark)
    chromium.open(site / "en" / page)
    assert chromium.value(CONTRAST) == []


def test_the_reader_gets_from_policy_to_rule_to_article_and_back(site: Path, chromium: Browser) -> None:
    chromium.size(1280, 900)
    page = "zh/index.html"
    for link in ("policies/dunning-tier/v2.html", "CN-GBT45251-HOURS.html", "v2.html#DUN-K-QUIET"):
        chromium.open(site / page.partition("#")[0])
        found = chromium.value(f"document.querySelector('a[href$=\"{link}\"]').href")
        page = found.removeprefix(f"{site.as_uri()}/").partition("?")[0]
    chromium.open(site / "zh/policies/dunning-tier/v2.html", "DUN-K-QUIET")
    assert chromium.value("Math.abs(document.getElementById('DUN-K-QUIET').getBoundingClientRect().top) < 200")
    assert chromium.value("document.querySelector(':target').id") == "DUN-K-QUIET"


def test_the_language_is_changed_on_the_same_page(site: Path, chromium: Browser) -> None:
    chromium.open(site / "zh/law/CN-LPR-2020.html")
    assert chromium.value("document.querySelector('.switch a').href").endswith("/en/law/CN-LPR-2020.html")
    assert chromium.value("document.querySelector('.switch a').lang") == "en"


def test_the_first_thing_a_keyboard_reaches_is_the_way_to_the_text(site: Path, chromium: Browser) -> None:
    chromium.open(site / "en/index.html")
    chromium.ask("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert chromium.value("document.activeElement.className") == "skip"
    assert chromium.value("document.activeElement.getBoundingClientRect().top >= 0")


def test_chinese_is_drawn_in_a_font_that_has_it(site: Path, chromium: Browser) -> None:
    chromium.open(site / "zh/index.html")
    chromium.ask("DOM.enable")
    chromium.ask("CSS.enable")
    root = chromium.ask("DOM.getDocument")["root"]["nodeId"]
    heading = chromium.ask("DOM.querySelector", nodeId=root, selector="h1")["nodeId"]
    fonts = [font["familyName"] for font in chromium.ask("CSS.getPlatformFontsForNode", nodeId=heading)["fonts"]]
    assert any("CJK" in font or "Hei" in font or "PingFang" in font for font in fonts), fonts


@pytest.mark.parametrize("page", ["zh/policies/german-instalment/v2.html", "en/law/CN-LPR-2020.html"])
def test_a_page_prints(site: Path, chromium: Browser, page: str) -> None:
    chromium.open(site / page)
    printed = chromium.printed()
    assert printed.startswith(b"%PDF")
    assert pages_of(printed) >= (5 if "policies" in page else 1)


def pages_of(printed: bytes) -> int:
    """Count the pages of a PDF, also of those within compressed streams."""
    texts = [printed, *(unpacked(each) for each in re.findall(rb"stream\r?\n(.*?)endstream", printed, re.DOTALL))]
    return sum(len(re.findall(rb"/Type\s*/Page\b", text)) for text in texts)


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
