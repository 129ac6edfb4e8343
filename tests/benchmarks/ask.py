"""How long each command that asks takes on a store, in fresh processes: below 1 s each.

    python tests/benchmarks/ask.py OUTPUT [PROVIDER] [--runs 5]

The store is copied, so that the first search has everything to index. Exits 1 when a median is
above the limit; that of the first search does not count.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 1.0


def commands(provider: str) -> list[list[str]]:
    """What is asked."""
    query = "select area, grade, count(*) from judgements group by 1, 2"
    return [
        ["search", "workforce", "stability"],
        ["search", "children"],
        ["query", query],
        ["tables"],
        ["tables", "figures"],
        ["provider"],
        ["provider", provider],
        ["compare", provider, "2016", "2025"],
        ["export", "--wide"],
        ["export", "figures"],
        ["export", "--to", "all.xlsx"],
    ]


def seconds(command: list[str], folder: Path) -> float:
    """Wall clock of one command in a process of its own."""
    started = time.perf_counter()
    asked = [sys.executable, "-m", "pipeline.cli", *command, "--output", str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode:
        print(f"{' '.join(command)}: {done.stderr.strip()}")
    return time.perf_counter() - started


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("provider", nargs="?", default="Durham")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(given.output / "findings.sqlite", folder)
        first = ["search", "workforce"]
        print(f"{seconds(first, Path(folder)):6.2f} s  search, the first time")
        for command in commands(given.provider):
            median = statistics.median(seconds(command, Path(folder)) for _ in range(given.runs))
            print(f"{median:6.2f} s  {' '.join(command)}")
            slow += median > LIMIT and "all.xlsx" not in command
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
