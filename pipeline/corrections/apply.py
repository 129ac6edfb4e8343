"""What was read, and what people said of it → the rows that the tables show.

The person's word wins. A row that was accepted, changed or added stays as the person left it,
whatever is read later, and a rejected one stays away. Where a later reading is neither what
the person saw nor what the person said, the correction is `unmet`: its row still stands, and a
problem asks for another look. Only a row whose words are no longer in the document's text is
left out, since its evidence could not be shown.

| reading now | accept | change | reject | add |
| --- | --- | --- | --- | --- |
| the row as the person saw it | accepted | changed | absent | |
| the row as the person said it | | accepted | absent | accepted |
| something else in its place | as accepted, unmet | changed, unmet | as read, unmet | added |
| nothing | as accepted, unmet | changed, unmet | absent | added |
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.corrections.match import FOLLOW, Row, best, placed, says_the_same
from pipeline.records import Correction, Problem
from pipeline.tables import CORRECTIONS, FINDINGS, PROBLEMS, Sheet, Table, Value

UNMET = "correction_unmet"
"""The code of the problem that an unmet correction makes."""
PLACE = ("document_id", "page", "start", "end", "boxes", "quote")
"""Columns that a correction shares with its row."""
MARKS = {"accept": "accepted", "change": "changed", "add": "added"}
LOST = "its words are not in the document's text any more, so that it is left out"
DIFFERS = "something else is read in its place"
GONE = "it is not read any more"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The corrected rows of a document, and its corrections with their status."""

    sheet: Sheet
    corrections: tuple[Correction, ...]


@dataclass(slots=True)
class _Desk:
    """One table of one document on its way: rows as read by id, and what is to be shown."""

    table: Table
    text: str
    read: dict[str, Row]
    shown: list[Row] = field(default_factory=list)
    became: dict[str, str | None] = field(default_factory=dict)
    """The id under which a row as read is shown; None where it is not."""

    def take(self, row: Row | None, shown: Row | None) -> None:
        """Shows a row, or nothing, in place of one as read."""
        key = self.table.key
        if row is not None:
            was = str(row[key])
            del self.read[was]
            self.became[was] = str(shown[key]) if shown else None
        if shown is not None:
            self.shown.append(shown)


def apply(read: Sheet, corrections: Iterable[Correction]) -> Outcome:
    """Applies the corrections of a document to its rows as they were read.

    Raises nothing: what cannot be applied is `unmet`, with a row of `problems`.
    """
    given = sorted(corrections, key=order)
    if not given:
        return Outcome(read, ())
    deciding = {each.finding_id: each for each in given}  # the latest of a row decides
    rows: dict[str, list[Row]] = {}
    unmet: dict[str, str] = {}
    became: dict[str, str | None] = {}
    for table in FINDINGS:
        known = {
            str(row[0]): dict(zip(table.names, row, strict=True)) for row in read.rows[table.name]
        }
        desk = _Desk(table, read.text, {**known})
        mine = [each for each in deciding.values() if each.kind == table.name]
        unmet |= _decide(desk, mine)
        rows[table.name] = [*desk.read.values(), *desk.shown]
        became |= desk.became
    _link(rows, became)
    done = tuple(replace(each, status=_status(each, deciding, unmet)) for each in given)
    return Outcome(_sheet(read, rows, [_problem(c, unmet, read) for c in done]), done)


def order(correction: Correction) -> tuple[str, str]:
    """By time; what is decided later wins."""
    return correction.made_at, correction.correction_id


def values_of(correction: Correction) -> dict[str, Value]:
    """The columns that a correction sets."""
    found: dict[str, Value] = json.loads(correction.new_values or "{}")
    return found


def set_values(new_values: str | None) -> list[tuple[str, Value]]:
    """(column, value) of what a person set, out of the JSON of the table of corrections.

    Columns that only follow from another one are left out.
    """
    found: dict[str, Value] = json.loads(new_values or "{}")
    return [(name, value) for name, value in found.items() if name not in FOLLOW]


def _decide(desk: _Desk, corrections: Sequence[Correction]) -> dict[str, str]:
    """Applies corrections to a table; returns what is wrong with those that are unmet."""
    unmet = {}
    by_id = [c for c in corrections if c.finding_id in desk.read]
    for correction in [*by_id, *(c for c in corrections if c not in by_id)]:
        seen = _seen(correction, desk)
        if seen is None:
            unmet[correction.correction_id] = LOST
            continue
        said = {**seen, **values_of(correction)}
        row = desk.read.get(correction.finding_id)
        if row is None:
            row = best(desk.table.name, desk.read.values(), (seen, said))
        reason = ACTIONS[correction.action](desk, correction, row, seen, said)
        if reason:
            unmet[correction.correction_id] = reason
    return unmet


