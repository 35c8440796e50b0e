"""A processor of its own for each worker, where there are as many as workers.

A worker runs one thread of Python at a time. Spread over processors its threads gain nothing, and lose time waking one another from one
to the next, and fetching what the other had at hand.
"""

import os
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path


def take_processor(folder: Path, workers: int) -> int | None:
    """Keep this process, and the threads that it begins from now on, to a processor that none of its *workers* siblings has.

    Give its number; None where everything is left to the system, since there are more or fewer processors than workers, or none is free,
    or it cannot be asked for. A lock on a file in *folder* says whose a processor is, and goes when the process ends, however it ends.
    """
    if not hasattr(os, "sched_setaffinity"):
        return None
    processors = sorted(os.sched_getaffinity(0))
    if len(processors) != workers:
        return None
    for processor in processors:
        file = os.open(folder / f"processor-{processor}", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            os.close(file)
            continue
        os.sched_setaffinity(0, {processor})
        return processor
    return None
