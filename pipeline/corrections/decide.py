"""Keeping what a person decided about a row: checked, applied at once, and undone at will."""

from collections.abc import Callable
from typing import Any, TypeVar

from pipeline.corrections.adding import added, check_official
from pipeline.corrections.apply import apply, as_read, order, values_of
from pipeline.corrections.desk import Decision, Desk, Keeper
from pipeline.corrections.making import as_correction, dumped, place_of
from pipeline.corrections.match import Row, best
from pipeline.corrections.values import BY_NAME, checked
from pipeline.errors import BusyError, CorrectionError
from pipeline.records import OWN_COLUMNS, Correction
from pipeline.tables import Table

KeeperT = TypeVar("KeeperT", bound=Keeper)
PATIENCE = 1.0
"""Seconds to wait for the folder's turn; the run that holds it writes the tables at its end."""


def record(store: Keeper, decision: Decision, *, export: bool = True) -> Correction:
    """Keeps a decision and applies it to the stored rows; `export` writes the tables out too.

    Returns the correction as it is stored. Raises CorrectionError, with the remedy, where there
    is no such row or document, a value does not fit its column, or the words are not there.
    """
    with store.deciding() as desk:
        made = added(desk, decision) if decision.action == "add" else _decided(desk, decision)
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


def publish(store: KeeperT, first: Callable[[KeeperT], object] | None = None) -> bool:
    """Writes the tables out; False where a run holds the folder, which does it when it ends.

    `first` is done before it: what makes other tables of the corrected ones.
    """
    try:
        with store.turn(PATIENCE):
            if first is not None:
                first(store)
            store.export_tables()
    except BusyError:
        return False
    return True


def _decided(desk: Desk, decision: Decision) -> Correction:
    """The correction of a row that the tables show."""
    if decision.action not in ("accept", "change", "reject"):
        raise CorrectionError(f"a row cannot be {decision.action!r}: accept, change, reject or add")
    if decision.values and decision.action != "change":
        raise CorrectionError(f"to {decision.action} a row sets no values: change it instead")
    table, row = _shown(desk, decision.finding_id)
    if decision.quote and decision.quote != (row["quote"] or ""):
        raise CorrectionError(
            f"the words of {decision.finding_id} are not those that were seen: look at it again"
        )
    past = _past(desk, str(row["document_id"]), decision.finding_id)
    last = past[-1] if past else None
    if last and last.status == "unmet" and decision.action == "accept":
        told = _stand_by(desk, table, row)
    elif last and last.action in MADE and decision.action != "change":
        raise CorrectionError(
            f"{decision.finding_id} was {MADE[last.action]} by {last.author or 'a person'}: "
            f"findings correct --undo {last.correction_id} takes that back"
        )
    else:
        told = _told(desk, table, row, decision, last)
    return as_correction(
        decision,
        past,
        document_id=str(row["document_id"]),
        kind=table.name,
        finding_id=decision.finding_id,
        **told,
        **place_of(row),
    )


MADE = {"change": "changed", "add": "added"}


def _told(
    desk: Desk, table: Table, row: Row, decision: Decision, last: Correction | None
) -> dict[str, Any]:
    """What the row is to hold; a change builds on the one before it."""
    seen = last.old_values if last else dumped(as_read(table, row))
    if decision.action != "change":
        return {"action": decision.action, "new_values": "", "old_values": seen}
    if not decision.values:
        raise CorrectionError("a change needs a new value: --set COLUMN=VALUE")
    values = checked(table, decision.values, row)
    check_official(desk, values, str(row["document_id"]))
    if all(row[name] == value for name, value in values.items()):
        raise CorrectionError(
            f"{decision.finding_id} says that already: findings correct "
            f"{decision.finding_id} --accept says that it is right"
        )
    before = values_of(last) if last else {}
    action = "add" if last and last.action == "add" else "change"
    return {"action": action, "new_values": dumped({**before, **values}), "old_values": seen}


def _stand_by(desk: Desk, table: Table, row: Row) -> dict[str, Any]:
    """What a person who looked again stands by, though something else, or nothing, is read."""
    document_id, row_id = str(row["document_id"]), str(row[table.key])
    sheet = desk.as_read(document_id)
    others = [c for c in desk.corrections(document_id) if c.finding_id != row_id]
    left = apply(sheet, others).sheet.rows[table.name] if sheet else []
    read = [dict(zip(table.names, each, strict=True)) for each in left]
    now: Row | None = next((each for each in read if each[table.key] == row_id), None)
    now = now or best(table.name, read, [row])
    own = {name: row[name] for name in OWN_COLUMNS[table.name]}
    if now is None:
        missed = {name: value for name, value in own.items() if value is not None}
        return {"action": "add", "new_values": dumped(missed), "old_values": ""}
    other = {name: value for name, value in own.items() if value != now[name]}
    known = dumped(as_read(table, now))
    return {"action": "change", "new_values": dumped(other), "old_values": known}


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
