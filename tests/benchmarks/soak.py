"""Many documents: memory of the whole process tree over time, and the second run.

python tests/benchmarks/soak.py ../shared/archive/pdf --times 20
"""

import argparse
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import psutil
from copies import copy_documents

MOST_MEGABYTES = 900
MOST_SECONDS = 5.0
EVERY = 0.25
LONG = 10
"""Copies from which on memory has to be flat."""
MEGABYTE = 1 << 20


def tree(process: psutil.Process) -> int:
    """Resident bytes of a process and all that it started; shared pages count for each."""
    total = 0
    for each in [process, *process.children(recursive=True)]:
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def watch(command: list[str]) -> tuple[float, list[float]]:
    """Seconds that a command takes, and the megabytes of its process tree every so often."""
    started = time.perf_counter()
    child = psutil.Popen(command)
    seen = []
    while child.poll() is None:
        try:
            seen.append(tree(child) / MEGABYTE)
        except psutil.NoSuchProcess:
            break
        time.sleep(EVERY)
    if child.wait():
        sys.exit(f"{command} failed")
    return time.perf_counter() - started, seen


def main() -> None:
    """Prints memory by tenths of the run and the seconds of the second run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--keep", type=Path, help="leave the copies and the output in this folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        work = given.keep or Path(made)
        count = copy_documents(given.folder, work / "documents", given.times)
        command = [sys.executable, "-m", "pipeline.cli", "run", str(work / "documents"), "-q"]
        command += ["-o", str(work / "output"), "--jobs", given.jobs]
        first, seen = watch(command)
        bounds = [len(seen) * k // 10 for k in range(11)]
        tenths = [max(seen[a:b], default=0.0) for a, b in pairwise(bounds)]
        print(f"{count:,} documents in {first:,.0f} s ({first / count * 1000:.1f} ms each)")
        print("megabytes, most in each tenth:", " ".join(f"{each:.0f}" for each in tenths))
        second = min(subprocess_seconds(command) for _ in range(3))
        print(f"second run: {second:.2f} s (target {MOST_SECONDS})")
        size = (work / "output" / "findings.sqlite").stat().st_size
        print(f"store: {size / MEGABYTE:,.0f} MB, {size / count / 1024:.0f} KB a document")
        short = given.times < LONG  # the processes still meet documents that they have not seen
        flat = short or tenths[9] <= tenths[1]
        said = "too short to tell" if short else "yes" if flat else "no"
        print(f"most {max(seen):.0f} MB (target {MOST_MEGABYTES}), flat: {said}")
        sys.exit(not (flat and max(seen) < MOST_MEGABYTES and second < MOST_SECONDS))


def subprocess_seconds(command: list[str]) -> float:
    """Wall clock of a command."""
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
