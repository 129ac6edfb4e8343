"""Gold against tables: how good the rules are on documents that a person has annotated.

The gold is a folder of JSON files, one a document, in the format of `corpus/gold`. A
document is known by the SHA-256 of its bytes and looked for in the folders given.

Example:
    >>> done = report(Path("corpus/gold"), pipeline.batch.reading.read_bytes)
    >>> done.scores["recommendations"].f1
    1.0
    >>> print(render(done, errors=5))
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import FindingsError
from pipeline.evaluate.accepted import Accepted, accept, gold_hash, load
from pipeline.evaluate.compare import Gold, Row
from pipeline.evaluate.kinds import (
    compare_facts,
    compare_figures,
    compare_judgements,
    compare_officials,
    compare_quotations,
    compare_recommendations,
)
from pipeline.evaluate.tally import Error, Reliability, Scores, Sheet, reliability, total
from pipeline.records import FINDING_TYPES, DocumentFacts, Findings
from pipeline.tables import READ

__all__ = ["Error", "Report", "Scores", "as_dict", "evaluate", "render", "render_rules", "report"]

ROUNDS = 1000
"""Bootstrap samples; the documents are drawn, not the rows, as rows of one are alike."""
SEED = 20160516
PERCENTILES = (2.5, 97.5)

Read = Callable[[bytes, str], Findings]
"""Reads a document from its bytes and their source; `pipeline.batch.reading.read_bytes` is one."""

COMPARE = {
    "judgements": compare_judgements,
    "recommendations": compare_recommendations,
    "officials": compare_officials,
    "quotations": compare_quotations,
    "figures": compare_figures,
}


@dataclass(frozen=True, slots=True)
class Report:
    """Scores by measure, 95% intervals of their F1, errors, and the accepted run if any.

    `rules` says by (table, rule) how often a rule was right: a judgement in area and grade, a
    recommendation in its text, an official in name and role, a quotation in speaker and words,
    a figure in value, unit and measure.

    `absent` are the ids of gold documents whose file was not found or could not be read;
    all their rows count as missed.
    """

    gold: str
    documents: int
    scores: Mapping[str, Scores]
    intervals: Mapping[str, tuple[float, float]]
    errors: Sequence[Error]
    rules: Mapping[tuple[str, str], Reliability] = field(default_factory=dict)
    absent: Sequence[str] = ()
    accepted: Accepted | None = None
    below: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def f1(self) -> dict[str, float]:
        """F1 by measure."""
        return {name: scores.f1 for name, scores in self.scores.items()}

    @property
    def comparable(self) -> bool:
        """Whether the accepted run was made on the same gold."""
        return self.accepted is not None and self.accepted.gold == self.gold


def report(
    gold: Path,
    read: Read,
    documents: Iterable[Path] = (),
    *,
    accepted: Path | None = None,
    advance: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Read the documents that a folder of gold annotates and compare what was found.

    `documents` are the folders that hold them, by default the gold's parent; `accepted` is the
    accepted run's file, by default `accepted.json` in the gold's parent; `advance` is called
    with (done, total). Raises FindingsError where the gold cannot be read.
    """
    annotated = _load_gold(gold)
    files = _find({g["sha256"] for g in annotated}, list(documents) or [gold.parent], gold)
    sheets, absent = [], []
    for done, one in enumerate(annotated, 1):
        file = files.get(one["sha256"])
        findings = read(file.read_bytes(), str(file)) if file else None
        if findings is None or findings.document.status == "failed":
            absent.append(one["id"])
        sheets.append(evaluate(one, findings))
        advance(done, len(annotated))
    return _summed(sheets, absent, gold, load(accepted or default_accepted(gold)))


def _summed(
    sheets: list[Sheet], absent: list[str], gold: Path, accepted: Accepted | None
) -> Report:
    pinned = gold_hash(gold.glob("*.json"))
    scores = {name: tally.scores() for name, tally in total(sheets).items()}
    f1 = {name: each.f1 for name, each in scores.items()}
    same = accepted is not None and accepted.gold == pinned
    return Report(
        gold=pinned,
        documents=len(sheets),
        scores=scores,
        intervals=bootstrap(sheets),
        errors=[error for sheet in sheets for error in sheet.errors],
        rules=reliability(sheets),
        absent=absent,
        accepted=accepted,
        below=accepted.below(f1) if accepted and same else {},
    )


def accept_report(
    done: Report, gold: Path, *, path: Path | None = None, lower: bool = False
) -> Path:
    """Make a report the accepted run of its gold; returns the file. See `accepted.accept`."""
    path = path or default_accepted(gold)
    accept(path, done.gold, done.f1, lower=lower)
    return path


def default_accepted(gold: Path) -> Path:
    """Where the accepted run of a folder of gold is kept: beside the folder."""
    return gold.parent / "accepted.json"


def evaluate(gold: Gold, findings: Findings | None) -> Sheet:
    """Compare one annotated document with its findings, None where it could not be found."""
    sheet = Sheet(gold["id"])
    rows = _rows(findings) if findings else {}
    facts = rows.get(DocumentFacts.table)
    compare_facts(sheet, gold, facts[0] if facts else None)
    for kind in FINDING_TYPES:
        COMPARE[kind.table](sheet, gold, rows.get(kind.table, []))
    return sheet


def _rows(findings: Findings) -> dict[str, list[Row]]:
    """The tables of one document as text, in the order in which they are written."""
    return {
        table.name: [
            {
                name: "" if value is None else str(value)
                for name, value in zip(table.names, row, strict=True)
            }
            for row in table.rows([findings])
        ]
        for table in READ
    }


