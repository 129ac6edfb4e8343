"""Shows that `findings evaluate` and the gold's own scorer come to the same digits.

    python tests/benchmarks/agree_with_score.py SCORE_PY GOLD DOCUMENTS...

SCORE_PY is the scorer that came with the gold, GOLD the folder of gold files, DOCUMENTS the
files and folders that it annotates. Reads the documents, writes their tables, lets the scorer
score these, and compares every measure with `pipeline.evaluate`. Exits 1 when any digit of a
precision, recall, F1 or count differs.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline.batch.reading import read_bytes
from pipeline.batch.run import run
from pipeline.evaluate import report


def scored(score: Path, tables: Path, gold: Path, out: Path) -> dict[str, dict[str, float]]:
    """What the gold's own scorer says of the tables."""
    command = [sys.executable, str(score), str(tables), str(gold), "--json", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found: dict[str, dict[str, float]] = json.loads(out.read_text(encoding="utf-8"))
    return found


def main() -> int:
    """Runs both and prints every difference; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("score", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        run(given.documents, output)
        theirs = scored(given.score, output / "tables", given.gold, output / "scores.json")
    done = report(given.gold, read_bytes, given.documents)
    ours = {name: scores._asdict() for name, scores in done.scores.items()}
    differing = [
        f"{name}: {theirs.get(name)} against {ours.get(name)}"
        for name in sorted(theirs.keys() | ours.keys())
        if theirs.get(name) != ours.get(name)
    ]
    print("\n".join(differing) or f"{len(ours)} measures agree on {done.documents} documents")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
