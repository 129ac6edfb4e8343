"""Corrections by way of the pages: forms that are sent, and the page for a row that was missed."""

import asyncio
import re
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import Forbidden, NotFound, Request, Response

from pipeline.corrections import Decision, place, record, undo
from pipeline.errors import CorrectionError, FindingsError, OutputError
from pipeline.explore import rows
from pipeline.explore.evidence import PDF, Spot, about, words_of
from pipeline.explore.forms import AUTHOR, USUAL, as_text, author_of, inputs
from pipeline.explore.guard import POLICY
from pipeline.explore.pages import page
from pipeline.explore.printed import Word
from pipeline.explore.site import Look
from pipeline.records import Correction
from pipeline.store import Store

ID = re.compile(r"[0-9a-f]{16}")
YEAR = 366 * 24 * 60 * 60
DONE = {
    "accept": "Accepted.",
    "change": "Changed.",
    "reject": "Rejected: the row is not in the tables any more.",
    "add": "Added.",
}


async def correct(request: Request, datasette: Look) -> Response:
    """Takes a form: accept, change or reject a row, add one, or withdraw a correction."""
    posted = await _posted(request)
    action = posted.get("action", "")
    try:
        if action == "undo":
            made = await _written(datasette, lambda store: _undone(store, posted))
        else:
            decision = await _decision(datasette, posted, action)
            made = await _written(datasette, lambda store: record(store, decision, export=False))
    except (CorrectionError, OutputError) as error:
        status = 400 if isinstance(error, CorrectionError) else 503
        context = {"error": str(error), "back": _back(posted)}
        return await page(datasette, request, "error.html", context, status)
    said = "Withdrawn." if action == "undo" else DONE[made.action]
    datasette.add_message(request, said, datasette.INFO)
    response = Response.redirect(await _shown_at(datasette, made), status=303)
    response.headers["content-security-policy"] = POLICY
    if author := posted.get("author", ""):
        response.set_cookie(AUTHOR, quote(author), max_age=YEAR, httponly=True, samesite="strict")
    return response


async def add(request: Request, datasette: Look) -> Response:
    """The page for a row that was missed: `/add/KIND/DOCUMENT/PAGE`."""
    names = request.url_vars
    kind, document_id, number = names["kind"], names["document_id"], int(names["page"])
    if kind not in rows.KINDS:
        raise NotFound(f"There is no kind {kind!r}.")
    spot = await datasette.ask(lambda database: _page_spot(database, document_id, number))
    context = await about(datasette, spot)
    context |= {"kind": kind, "kinds": rows.SINGULAR, "number": number}
    context |= {"inputs": inputs(rows.KINDS[kind], USUAL.get(kind, {}))}
    context |= {"author": author_of(request), "words": await _words(datasette, spot)}
    return await page(datasette, request, "add.html", context)


async def _posted(request: Request) -> dict[str, str]:
    """The fields of a form of ours.

    asgi-csrf lets a request without any cookie pass, as another site's page can send it here;
    without a session to protect that is too little for us. Raises Forbidden.
    """
    posted: dict[str, str] = await request.post_vars()
    token = posted.get("csrftoken", "")
    if not secrets.compare_digest(token.encode(), request.scope["csrftoken"]().encode()):
        raise Forbidden("The form is too old or not from here: load the page again.")
    return {name: value.replace("\r\n", "\n") for name, value in posted.items()}


def _back(posted: Mapping[str, str]) -> str:
    """The page of the form; empty where the form does not say which it was."""
    kind, key, number = (posted.get(name, "") for name in ("kind", "finding_id", "page"))
    if kind not in rows.KINDS:
        return ""
    if ID.fullmatch(key):
        return f"/evidence/{kind}/{key}"
    document_id = posted.get("document_id", "")
    known = ID.fullmatch(document_id) and re.fullmatch(r"[0-9]{1,6}", number)
    return f"/add/{kind}/{document_id}/{number}" if known else ""


async def _decision(look: Look, posted: Mapping[str, str], action: str) -> Decision:
    said: dict[str, Any] = {
        "author": posted.get("author", "").strip(),
        "reason": posted.get("reason", "").strip(),
    }
    values = {name[4:]: value for name, value in posted.items() if name.startswith("set_")}
    if action == "add":
        return await _addition(look, posted, values, said)
    finding_id = posted.get("finding_id", "")
    given: dict[str, str] = {}
    if action == "change":
        kind = posted.get("kind", "")
        row = await look.ask(lambda database: rows.finding(database, kind, finding_id))
        given = {k: v for k, v in values.items() if row is None or v != as_text(row.get(k))}
    seen = posted.get("quote", "")
    return Decision(action=action, finding_id=finding_id, quote=seen, values=given, **said)


async def _addition(
    look: Look, posted: Mapping[str, str], values: Mapping[str, str], said: dict[str, Any]
) -> Decision:
    document_id, words = posted.get("document_id", ""), posted.get("words", "")
    text, starts = await look.ask(lambda database: rows.text_of(database, document_id))
    start, end = (posted.get(name, "") for name in ("start", "end"))
    if start.isdecimal() and end.isdecimal() and _same(text[int(start) : int(end)], words):
        at = int(start), int(end)
    else:
        number = posted.get("page", "")
        at = place(text, starts, words, int(number) if starts and number.isdecimal() else None)
    boxes: Any = ()
    try:
        there = await look.printed.place(document_id, *at)
        boxes = there.boxes if there.quote == text[at[0] : at[1]] else ()
    except FindingsError:
        pass  # without the file the words stand in the text, but on no place of a page
    filled = {name: value for name, value in values.items() if value.strip()}
    return Decision(
        action="add",
        kind=posted.get("kind", ""),
        document_id=document_id,
        start=at[0],
        end=at[1],
        boxes=boxes,
        quote=text[at[0] : at[1]],
        values=filled,
        **said,
    )


async def _written(look: Look, change: Callable[[Store], Correction]) -> Correction:
    def write() -> Correction:
        with Store.open(look.folder) as store:
            return change(store)

    made = await asyncio.to_thread(write)
    look.publish_soon()
    return made


def _undone(store: Store, posted: Mapping[str, str]) -> Correction:
    return undo(store, posted.get("correction_id", ""), export=False)


async def _shown_at(look: Look, made: Correction) -> str:
    """The row that was decided about, or its document where the row is not there any more."""
    row = await look.ask(lambda database: rows.finding(database, made.kind, made.finding_id))
    if row is None:
        return f"/document/{made.document_id}#corrections"
    return f"/evidence/{made.kind}/{made.finding_id}"


def _page_spot(database: sqlite3.Connection, document_id: str, number: int) -> Spot:
    _, starts = rows.text_of(database, document_id)
    start = next((offset for offset, page in starts if page == number), 0)
    return words_of(database, document_id, start, start, number)


async def _words(look: Look, spot: Spot) -> list[Word]:
    """The words on the page by their places; none where the text is no longer the stored one."""
    if spot.facts["media_type"] != PDF:
        return []
    try:
        if await look.printed.text(spot.document_id) != spot.text:
            return []
        return await look.printed.words(spot.document_id, spot.page)
    except FindingsError:
        return []


def _same(text: str, words: str) -> bool:
    return text.split() == words.split() != []
