"""The first page: the archive at a glance."""

import sqlite3
from functools import lru_cache
from typing import Any, NamedTuple

from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline import charts
from pipeline.ask import providers
from pipeline.charts import Chart
from pipeline.explore.pages import page
from pipeline.explore.site import MEANINGS, Look, counts, opened

LATEST = 8


class Drawing(NamedTuple):
    """A chart as a page shows it: the picture, what it says, and the same as a table."""

    chart: Chart
    svg: Markup


async def home(request: Request, datasette: Look) -> Response:
    """What there is: counts, charts, the latest documents."""
    context = await datasette.ask(datasette.once("home", glance))
    return await page(datasette, request, "home.html", context)


@lru_cache(maxsize=16)
def drawn(chart: Chart) -> Drawing:
    """A chart with its picture, drawn once for the same numbers; its texts are escaped."""
    return Drawing(chart, Markup(chart.svg()))


def glance(database: sqlite3.Connection) -> dict[str, Any]:
    """What the first page shows."""
    latest = database.execute(
        "SELECT document_id, title, file_name, framework, provider_name, provider_id, "
        "coalesce(inspection_end, inspection_start, published_on) AS dated "
        "FROM documents ORDER BY dated DESC, document_id LIMIT ?",
        (LATEST,),
    )
    return {
        "counts": [(name, n, MEANINGS[name], opened(name)) for name, n in counts(database).items()],
        "latest": [dict(row) for row in latest],
        "drawings": [drawn(chart(database)) for chart in charts.ARCHIVE],
        "providers": [each.name for each in providers(database)],
    }
