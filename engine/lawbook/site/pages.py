"""What a page is: its address, the template that lays it out, its title, the way to it, and what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass

from lawbook.site.grounds import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page in one language; *section* is the part of the site that it belongs to, *trail* the way to it."""

    path: str
    template: str
    title: str
    section: str
    trail: tuple[Link, ...] = ()
    tells: Mapping[str, object]
