"""Corrected documents as gold: what `findings evaluate` holds a reading against."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

from pipeline.corrections.apply import apply
from pipeline.corrections.desk import Desk
from pipeline.errors import FindingsError
from pipeline.records import ANNOTATED_FACTS, Correction
from pipeline.tables import DOCUMENTS, FINDINGS, Sheet

COLUMNS = {
    "judgements": ("subject", "area", "area_text", "grade", "grade_text", "period", "judged_on"),
    "recommendations": ("number", "kind", "text", "addressee", "deadline", "section"),
    "officials": ("name", "honorific", "role", "organisation", "involvement"),
    "quotations": ("speaker", "text"),
    "figures": (
        "value",
        "value_text",
        "unit",
        "per",
        "of",
        "measure",
        "qualifier",
        "change",
        "as_of",
        "comparator",
    ),
}
"""What the gold says of a row, beside its page."""
OPTIONAL = {"subject", "addressee", "per", "of"}
"""Columns that the gold names only where they have a value."""


def export_gold(desk: Desk, folder: Path) -> list[Path]:
    """Writes one JSON file for every stored document that has corrections; returns the files.

    A file holds all rows of its document as they are corrected, in the format of `corpus/gold`:
    a row that nobody looked at counts as right, so correct all of a document that is to be
    gold. Raises FindingsError where there is none, or the folder cannot be written.
    """
    found = list(_corrected(desk))
    if not found:
        raise FindingsError("no stored document has a correction yet: findings correct --help")
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, sheet in zip(_names(found), found, strict=True):
            path = folder / f"{name}.json"
            text = json.dumps(gold_of(name, sheet), ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise FindingsError(f"{folder} cannot be written: {error.strerror or error}") from error
    return written


def gold_of(name: str, sheet: Sheet) -> dict[str, Any]:
    """A document's rows as gold. Figures count on all of its pages."""
    (document,) = sheet.records(DOCUMENTS)
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in FINDINGS:
        names = COLUMNS[table.name]
        rows[table.name] = [
            {name: row[name] for name in (*names, "page") if not _unsaid(name, row)}
            for row in sheet.records(table)
        ]
    for row in rows["figures"]:
        row["required"] = row["value"] is not None  # without one nothing can be held against it
    facts = {fact: document[fact] for fact in ANNOTATED_FACTS}
    pages = list(range(1, (document["pages"] or 1) + 1))
    about = {"id": name, "sha256": document["sha256"], "document": facts}
    return {**about, **rows, "figure_pages": pages}


def _unsaid(name: str, row: dict[str, Any]) -> bool:
    return name in OPTIONAL and row[name] is None


def _corrected(desk: Desk) -> Iterator[Sheet]:
    """The documents that have corrections, as they are corrected."""
    by_document: dict[str, list[Correction]] = {}
    for correction in desk.corrections():
        by_document.setdefault(correction.document_id, []).append(correction)
    for document_id in sorted(by_document):
        if (sheet := desk.as_read(document_id)) is not None:
            yield apply(sheet, by_document[document_id]).sheet


def _names(sheets: Iterable[Sheet]) -> Iterator[str]:
    """File names after the documents' own; of two that are the same the second gets its id."""
    seen: set[str] = set()
    for sheet in sheets:
        document_id = str(sheet.fact("document_id"))
        stem = PurePath(str(sheet.fact("file_name") or document_id)).stem
        name = stem if stem.lower() not in seen else f"{stem}-{document_id}"
        seen.add(name.lower())
        yield name
