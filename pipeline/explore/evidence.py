"""The evidence view: a row beside the page it was read from, its words marked on it."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.errors import FindingsError
from pipeline.explore import rows
from pipeline.explore.forms import author_of, inputs
from pipeline.explore.guard import KEPT
from pipeline.explore.pages import page
from pipeline.explore.passages import Passage, page_passage
from pipeline.explore.printed import Sheet
from pipeline.explore.rows import Entry
from pipeline.explore.site import Look
from pipeline.records import Box, Finding

PDF = "application/pdf"
COMMON = tuple(field.name for field in fields(Finding))
"""The columns of every finding; a kind's own come before them."""


class Shown(NamedTuple):
    """A sheet with what is marked on it: the evidence, and the boxes of other findings."""

    sheet: Sheet
    marked: list[Box]
    others: list[tuple[Entry, Box]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Some words of a document, with what the store holds about them."""

    facts: dict[str, Any]
    text: str
    starts: list[tuple[int, int]]
    entries: list[Entry]
    start: int
    end: int
    page: int
    boxes: tuple[Box, ...]

    @property
    def document_id(self) -> str:
        """The document's."""
        return str(self.facts["document_id"])

    @property
    def passage(self) -> Passage:
        """The text around the words."""
        marked = (self.start, self.end)
        return page_passage(self.text, self.starts, self.page, marked, self.entries)


async def evidence(request: Request, datasette: Look) -> Response:
    """One finding: its values, and the words it was read from."""
    kind, key = request.url_vars["kind"], request.url_vars["id"]
    row, spot, decided = await datasette.ask(lambda database: _finding(database, kind, key))
    context = await about(datasette, spot) | beside(spot.entries, kind, key)
    table = rows.KINDS[kind]
    meanings = {column.name: column.meaning for column in table.columns}
    own = [(name, meanings[name], row[name]) for name in rows.own_columns(kind)]
    common = [(name, meanings[name], row[name]) for name in (table.key, *COMMON) if row[name]]
    context |= {"kind": kind, "singular": rows.SINGULAR[kind], "id": key, "row": row}
    context |= {"own": own, "common": common, "inputs": inputs(table, row)}
    context |= {"author": author_of(request), "decided": decided}
    return await page(datasette, request, "evidence.html", context)


async def passage(request: Request, datasette: Look) -> Response:
    """Any words of a document on their page: `/passage/DOCUMENT/START-END`."""
    names = request.url_vars
    start, end = int(names["start"]), int(names["end"])
    spot = await datasette.ask(
        lambda database: words_of(database, names["document_id"], start, end)
    )
    spot = await located(datasette, spot)
    context = await about(datasette, spot) | turns(spot)
    return await page(datasette, request, "passage.html", context | {"quote": spot.text[start:end]})


async def image(request: Request, datasette: Look) -> Response:
    """A page of a document as it was printed, as PNG."""
    document_id, number = request.url_vars["document_id"], int(request.url_vars["page"])
    try:
        png = await datasette.printed.image(document_id, number)
    except FindingsError as error:
        raise NotFound(str(error)) from error
    return Response(png, content_type="image/png", headers={KEPT.decode(): "1"})


def turns(spot: Spot) -> dict[str, Any]:
    """Where the pages before and after that of some words are shown; their numbers."""
    first: dict[int, int] = {}
    for offset, number in spot.starts:
        first.setdefault(number, offset)
    beside = {"before": spot.page - 1, "after": spot.page + 1}
    return {
        name: (f"/passage/{spot.document_id}/{first[number]}-{first[number]}", number)
        for name, number in beside.items()
        if number in first
    }


async def located(look: Look, spot: Spot) -> Spot:
    """Some words with the boxes that they are printed in, where the document is still at hand."""
    if spot.facts["media_type"] != PDF:
        return spot
    try:
        place = await look.printed.place(spot.document_id, spot.start, spot.end)
    except FindingsError:
        return spot  # `about` says why
    same = place.quote == spot.text[spot.start : spot.end]
    return _moved(spot, place.page, place.boxes) if same else spot


async def about(look: Look, spot: Spot) -> dict[str, Any]:
    """What a page shows of some words: the sheets they are printed on, or why there are none."""
    shown: list[Shown] = []
    missing = ""
    if spot.facts["media_type"] == PDF:
        numbers = sorted({box.page for box in spot.boxes} or {spot.page})
        try:
            sheets = await look.printed.sheets(spot.document_id, numbers)
            shown = [_shown(sheet, spot.boxes, spot.entries) for sheet in sheets]
        except FindingsError as error:
            missing = str(error)
    on_page = [entry for entry in spot.entries if entry.page == spot.page]
    context = {"facts": spot.facts, "shown": shown, "missing": missing, "on_page": on_page}
    title = spot.facts["title"] or spot.facts["file_name"]
    return context | {"spot": spot, "passage": spot.passage, "title": title}


def beside(entries: Sequence[Entry], kind: str, key: str) -> dict[str, Any]:
    """The findings before and after one, and where it stands among them."""
    at = next(k for k, entry in enumerate(entries) if (entry.kind, entry.id) == (kind, key))
    return {
        "before": entries[at - 1] if at else None,
        "after": entries[at + 1] if at + 1 < len(entries) else None,
        "at": at + 1,
        "count": len(entries),
    }


def _shown(sheet: Sheet, boxes: Sequence[Box], entries: Sequence[Entry]) -> Shown:
    marked = [box for box in boxes if box.page == sheet.number]
    others = [
        (entry, box)
        for entry in entries
        for box in entry.boxes
        if box.page == sheet.number and box not in marked
    ]
    return Shown(sheet, marked, others)


def _finding(
    database: sqlite3.Connection, kind: str, key: str
) -> tuple[dict[str, Any], Spot, list[dict[str, Any]]]:
    """A row, the words it was read from, and what people decided about it, the latest first."""
    row = rows.finding(database, kind, key) if kind in rows.KINDS else None
    if row is None:
        raise NotFound(f"There is no {rows.SINGULAR.get(kind, 'finding')} {key} in this store.")
    spot = words_of(database, row["document_id"], row["start"], row["end"])
    decided = [
        each for each in rows.decisions(database, row["document_id"]) if each["finding_id"] == key
    ]
    return row, _moved(spot, row["page"], rows.boxes_of(row["boxes"])), decided


def words_of(
    database: sqlite3.Connection, document_id: str, start: int, end: int, number: int = 0
) -> Spot:
    """`text[start:end]` of a document; `number` is its page where it is known already."""
    facts = rows.document(database, document_id)
    if facts is None:
        raise NotFound(f"There is no document {document_id} in this store.")
    text, starts = rows.text_of(database, document_id)
    if not 0 <= start <= end <= len(text):
        raise NotFound(f"The document's text has {len(text)} characters.")
    number = number or next((page for offset, page in reversed(starts) if offset <= start), 1)
    entries = rows.entries(database, document_id)
    return Spot(facts, text, starts, entries, start, end, number, ())


def _moved(spot: Spot, number: int, boxes: tuple[Box, ...]) -> Spot:
    place = (spot.start, spot.end, number, boxes)
    return Spot(spot.facts, spot.text, spot.starts, spot.entries, *place)
