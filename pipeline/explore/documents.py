"""A document's page: what it says of itself, everything that was read from it, its problems."""

import sqlite3
from itertools import groupby
from typing import Any

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.ask.showing import other_sources
from pipeline.explore import rows
from pipeline.explore.pages import page
from pipeline.explore.site import KEYS, Look
from pipeline.tables import DOCUMENTS

COLUMNS = {
    "judgements": ("area_text", "grade_text", "period", "judged_on", "subject"),
    "recommendations": ("text", "number", "kind", "deadline", "addressee"),
    "officials": ("name", "role", "organisation", "involvement"),
    "quotations": ("text", "speaker"),
    "figures": ("value_text", "measure", "qualifier", "change", "comparator", "as_of"),
    "claims": ("claim", "kind", "said", "found", "verdict", "match"),
}
"""The columns that are shown of each kind, the empty ones aside."""
NOT_PRINTED = {"area_text": "area", "grade_text": "grade"}
"""What is shown where the words are not in the document, as after a correction."""


async def document(request: Request, datasette: Look) -> Response:
    """One document."""
    document_id = request.url_vars["document_id"]
    context = await datasette.ask(lambda database: _document(database, document_id))
    return await page(datasette, request, "document.html", context)


def _document(database: sqlite3.Connection, document_id: str) -> dict[str, Any]:
    facts = rows.document(database, document_id)
    if facts is None:
        raise NotFound(f"There is no document {document_id} in this store.")
    kinds = []
    for kind, columns in COLUMNS.items():
        found = [_said(row) for row in rows.others(database, kind, document_id)]
        shown = [name for name in columns if any(row[name] for row in found)]
        prefix = "/claim/" if kind == "claims" else f"/evidence/{kind}/"
        if found:
            kinds.append((kind, shown, [(prefix + row[KEYS[kind]], row) for row in found]))
    spoken = database.execute(
        "SELECT claim_id, document_id, verdict, claim, said FROM claims WHERE report_id = ?",
        (document_id,),
    )
    meanings = {column.name: column.meaning for column in DOCUMENTS.columns}
    return {
        "facts": facts,
        "title": facts["title"] or facts["file_name"],
        "listed": [(name, meanings[name], facts[name]) for name in meanings if facts[name]],
        "kinds": kinds,
        "pages": _pages(rows.entries(database, document_id)),
        "decisions": rows.decisions(database, document_id),
        "problems": rows.others(database, "problems", document_id),
        "also": other_sources(database, document_id),
        "claims_about": [dict(row) for row in spoken],
    }


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """A row with a word for every value that it has."""
    empty = [(name, other) for name, other in NOT_PRINTED.items() if name in row and not row[name]]
    return row | {name: (row[other] or "").replace("_", " ") for name, other in empty}


def _pages(entries: list[rows.Entry]) -> list[tuple[int, int, str]]:
    """(page, how many findings start on it, where the first of them is shown)."""
    ordered = sorted(entries, key=lambda entry: entry.page)
    found = []
    for number, group in groupby(ordered, key=lambda entry: entry.page):
        each = list(group)
        found.append((number, len(each), each[0].href))
    return found