def bootstrap(sheets: Sequence[Sheet]) -> dict[str, tuple[float, float]]:
    """95% interval of every measure's F1 when the documents are drawn anew."""
    import numpy as np

    drawn = np.random.default_rng(SEED).multinomial(
        len(sheets), [1 / max(1, len(sheets))] * len(sheets), size=ROUNDS
    )
    found = {}
    for measure in total(sheets):
        tallies = [sheet.tallies[measure] for sheet in sheets]
        counts = np.array([(t.right, t.gold, t.said) for t in tallies])
        right, gold, said = (drawn @ counts).T
        f1 = 2 * right / np.maximum(gold + said, 1)
        low, high = np.percentile(f1, PERCENTILES)
        found[measure] = (round(float(low), 4), round(float(high), 4))
    return found


def _load_gold(folder: Path) -> list[dict[str, Any]]:
    found = []
    for file in sorted(folder.glob("*.json")):
        try:
            gold = json.loads(file.read_text(encoding="utf-8"))
            needed = {"id", "sha256", "document", *COMPARE, "figure_pages"}
            if not needed <= set(gold):
                raise ValueError(f"no {', '.join(sorted(needed - set(gold)))}")
        except (OSError, ValueError, TypeError) as error:
            raise FindingsError(f"{file} is no gold: {error}") from error
        found.append(gold)
    if not found:
        raise FindingsError(f"{folder} holds no gold: one JSON file a document, see corpus/gold")
    return found


def _find(wanted: set[str], folders: list[Path], gold: Path) -> dict[str, Path]:
    """The files that have the wanted hashes."""
    found: dict[str, Path] = {}
    for file in _files(folders, gold):
        if len(found) == len(wanted):
            break
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        if sha256 in wanted:
            found.setdefault(sha256, file)
    return found


def _files(folders: list[Path], gold: Path) -> Iterator[Path]:
    for folder in folders:
        if not folder.exists():
            raise FindingsError(f"{folder} does not exist")
        for file in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if file.is_file() and gold not in file.parents and not file.name.startswith("."):
                yield file


def as_dict(done: Report, errors: int | None = None) -> dict[str, Any]:
    """A report as plain data for JSON, with up to `errors` errors of each measure."""
    return {
        "gold": done.gold,
        "documents": done.documents,
        "absent": list(done.absent),
        "scores": {
            name: {**scores._asdict(), "interval": list(done.intervals[name])}
            for name, scores in done.scores.items()
        },
        "accepted": dict(done.accepted.f1) if done.accepted and done.comparable else None,
        "rules": [
            {"table": table, "rule": rule, **each._asdict(), "share": round(each.share, 4)}
            for (table, rule), each in done.rules.items()
        ],
        "below": {name: list(pair) for name, pair in done.below.items()},
        "errors": [error._asdict() for error in _first(done.errors, errors)],
    }


def _first(errors: Iterable[Error], most: int | None) -> Iterator[Error]:
    seen: dict[str, int] = {}
    for error in errors:
        seen[error.measure] = seen.get(error.measure, 0) + 1
        if most is None or seen[error.measure] <= most:
            yield error


def render(done: Report, errors: int = 0) -> str:
    """A report as a table for a person, with up to `errors` errors of each measure."""
    floors = done.accepted.f1 if done.accepted and done.comparable else {}
    lines = [
        f"{'':30}{'precision':>9}{'recall':>8}{'F1':>8}{'95% interval':>17}"
        f"{'accepted':>10}{'right':>7}{'gold':>6}{'said':>6}"
    ]
    first = list(_first(done.errors, errors))
    for name, scores in done.scores.items():
        if not (scores.gold or scores.said):
            continue  # nothing annotated and nothing read: nothing to compare
        low, high = done.intervals[name]
        floor = f"{floors[name]:.4f}" if name in floors else ""
        lines.append(
            f"{name:30}{scores.precision:9.4f}{scores.recall:8.4f}{scores.f1:8.4f}"
            f"{f'{low:.4f}–{high:.4f}':>17}{floor:>10}"
            f"{scores.right:7}{scores.gold:6}{scores.said:6}{'  BELOW' * (name in done.below)}"
        )
        lines += [_error(error) for error in first if error.measure == name]
    return "\n".join([*lines, *_notes(done)])


def render_rules(done: Report) -> str:
    """Of every rule its rows, how many are right, that share, and the confidence they carry."""
    head = f"{'table':18}{'rule':20}{'rows':>7}{'right':>7}{'share':>8}{'confidence':>12}"
    lines = (
        f"{table:18}{rule:20}{each.rows:7}{each.right:7}{each.share:8.3f}{each.confidence:12.3f}"
        for (table, rule), each in done.rules.items()
    )
    return "\n".join([head, *lines])


def _error(error: Error) -> str:
    page = f" p{error.page}" if error.page else ""
    quote = f" ← {error.quote[:100]!r}" if error.quote else ""
    return f"    {error.document}{page} {error.outcome}: {error.message}{quote}"


def _notes(done: Report) -> Iterator[str]:
    yield f"{done.documents} documents"
    if done.absent:
        yield f"not found or not readable: {', '.join(done.absent)}"
    if done.accepted is None:
        yield "no run has been accepted for this gold (--accept)"
    elif not done.comparable:
        yield "the accepted run was made on other gold (--accept pins this one)"
