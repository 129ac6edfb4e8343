"""Counts on annotated documents how often each rule is right: models/confidence.toml.

    python tests/benchmarks/calibrate.py --gold GOLD DOCUMENTS … [--archive OUTPUT TRUTH] [--write]

GOLD is a folder of gold files, DOCUMENTS the folder of the files that it annotates; --gold may
be given several times. --archive adds the printed current grades of a run's OUTPUT that TRUTH
lists (as for grades.py), those of annotated documents left out. Prints the reliability table;
with --write the counts go into models/confidence.toml.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from grades import read

from pipeline import models
from pipeline.batch.reading import read_bytes
from pipeline.evaluate import report

Counts = dict[tuple[str, str], list[int]]

HEAD = """\
# How often each rule was right: [right, rows] by table and rule, figures by the route to their
# measure. Written by tests/benchmarks/calibrate.py; pipeline/extract/confidence.py reads it.
"""


def count_gold(gold: Path, documents: Path, counts: Counts) -> None:
    """Adds the rows of the annotated documents."""
    for (table, rule), found in report(gold, read_bytes, [documents]).rules.items():
        right_and_rows = counts[table, rule.rsplit(".", 1)[-1]]
        right_and_rows[0] += found.right
        right_and_rows[1] += found.rows


def count_archive(output: Path, truth: Path, annotated: set[str], counts: Counts) -> None:
    """Adds the current grades of the documents that no gold annotates."""
    shas = {row["document_id"]: row["sha256"] for row in read(output / "tables/documents.csv")}
    printed = {(row["sha256"], row["area"], row["grade"]) for row in read(truth)}
    known = {sha256 for sha256, _, _ in printed} - annotated
    for row in read(output / "tables/judgements.csv"):
        sha256 = shas[row["document_id"]]
        if row["period"] == "current" and not row["subject"] and sha256 in known:
            right_and_rows = counts["judgements", row["rule"]]
            right_and_rows[0] += (sha256, row["area"], row["grade"]) in printed
            right_and_rows[1] += 1


def as_toml(counts: Counts) -> str:
    """The counts as the content of models/confidence.toml."""
    lines = [HEAD.rstrip()]
    for table in dict.fromkeys(table for table, _ in sorted(counts)):
        lines += ["", f"[{table}]"]
        lines += [
            f"{rule} = {found}" for (of, rule), found in sorted(counts.items()) if of == table
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Counts, prints, and writes if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs=2, action="append", required=True)
    parser.add_argument("--archive", type=Path, nargs=2)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    counts: Counts = defaultdict(lambda: [0, 0])
    for gold, documents in given.gold:
        count_gold(gold, documents, counts)
    if given.archive:
        files = (file for gold, _ in given.gold for file in gold.glob("*.json"))
        annotated = {json.loads(file.read_text(encoding="utf-8"))["sha256"] for file in files}
        count_archive(*given.archive, annotated, counts)
    print(f"{'table':18}{'rule':20}{'rows':>7}{'right':>7}{'share':>8}")
    for (table, rule), (right, rows) in sorted(counts.items()):
        print(f"{table:18}{rule:20}{rows:7}{right:7}{right / rows:8.3f}")
    if given.write:
        models.path("confidence.toml").write_text(as_toml(counts), encoding="utf-8")


if __name__ == "__main__":
    main()
