"""Memory of a worker: what one thread leaves over is there for the others."""

import sys
from ctypes import CDLL
from typing import Final

ARENAS: Final = -8
"""M_ARENA_MAX of mallopt(3)."""


def share_memory() -> bool:
    """Have the threads of this process allocate from one place; tell whether the C library could be told so, as that of GNU can.

    Left to itself it keeps as many places as there are threads, up to eight for each processor, and each keeps what a large batch once
    took. Only one thread runs Python at a time, so that they do not wait for one another.
    """
    if not sys.platform.startswith("linux"):
        return False
    told = getattr(CDLL(None), "mallopt", None)
    return told is not None and told(ARENAS, 1) == 1
