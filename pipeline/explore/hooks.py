"""Our plugin of Datasette: its routes, its guard, and links from cells to the evidence."""

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from pipeline.explore import guard, site
from pipeline.explore.rows import KINDS

ID = re.compile(r"[0-9a-f]{16}")
EVIDENCE = {table.key: f"/evidence/{name}/" for name, table in KINDS.items()}
LINKS = EVIDENCE | {
    "document_id": "/document/",
    "report_id": "/document/",
    "claim_id": "/claim/",
}
"""Where the values of these columns lead."""


@hookimpl
def register_routes(datasette: Datasette) -> Sequence[tuple[str, Callable[..., Any]]]:
    """Our pages."""
    if not isinstance(datasette, site.Look):
        return []
    from pipeline.explore.routes import ROUTES

    return ROUTES


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[guard.App], guard.App]:
    """Checks every request, and says in every answer what it may do in a browser."""
    if not isinstance(datasette, site.Look):
        return lambda app: app
    return lambda app: guard.guarded(app, [datasette.host], site.nonce)


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None, table: str | None) -> Any:
    """What our base template needs on every page."""
    if not isinstance(datasette, site.Look):
        return {}
    scope = request.scope if request else {}
    key = site.KEYS.get(table or "", "")
    return {
        "nonce": scope.get("findings_nonce", ""),
        "row_link": LINKS.get(key, ""),
        "facet_links": site.FACETS.get(table or "", ()),
        "documents_table": site.opened("documents"),
        "static": f"/{site.STATIC}",
    }


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """Ids lead to what they are the ids of; boxes are for programs, here they are counted."""
    if column == "boxes" and isinstance(value, str):
        return Markup("{} on the page").format(value.count("[") - 1)
    if isinstance(value, Mapping):  # a foreign key with the label of what it points to
        value, label = value["value"], value["label"]
    else:
        label = value
    if column == "provider_id" and value:
        return Markup('<a href="/provider/{}">{}</a>').format(value, label)
    if not isinstance(value, str) or not ID.fullmatch(value):
        return None
    if column == "finding_id" and table == "corrections" and row["kind"] in KINDS:
        return Markup('<a href="/evidence/{}/{}">{}</a>').format(row["kind"], value, label)
    if column in LINKS:
        return Markup('<a href="{}{}">{}</a>').format(LINKS[column], value, label)
    return None


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """A page that says what is wrong, in place of one with a trace of the program's values."""
    outcome = yield
    if isinstance(datasette, site.Look):
        outcome.force_result([_failed(datasette, request, exception)])


async def _failed(look: "site.Look", request: Request, exception: Exception) -> Response:
    status, message = _explained(exception)
    if status >= 500:
        traceback.print_exception(exception)
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": message, "status": status}, status=status)
    context = {"status": status, "error": message}
    html = await look.render_template("error.html", context, request=request)
    return Response.html(html, status=status, headers={"content-security-policy": guard.POLICY})


def _explained(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, Base400):
        message = str(exception.args[0] if exception.args else "")
        if message.startswith("Database not found"):  # for any address that is nobody's
            message = "There is no such page."
        return exception.status, message
    if isinstance(exception, DatasetteError):
        return exception.status, str(exception.message)
    if isinstance(exception, QueryInterrupted):
        return 400, "The query took too long: ask for less."
    return 500, f"{type(exception).__name__}: a fault of findings, please report it"
