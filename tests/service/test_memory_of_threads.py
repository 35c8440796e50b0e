import platform
import subprocess
import sys

import pytest

PROGRAM = """
from ctypes import CDLL, c_void_p
from sys import argv
from threading import Barrier, Thread
from lawbook_api.memory import share_memory

if argv[1] == "shared":
    assert share_memory()
together = Barrier(8)

def take():
    together.wait()
    taken = [bytes(10_000) for _ in range(100)]
    together.wait()

threads = [Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = CDLL(None)
libc.fdopen.restype = c_void_p
told = c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, told)
libc.fflush(told)
"""


def places_of(how: str) -> int:
    told = subprocess.run([sys.executable, "-c", PROGRAM, how], check=True, capture_output=True, text=True)
    return told.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library is not that of GNU")
def test_what_a_thread_leaves_over_is_there_for_the_others() -> None:
    assert places_of("shared") == 1
    assert places_of("apart") > 1
