"""How many printed grades were read, by framework.

    python tests/benchmarks/grades.py OUTPUT TRUTH

OUTPUT is the folder that `findings run` wrote; TRUTH a CSV with the columns id, sha256,
framework, area, grade, one row a printed current grade, an empty area where a document gives
none. Exits 1 when a grade is wrong, or read where none is printed.
"""

import argparse
import csv
from collections import Counter
from pathlib import Path


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def tally(output: Path, truth: Path) -> Counter[tuple[str, str]]:
    """Counts by (framework, what): printed, right, wrong, missed, invented."""
    shas = {row["document_id"]: row["sha256"] for row in read(output / "tables/documents.csv")}
    said = {
        (shas[row["document_id"]], row["area"]): row["grade"]
        for row in read(output / "tables/judgements.csv")
        if row["period"] == "current" and not row["subject"]
    }
    counts: Counter[tuple[str, str]] = Counter()
    printed, frameworks = set(), {}
    for row in read(truth):
        name = frameworks[row["sha256"]] = row["framework"] or "(no grades)"
        if row["area"]:
            key = (row["sha256"], row["area"])
            printed.add(key)
            counts[name, "printed"] += 1
            what = {row["grade"]: "right", None: "missed"}.get(said.get(key), "wrong")
            counts[name, what] += 1
    for sha256, _ in said.keys() - printed:
        if sha256 in frameworks:
            counts[frameworks[sha256], "invented"] += 1
    return counts


def main() -> None:
    """Print a line for each framework."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("truth", type=Path)
    given = parser.parse_args()
    counts = tally(given.output, given.truth)
    heads = ("printed", "right", "wrong", "missed", "invented")
    print(f"{'framework':24}" + "".join(f"{head:>10}" for head in heads))
    for name in sorted({framework for framework, _ in counts}):
        print(f"{name:24}" + "".join(f"{counts[name, head]:10,}" for head in heads))
    raise SystemExit(any(n for (_, what), n in counts.items() if what in {"wrong", "invented"}))


if __name__ == "__main__":
    main()
