"""Bars that grow while long work is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

STEP = 100


@contextmanager
def progress(file: Path) -> Iterator[Callable[[int], None]]:
    """Give the function that is told the number of each line of *file* as it is done; a terminal shows how far that is."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and of use on a terminal only
    from rich.progress import Progress  # noqa: PLC0415

    with file.open("rb") as lines:
        total = sum(1 for _ in lines)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(file.name, total=total)

        def advance(number: int) -> None:
            if number % STEP == 0:
                bar.update(task, completed=number)

        yield advance


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Give the function that is called each time one of *total* is done; a terminal shows how far that is."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to import, and of use on a terminal only
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
