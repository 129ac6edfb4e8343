"""Answers: a template filled for a request, under the strictest policy."""

from typing import Any

from datasette.utils.asgi import NotFound, Request, Response

from pipeline.explore import guard
from pipeline.explore.site import Look

__all__ = ["NotFound", "page"]


async def page(
    look: Look, request: Request, template: str, context: dict[str, Any], status: int = 200
) -> Response:
    """A page of ours as HTML. Every value in `context` is escaped by the template."""
    html = await look.render_template(template, context, request=request)
    headers = {"content-security-policy": guard.POLICY}
    return Response.html(html, status=status, headers=headers)


async def nothing(request: Request) -> Response:
    """An address that looks like one of ours and is none."""
    what = "document" if request.path.startswith("/document/") else "row"
    raise NotFound(f"There is no such {what} in this store.")
