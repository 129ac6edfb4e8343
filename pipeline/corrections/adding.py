"""A row that was missed → the correction that adds it."""

from collections.abc import Sequence
from typing import Any

from pipeline.corrections.apply import apply
from pipeline.corrections.desk import Decision, Desk
from pipeline.corrections.making import as_correction, dumped
from pipeline.corrections.match import Row, best
from pipeline.corrections.values import BY_NAME, complete, table_of
from pipeline.corrections.words import page_at
from pipeline.errors import CorrectionError
from pipeline.frameworks import by_id
from pipeline.records import FINDING_TYPES, Correction
from pipeline.tables import Sheet, Table


def added(desk: Desk, decision: Decision) -> Correction:
    """The correction that adds a row."""
    table = table_of(decision.kind)
    sheet = desk.as_read(decision.document_id)
    if sheet is None:
        raise CorrectionError(
            f"there is no document {decision.document_id!r} in the tables: "
            "its id is the column document_id of documents.csv"
        )
    start, end = _evidence(sheet.text, decision)
    quote = sheet.text[start:end]
    values = complete(table, decision.values, quote, _scale(sheet))
    check_official(desk, values, decision.document_id)
    place: dict[str, Any] = {"start": start, "end": end, "quote": quote, "boxes": decision.boxes}
    place["page"] = page_at(sheet.page_starts, start)
    kind: Any = next(kind for kind in FINDING_TYPES if kind.table == table.name)
    row = kind(document_id=decision.document_id, rule="person", **place, **values)
    past = desk.corrections(decision.document_id)
    _refuse_twice(sheet, past, table, dict(zip(table.names, table.row(row), strict=True)))
    return as_correction(
        decision,
        [each for each in past if each.finding_id == row.id],
        document_id=decision.document_id,
        kind=table.name,
        action="add",
        finding_id=row.id,
        new_values=dumped(values),
        **place,
    )


def _evidence(text: str, decision: Decision) -> tuple[int, int]:
    """Where the words are, without the space around them."""
    start, end = decision.start, decision.end
    if not 0 <= start < end <= len(text):
        raise CorrectionError(
            f"the evidence cannot go from {start} to {end}: the text has {len(text)} characters"
        )
    if decision.quote and text[start:end] != decision.quote:
        raise CorrectionError(
            f"the document does not say {decision.quote[:60]!r} there, but {text[start:end][:60]!r}"
        )
    words = text[start:end]
    if not words.strip():
        raise CorrectionError("the evidence is an empty space: choose some words")
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _scale(sheet: Sheet) -> str | None:
    """The grade scale of a document: its framework's, or that of most of its judgements."""
    framework = by_id(str(sheet.fact("framework") or ""))
    if framework and framework.scale:
        return framework.scale.id
    at = BY_NAME["judgements"].names.index("scale")
    found = [str(row[at]) for row in sheet.rows["judgements"] if row[at]]
    return max(sorted(set(found)), key=found.count) if found else None


def _refuse_twice(sheet: Sheet, corrections: Sequence[Correction], table: Table, row: Row) -> None:
    """Raises CorrectionError where the tables hold such a row already."""
    shown = apply(sheet, corrections).sheet.rows[table.name]
    known = best(table.name, (dict(zip(table.names, r, strict=True)) for r in shown), [row])
    if known is not None:
        raise CorrectionError(
            f"that row is there already: {known[table.key]}. Change it with "
            f"findings correct {known[table.key]} --set COLUMN=VALUE"
        )


def check_official(desk: Desk, values: Row, document_id: str) -> None:
    """Raises CorrectionError where a speech is tied to somebody who is not in its document."""
    if (official_id := values.get("official_id")) is None:
        return
    found = desk.shown(str(official_id))
    if found is None or found[0] != "officials" or found[1]["document_id"] != document_id:
        raise CorrectionError(
            f"official_id cannot be {official_id!r}: it is the official_id of a row of "
            "officials.csv of the same document"
        )
