"""Two processes against one on the same documents, in turn, so that noise hits both.

python tests/benchmarks/jobs.py ../shared/archive/pdf
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TARGET = 1.85


def seconds(folder: Path, jobs: int) -> float:
    """Wall clock of one whole command, from a fresh interpreter to the last table."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-m", "pipeline.cli", "run", str(folder), "-q"]
        started = time.perf_counter()
        subprocess.run([*command, "-o", output, "--jobs", str(jobs)], check=True)
        return time.perf_counter() - started


def main() -> None:
    """Prints the median of each and their ratio; exits 1 below the target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    rounds = [(seconds(given.folder, 1), seconds(given.folder, 2)) for _ in range(given.rounds)]
    one, two = (statistics.median(each) for each in zip(*rounds, strict=True))
    ratio = statistics.median(a / b for a, b in rounds)
    print(f"one process   {one:6.1f} s")
    print(f"two processes {two:6.1f} s")
    print(f"ratio         {ratio:6.2f}   (target {TARGET})")
    sys.exit(ratio < TARGET)


if __name__ == "__main__":
    main()
