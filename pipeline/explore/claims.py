"""What a press release says, beside what the report says."""

import sqlite3
from typing import Any

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.explore.evidence import Spot, about, located, words_of
from pipeline.explore.pages import page
from pipeline.explore.site import Look
from pipeline.tables import CLAIMS


async def claim(request: Request, datasette: Look) -> Response:
    """One claim with the evidence on both sides."""
    key = request.url_vars["id"]
    row, spots = await datasette.ask(lambda database: _claim(database, key))
    sides = [await about(datasette, await located(datasette, spot)) for spot in spots]
    meanings = {column.name: column.meaning for column in CLAIMS.columns}
    names = ("kind", "claim", "said", "found", "verdict", "match")
    listed = [(name, meanings[name], row[name]) for name in names]
    context = {"row": row, "sides": sides, "listed_values": listed}
    return await page(datasette, request, "claim.html", context)


def _claim(database: sqlite3.Connection, key: str) -> tuple[dict[str, Any], list[Spot]]:
    found = database.execute("SELECT * FROM claims WHERE claim_id = ?", (key,)).fetchone()
    if found is None:
        raise NotFound(f"There is no claim {key} in this store.")
    row = dict(found)
    spots = [words_of(database, row["document_id"], row["start"], row["end"])]
    if row["report_id"] and row["report_start"] is not None:
        spots.append(words_of(database, row["report_id"], row["report_start"], row["report_end"]))
    return row, spots