def _seen(correction: Correction, desk: _Desk) -> Row | None:
    """The row as the person saw it, or the place of an added one, where its words are now."""
    row: dict[str, Value] = dict.fromkeys(desk.table.names) | {"rule": "person"}
    row |= json.loads(correction.old_values or "{}")
    at = CORRECTIONS.row(correction)  # boxes as the tables hold them
    place = dict(zip(CORRECTIONS.names, at, strict=True))
    row |= {name: place[name] for name in PLACE}
    return placed({**row, desk.table.key: correction.finding_id}, desk.text)


def _accept(desk: _Desk, c: Correction, row: Row | None, seen: Row, said: Row) -> str:
    same = row is not None and says_the_same(desk.table.name, row, seen)
    desk.take(row, _marked(desk, c, row if same and row else seen))
    return "" if same else _why(row)


def _change(desk: _Desk, c: Correction, row: Row | None, seen: Row, said: Row) -> str:
    new = values_of(c)
    if row is None:
        desk.take(None, _marked(desk, c, said))
        return GONE
    met = _has(row, new)
    foreseen = all(row[name] in (seen[name], new[name]) for name in new.keys() - FOLLOW)
    desk.take(row, _marked(desk, c, {**row, **new}, "accepted" if met else "changed"))
    return "" if foreseen else DIFFERS


def _reject(desk: _Desk, c: Correction, row: Row | None, seen: Row, said: Row) -> str:
    if row is None:
        return ""
    if str(row[desk.table.key]) == c.finding_id or says_the_same(desk.table.name, row, seen):
        desk.take(row, None)
        return ""
    return DIFFERS


def _add(desk: _Desk, c: Correction, row: Row | None, seen: Row, said: Row) -> str:
    met = row is not None and _has(row, values_of(c))
    shown = row if met and row else said
    desk.take(row, _marked(desk, c, shown, "accepted" if met else "added"))
    return ""


ACTIONS: dict[str, Callable[[_Desk, Correction, Row | None, Row, Row], str]] = {
    "accept": _accept,
    "change": _change,
    "reject": _reject,
    "add": _add,
}
"""What an action does to the row that is read, and what is wrong if it is unmet."""


def _marked(desk: _Desk, correction: Correction, row: Row, mark: str = "") -> Row:
    """A row that a person answers for: under the id that the person knows, and sure."""
    done: Row = {"correction": mark or MARKS[correction.action], "confidence": 1.0}
    return {**row, desk.table.key: correction.finding_id, **done}


def _has(row: Row, values: Row) -> bool:
    return all(row[name] == values[name] for name in values.keys() - FOLLOW)


def _why(row: Row | None) -> str:
    return GONE if row is None else DIFFERS


def _link(rows: dict[str, list[Row]], became: dict[str, str | None]) -> None:
    """Leads the speakers of quotations to the officials as they are shown now."""
    shown = {row["official_id"] for row in rows["officials"]}
    for k, row in enumerate(rows["quotations"]):
        old = row["official_id"]
        new = became.get(str(old), str(old)) if old else None
        if new != old or new not in shown:
            rows["quotations"][k] = {**row, "official_id": new if new in shown else None}


def _status(c: Correction, deciding: dict[str, Correction], unmet: dict[str, str]) -> str:
    if deciding[c.finding_id].correction_id != c.correction_id:
        return "superseded"
    return "unmet" if c.correction_id in unmet else "applied"


def _problem(c: Correction, unmet: dict[str, str], read: Sheet) -> Problem | None:
    if c.status != "unmet":
        return None
    new = ", ".join(f"{name} = {value}" for name, value in values_of(c).items())
    what = f"{c.action} of {c.kind.removesuffix('s')} {c.finding_id}{f' ({new})' * bool(new)}"
    return Problem(
        document_id=c.document_id,
        source=read.fact("source"),
        stage="store",
        code=UNMET,
        page=c.page,
        message=f"{what} by {c.author or 'a person'}: {unmet[c.correction_id]}. Look at the page "
        f"again, and correct the row anew or withdraw this with "
        f"findings correct --undo {c.correction_id}",
    )


def _sheet(read: Sheet, rows: dict[str, list[Row]], problems: list[Problem | None]) -> Sheet:
    made = dict(read.rows)
    for table in FINDINGS:
        made[table.name] = table.sorted(
            tuple(row[name] for name in table.names) for row in rows[table.name]
        )
    told = [PROBLEMS.row(problem) for problem in problems if problem]
    made[PROBLEMS.name] = PROBLEMS.sorted([*made[PROBLEMS.name], *told])
    return replace(read, rows=made)


def as_read(table: Table, row: Row) -> dict[str, Value]:
    """A row for `old_values`: what it holds, without what is empty or a person's."""
    kept = {name: row[name] for name in table.names if row[name] is not None}
    kept.pop("correction", None)
    return kept
