"""Keeping what a person decided about a row: checked, applied at once, and undone at will."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from pipeline.corrections.apply import apply, as_read, order, values_of
from pipeline.corrections.match import Row, best
from pipeline.corrections.values import BY_NAME, checked, complete, table_of
from pipeline.corrections.words import page_at
from pipeline.errors import BusyError, CorrectionError
from pipeline.frameworks import by_id
from pipeline.records import FINDING_TYPES, Box, Correction
from pipeline.tables import Sheet, Table, Value

PATIENCE = 1.0
"""Seconds to wait for the folder's turn; the run that holds it writes the tables at its end."""


class Desk(Protocol):
    """What a store offers inside one transaction; `pipeline.store.corrections.Desk` is one."""

    def shown(self, finding_id: str) -> tuple[str, Row] | None:
        """A row as the tables show it, with the name of its table."""

    def as_read(self, document_id: str) -> Sheet | None:
        """A document's rows as they were read, with its text."""

    def corrections(self, document_id: str = "") -> list[Correction]:
        """The corrections of a document, or all of them, in their order."""

    def keep(self, correction: Correction) -> None:
        """Adds a correction."""

    def drop(self, correction_id: str) -> None:
        """Removes a correction."""

    def settle(self, document_id: str) -> None:
        """Writes a document's rows anew: as read, with what corrections make of them."""


class Keeper(Protocol):
    """A store that is open for writing; `pipeline.store.Store` is one."""

    def deciding(self) -> AbstractContextManager[Desk]:
        """One transaction in which corrections are made and applied."""

    def turn(self, patience: float) -> AbstractContextManager[None]:
        """Holds the folder for one run."""

    def export_tables(self) -> Path:
        """Writes the tables out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decides: accept, change or reject a row, or add one that was missed.

    `finding_id` is the row's; an added one has `kind` (its table), `document_id`, and its
    evidence: `start` and `end`, offsets in the document's text, and `boxes` where the words are
    printed, if that is known. `quote`, if given, must be the words that stand there, so that a
    decision never falls on other words than the person saw. `values` are the columns to set;
    `author` and `reason` say who decided and why.
    """

    action: str
    finding_id: str = ""
    kind: str = ""
    document_id: str = ""
    start: int = -1
    end: int = -1
    boxes: tuple[Box, ...] = ()
    quote: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    author: str = ""
    reason: str = ""


def record(store: Keeper, decision: Decision, *, export: bool = True) -> Correction:
    """Keeps a decision and applies it to the stored rows; `export` writes the tables out too.

    Returns the correction as it is stored. Raises CorrectionError, with the remedy, where there
    is no such row or document, a value does not fit its column, or the words are not there.
    """
    with store.deciding() as desk:
        made = _added(desk, decision) if decision.action == "add" else _decided(desk, decision)
        desk.keep(made)
        desk.settle(made.document_id)
        kept = _by_id(desk, made.correction_id)
    if export:
        publish(store)
    return kept


def undo(store: Keeper, correction_id: str, *, export: bool = True) -> Correction:
    """Withdraws a correction: its row is again what was read, or what an earlier one made of it.

    Returns the withdrawn correction. Raises CorrectionError where there is none, or where a
    later one of the same row has to be withdrawn first.
    """
    with store.deciding() as desk:
        found = _by_id(desk, correction_id)
        last = _past(desk, found.document_id, found.finding_id)[-1]
        if last.correction_id != found.correction_id:
            raise CorrectionError(
                f"{correction_id} was followed by {last.correction_id}, which builds on it: "
                f"withdraw that first, with findings correct --undo {last.correction_id}"
            )
        desk.drop(found.correction_id)
        desk.settle(found.document_id)
    if export:
        publish(store)
    return found


def publish(store: Keeper) -> bool:
    """Writes the tables out; False where a run holds the folder, which does it when it ends."""
    try:
        with store.turn(PATIENCE):
            store.export_tables()
    except BusyError:
        return False
    return True


