"""A small library with its scenarios in a folder of its own, and the site of it; pages read back as XML."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET

from lawbook.library import open_library
from lawbook.operations.publishing import gather, write_site
from lawbook.operations.results import Outcomes
from lawbook.site.gathered import Gathered
from lawbook.specification.suites import read_suite

DAY = date(2026, 11, 21)
PACK = ("german-instalment/v1.yaml", "german-instalment/v2.yaml", "shared/german-credit.yaml", "law/eu.yaml")


@contextmanager
def uncounted(_what: str, _total: int) -> Iterator[Callable[[], None]]:
    """Count nothing."""
    yield lambda: None


def small_library(folder: Path) -> Path:
    """Copy one shipped policy with what it uses and its scenarios, and give the folder of policies."""
    for path in PACK:
        (folder / "policies" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path("policies") / path, folder / "policies" / path)
    shutil.copytree("features/german-instalment", folder / "features/german-instalment")
    shutil.copy("features/requirements.yaml", folder / "features/requirements.yaml")
    return folder / "policies"


def gathered(policies: Path, results: tuple[str, Outcomes] | None = None, features: Path | None = None) -> Gathered:
    """Gather a library with the scenarios beside it."""
    paths = [policies.parent / "features" if features is None else features]
    return gather(open_library(policies, today=DAY), read_suite(paths), paths, DAY, uncounted, results)


def site(policies: Path, out: Path) -> Mapping[str, bytes]:
    """Write the site of a library and give its files."""
    write_site(gathered(policies), out, uncounted)
    return files(out)


def files(out: Path) -> dict[str, bytes]:
    """Give every file below *out*."""
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*")) if file.is_file()}


class Read:
    """A page: its text, its anchors, and where it leads."""

    def __init__(self, path: str, text: bytes) -> None:
        self.path = path
        self.root = ET.fromstring(text)  # noqa: S314 - pages of our own
        self.anchors = [each.attrib["id"] for each in self.root.iter() if "id" in each.attrib]
        self.text = " ".join("".join(self.root.itertext()).split())

    def links(self) -> Iterator[tuple[str, str]]:
        """Give the path and the anchor of every link inside the site."""
        for each in self.root.iter("a"):
            address, anchor = urldefrag(each.attrib["href"])
            if "://" not in address:
                yield resolved(self.path, unquote(address)), unquote(anchor)

    def tags(self) -> list[str]:
        """Give the kinds of all elements."""
        return [each.tag for each in self.root.iter()]


def resolved(page: str, address: str) -> str:
    """Give the path that *address* means on *page*."""
    if not address:
        return page
    parts: list[str] = []
    for part in (PurePosixPath(page).parent / address).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def pages(found: Mapping[str, bytes]) -> dict[str, Read]:
    """Read every page of a site; one that is not well-formed is an error."""
    return {path: Read(path, text) for path, text in found.items() if path.endswith(".html")}
