"""Compares the scores of a run with the pinned floors, and fails when one is missed.

    python tests/check_floors.py SCORES.json GOLD... [--raise | --lower]

SCORES.json is what the scorer of the gold wrote, GOLD... the gold files and folders that it
scored against: the floors hold for that gold only. With --raise, floors go up to what was
measured (never down), and are pinned to this gold; with --lower they fall to it, where it is
lower. Neither happens unasked.
"""

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")


def digest(gold: list[Path]) -> str:
    """SHA-256 of all gold files in the order of their names."""
    files = [sorted(path.iterdir()) if path.is_dir() else [path] for path in gold]
    return hashlib.sha256(b"".join(file.read_bytes() for file in chain(*files))).hexdigest()


def compare(floors: dict[str, dict[str, float]], scores: dict[str, Any]) -> list[str]:
    """Prints every floor beside what was measured; returns the names of those missed."""
    missed = []
    print(f"{'':34}{'measure':>10}{'floor':>9}{'measured':>10}")
    for name, measures in floors.items():
        for measure, floor in measures.items():
            measured = scores.get(name, {}).get(measure, 0.0)
            below = measured < floor
            missed += [f"{name} {measure}"] * below
            print(f"{name:34}{measure:>10}{floor:9.3f}{measured:10.4f}{'  BELOW' * below}")
    return missed


def moved(
    floors: dict[str, dict[str, float]],
    scores: dict[str, Any],
    choose: Callable[[float, float], float],
) -> dict[str, Any]:
    """The floors at what was measured, rounded down, where `choose` takes that over the floor."""
    return {
        name: {
            measure: choose(floor, math.floor(scores[name][measure] * 1000) / 1000)
            for measure, floor in measures.items()
        }
        for name, measures in floors.items()
    }


def main() -> int:
    """Runs the comparison; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scores", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--raise", dest="choose", action="store_const", const=max)
    way.add_argument("--lower", dest="choose", action="store_const", const=min)
    given = parser.parse_args()
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    scores = json.loads(given.scores.read_text(encoding="utf-8"))
    if given.choose:
        floors = moved(pinned["floors"], scores, given.choose)
        pinned = {"gold": digest(given.gold), "floors": floors}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")
    missed = compare(pinned["floors"], scores)
    if pinned["gold"] != digest(given.gold):
        missed.append("the gold is not the one that the floors were pinned to (--raise pins it)")
    if missed:
        print("below the floor: " + ", ".join(missed), file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