def _decided(desk: Desk, decision: Decision) -> Correction:
    """The correction of a row that the tables show."""
    if decision.action not in ("accept", "change", "reject"):
        raise CorrectionError(f"a row cannot be {decision.action!r}: accept, change, reject or add")
    table, row = _shown(desk, decision.finding_id)
    if decision.quote and decision.quote != (row["quote"] or ""):
        raise CorrectionError(
            f"the words of {decision.finding_id} are not those that were seen: look at it again"
        )
    document_id = str(row["document_id"])
    past = _past(desk, document_id, decision.finding_id)
    last = past[-1] if past and past[-1].action != "reject" else None
    values = _new_values(table, row, decision, last)
    changed = last is not None and last.action in ("change", "add")
    if changed and last and decision.action != "change":
        raise CorrectionError(
            f"{decision.finding_id} was {MADE[last.action]} by {last.author or 'a person'}: "
            f"findings correct --undo {last.correction_id} takes that back"
        )
    return _correction(
        decision,
        past,
        document_id=document_id,
        kind=table.name,
        action=last.action if last and last.action == "add" else decision.action,
        finding_id=decision.finding_id,
        new_values=_json(values),
        old_values=last.old_values if last else _json(as_read(table, row)),
        **_place(row),
    )


MADE = {"change": "changed", "add": "added"}


def _new_values(
    table: Table, row: Row, decision: Decision, last: Correction | None
) -> dict[str, Value]:
    """What the row is to hold; a change builds on the one before it."""
    if decision.action != "change":
        if decision.values:
            raise CorrectionError(f"to {decision.action} a row sets no values: change it instead")
        return {}
    if not decision.values:
        raise CorrectionError("a change needs a new value: --set COLUMN=VALUE")
    values = checked(table, decision.values, row)
    if all(row[name] == value for name, value in values.items()):
        raise CorrectionError(
            f"{decision.finding_id} says that already: findings correct "
            f"{decision.finding_id} --accept says that it is right"
        )
    return {**(values_of(last) if last else {}), **values}


def _added(desk: Desk, decision: Decision) -> Correction:
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
    place: dict[str, Any] = {"start": start, "end": end, "quote": quote, "boxes": decision.boxes}
    place["page"] = page_at(sheet.page_starts, start)
    kind: Any = next(kind for kind in FINDING_TYPES if kind.table == table.name)
    row = kind(document_id=decision.document_id, rule="person", **place, **values)
    past = desk.corrections(decision.document_id)
    _refuse_twice(sheet, past, table, dict(zip(table.names, table.row(row), strict=True)))
    return _correction(
        decision,
        [each for each in past if each.finding_id == row.id],
        document_id=decision.document_id,
        kind=table.name,
        action="add",
        finding_id=row.id,
        new_values=_json(values),
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


def _shown(desk: Desk, finding_id: str) -> tuple[Table, Row]:
    found = desk.shown(finding_id)
    if found is not None:
        return BY_NAME[found[0]], found[1]
    gone = [c for c in desk.corrections() if c.finding_id == finding_id]
    if gone and gone[-1].action == "reject":
        raise CorrectionError(
            f"{finding_id} was rejected by {gone[-1].author or 'a person'}: "
            f"findings correct --undo {gone[-1].correction_id} brings it back"
        )
    raise CorrectionError(
        f"there is no row {finding_id!r} in the tables: a row's id is its first column, "
        "for example judgement_id in judgements.csv"
    )


def _past(desk: Desk, document_id: str, finding_id: str) -> list[Correction]:
    """What was decided about a row so far, the earliest first."""
    found = (c for c in desk.corrections(document_id) if c.finding_id == finding_id)
    return sorted(found, key=order)


def _by_id(desk: Desk, correction_id: str) -> Correction:
    for correction in desk.corrections():
        if correction.correction_id == correction_id:
            return correction
    raise CorrectionError(
        f"there is no correction {correction_id!r}: findings correct --list shows all"
    )


def _place(row: Row) -> dict[str, Any]:
    boxes = tuple(Box(*box) for box in json.loads(str(row["boxes"] or "[]")))
    place = {name: row[name] for name in ("page", "start", "end")}
    return {**place, "boxes": boxes, "quote": row["quote"] or ""}


def _correction(decision: Decision, past: Sequence[Correction], **known: Any) -> Correction:
    """A correction of now; of a row that was corrected before, later than that."""
    now = datetime.now(UTC)
    if past:
        now = max(now, datetime.fromisoformat(past[-1].made_at) + timedelta(microseconds=1))
    made_at = now.isoformat(timespec="microseconds").replace("+00:00", "Z")
    made = Correction(
        correction_id="",
        **known,
        author=decision.author,
        reason=decision.reason,
        made_at=made_at,
        status="applied",
    )
    return replace(made, correction_id=id_of(made))


def id_of(made: Correction) -> str:
    """16 hex digits from what was decided, by whom and when."""
    parts = (made.document_id, made.kind, made.finding_id, made.action, made.new_values)
    key = "\x1f".join((*parts, made.author, made.made_at))
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def _json(values: Mapping[str, Value]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, separators=(",", ":")) if values else ""
