"""How long `findings --help` takes, in fresh processes: the median has to stay below 0.3 s.

    python tests/benchmarks/start.py [--runs 15]

Exits 1 when the median is above the limit.
"""

import argparse
import statistics
import subprocess
import sys
import time

LIMIT = 0.3
COMMAND = [sys.executable, "-m", "pipeline.cli", "--help"]


def measure() -> float:
    """Seconds of wall clock for one start."""
    started = time.perf_counter()
    subprocess.run(COMMAND, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    measure()  # writes the byte code
    seconds = sorted(measure() for _ in range(runs))
    median = statistics.median(seconds)
    print(f"findings --help: median {median:.3f} s, fastest {seconds[0]:.3f} s, {runs} runs")
    return int(median > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
