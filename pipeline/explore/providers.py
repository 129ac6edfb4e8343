"""A provider's page: its inspections side by side, how areas moved, what comes back."""

import sqlite3
from typing import Any
from urllib.parse import unquote

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.ask import Provider, Timeline, candidates, timeline
from pipeline.ask import providers as all_providers
from pipeline.ask.inspections import Grade, Inspection, graded
from pipeline.ask.profile import areas
from pipeline.explore.pages import page
from pipeline.explore.site import Look

CODED = "SELECT document_id FROM documents WHERE provider_id = ? LIMIT 1"
"""A document of a code that the gazetteer need not know."""
Line = tuple[str, list[Grade | None]]
"""An area, and its grade at each inspection."""


async def provider(request: Request, datasette: Look) -> Response:
    """One provider, `/provider/CODE` or `/provider?name=…`; several where the name fits several."""
    wanted = unquote(request.url_vars.get("id") or "") or request.args.get("name") or ""
    found = await datasette.ask(lambda database: _meant(datasette, database, wanted))
    if not found:
        raise NotFound(f"There is no provider {wanted!r} in this store.")
    if len(found) > 1:
        context = {"title": f"Providers like {wanted}", "providers": found}
        return await page(datasette, request, "providers.html", context)
    told = await datasette.ask(lambda database: timeline(database, found[0]))
    return await page(datasette, request, "provider.html", _context(told))


async def providers(request: Request, datasette: Look) -> Response:
    """Every provider of the store."""
    found = await datasette.ask(datasette.once("providers", all_providers))
    context = {"title": "Providers", "providers": found}
    return await page(datasette, request, "providers.html", context)


def _meant(look: Look, database: sqlite3.Connection, wanted: str) -> tuple[Provider, ...]:
    """The providers that a code or a name may mean; one where it is exactly that."""
    known = look.once("providers", all_providers)(database)
    exact = tuple(each for each in known if wanted in (*each.codes, each.name))
    if len(exact) != 1 and (row := database.execute(CODED, (wanted,)).fetchone()):
        exact = tuple(each for each in known if row[0] in each.documents)
    return exact if len(exact) == 1 else candidates(database, wanted)


def _context(told: Timeline) -> dict[str, Any]:
    shown = graded(told.inspections)
    changed = [move for move in told.moves if move.direction in ("better", "worse")]
    return {
        "told": told,
        "title": told.provider.name,
        "graded": shown,
        "lines": _lines(shown),
        "changed": changed,
        "figures": [(f"{each[-1].measure}, {each[-1].unit}", each) for each in told.series],
    }


def _lines(shown: tuple[Inspection, ...]) -> list[Line]:
    """Every area with its grades, in the order of `findings provider`."""
    return [(area, [each.grade_of(area) for each in shown]) for area in areas(shown)]
