"""Run the benchmarks: `python benchmarks` for all, or name some of: table, tables, json, memory, start, http, record, replay, endurance.

Every figure is a ratio to a peer or a baseline measured in the same run; nothing here passes or fails.
"""

import argparse
import platform
from collections.abc import Callable

import bench_endurance
import bench_http
import bench_json
import bench_memory
import bench_record
import bench_replay
import bench_start
import bench_table
import bench_tables

SECTIONS: dict[str, Callable[[], None]] = {
    "table": bench_table.run,
    "tables": bench_tables.run,
    "json": bench_json.run,
    "memory": bench_memory.run,
    "start": bench_start.run,
    "http": bench_http.run,
    "record": bench_record.run,
    "replay": bench_replay.run,
    "endurance": bench_endurance.run,
}


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", choices=[[], *SECTIONS], help="which to run; all when none is named")
    chosen = parser.parse_args().sections or list(SECTIONS)
    print(f"Python {platform.python_version()}, {platform.machine()}")
    for name in chosen:
        SECTIONS[name]()


if __name__ == "__main__":
    main()
