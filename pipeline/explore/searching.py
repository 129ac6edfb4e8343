"""The page of a search through the texts of all documents."""

from typing import Any

from datasette.utils.asgi import Request, Response

from pipeline.ask import Hit
from pipeline.ask.index import DOCUMENTS, KINDS
from pipeline.errors import AskError
from pipeline.explore.fulltext import NotReadyError
from pipeline.explore.pages import page
from pipeline.explore.site import Look


async def found(request: Request, datasette: Look) -> Response:
    """What was found, the best first: `/search?q=…&kind=…`."""
    text, kind = request.args.get("q") or "", request.args.get("kind") or ""
    kind = kind if kind in KINDS else ""
    context: dict[str, Any] = {"searched": text, "kind": kind, "kinds": KINDS, "hits": ()}
    if text:
        try:
            hits = await datasette.searching.find(text, kind)
        except NotReadyError as error:
            context["error"] = f"{error}; this page looks again by itself"
            context["wait"] = 3
        except AskError as error:
            context["error"] = str(error)
        else:
            context |= {"hits": [(_href(hit), hit) for hit in hits.hits], "total": hits.total}
    response = await page(datasette, request, "search.html", context)
    if "wait" in context:
        response.headers["refresh"] = str(context["wait"])
    return response


def _href(hit: Hit) -> str:
    if hit.kind == DOCUMENTS:
        return f"/passage/{hit.document_id}/{hit.start}-{hit.end}"
    return f"/evidence/{hit.kind}/{hit.id}"
