"""Peak memory of `extract run`, per worker and of the parent, at two sizes of the input.

    python benchmarks/scale.py [--small 1000] [--large 100000] [--workers 2]

The input is a JSONL table of variants of our releases (`variants.py`). Memory is the resident set in MB, read from /proc ten
times a second (Linux). Flat is a peak per worker at the large size within 10 % of that at the small one.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from variants import command, table_of


def resident(pid: int) -> float:
    """MB, 0 where the process is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * 4096 / 1e6


def children(pid: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in path.read_text().split()]
        except OSError:
            continue        # the thread ended meanwhile
    return found


def peaks(count: int, workers: int) -> tuple[float, float, float]:
    """Peak MB of the parent, peak MB of the largest worker, and seconds."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = command(table_of(count, Path(folder)), "--workers", str(workers))
        began = time.perf_counter()
        process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
        parent = worker = 0.0
        while process.poll() is None:
            parent = max(parent, resident(process.pid))
            worker = max([worker, *map(resident, children(process.pid))])
            time.sleep(0.1)
        if process.returncode:
            raise SystemExit(f"extract run ended with {process.returncode}")
        return parent, worker, time.perf_counter() - began


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--small", type=int, default=1000)
    arguments.add_argument("--large", type=int, default=100_000)
    arguments.add_argument("--workers", type=int, default=2)
    options = arguments.parse_args()
    rows = {count: peaks(count, options.workers) for count in (options.small, options.large)}
    table = Table("releases", "parent MB", "worker MB", "× small", "releases/s", pad_edge=False)
    for count, (parent, worker, took) in rows.items():
        ratio = worker / rows[options.small][1]
        table.add_row(f"{count:,}", f"{parent:.0f}", f"{worker:.0f}", f"{ratio:.2f}", f"{count / took:,.0f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
