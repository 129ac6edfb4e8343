"""A local web app on a store: its tables, and every row beside the page it was read from.

Datasette brings the tables, facets, filters, SQL, JSON and CSV. What is ours is a plugin of it:
a page of the whole archive, one of a provider, one of a document, and the view of a row's
evidence on the page as it was printed. Everything is served from this machine; nothing is
asked of another. The optional extra `explore` installs Datasette.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import MissingExtraError

if TYPE_CHECKING:
    from pipeline.explore.site import Look

__all__ = ["application", "serve"]


def application(folder: Path, host: str = "127.0.0.1") -> "Look":
    """The web app on the store of an output folder; `.app()` of it is an ASGI application.

    `host` is the name or address that it is served under, beside those of this machine.
    Raises FindingsError where Datasette is not installed, OutputError where there is no store.
    """
    from pipeline.store import connect

    connect(folder).close()
    try:
        from datasette.plugins import pm

        from pipeline.explore import hooks, site
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("datasette", "PIL"):
            raise
        raise MissingExtraError(
            "explore is shown by Datasette, which is not installed", "explore"
        ) from error
    if not pm.is_registered(hooks):
        pm.register(hooks, name="findings")
    return site.Look(folder, host)


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8001, browser: bool = False) -> None:
    """Serves the store of an output folder until Ctrl-C; prints its address.

    Port 0 takes any free one; `browser` opens the address in the web browser. Raises what
    `application` does, and FindingsError where the port is taken.
    """
    look = application(folder, host)
    from pipeline.explore.serving import run

    run(look, host, port, browser)
