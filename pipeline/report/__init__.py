"""One page of HTML of an archive or a provider, to send to a colleague.

The page needs nothing else: its style, charts and pictures are in it, it has no script, and its
Content-Security-Policy lets it ask for nothing. Whatever came out of a document stands in it as
text. The same store gives the same page.

Example:
    >>> page = report.build(store.connect(Path("output")), provider="Durham")
    >>> Path("durham.html").write_text(page, encoding="utf-8")
"""

import base64
import hashlib
import sqlite3
from pathlib import Path
from typing import Any

from pipeline.charts.colours import printable
from pipeline.errors import FindingsError, MissingExtraError
from pipeline.report.crops import camera
from pipeline.report.gather import archive, find_provider, provider
from pipeline.version import __version__

__all__ = ["PICTURES", "build", "find_provider", "save"]

FOLDER = Path(__file__).parent
PICTURES = 40
"""Pieces of printed pages in a report, unless another number is asked for."""


def build(
    database: sqlite3.Connection, provider_name: str = "", *, pictures: int = PICTURES
) -> str:
    """The page of a whole store, or of one provider by name or official code.

    `pictures` is how many pieces of printed pages it holds at most: about 5 kB each. They are
    taken from the documents' own files where these are still where they were read. Raises
    FindingsError where there is no such provider, or a library is missing.
    """
    with camera(pictures) as taking:
        if provider_name:
            told = provider(database, provider_name, taking)
        else:
            told = archive(database, taking)
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    page: str = _template().render(
        **{"counts": (), "providers": (), "examples": (), "documents": (), **told},
        style=style,
        style_hash=_hash(style),
        version=__version__,
    )
    return page


def save(page: str, to: Path) -> None:
    """Writes a page to a file. Raises FindingsError where it cannot be written."""
    try:
        to.write_text(page, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or error
        raise FindingsError(f"{to} cannot be written ({reason}): choose another --to") from error


def _template() -> Any:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise MissingExtraError(
            "a report is laid out by Jinja, which is not installed", "plot"
        ) from error

    def shown(value: Any) -> Any:
        """Nothing for what is unknown; a text without characters that would not print."""
        if value is None:
            return ""
        plain = isinstance(value, str) and not isinstance(value, Markup)
        return " ".join(printable(value).split()) if plain else value

    page = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return page.get_template("page.html")


def _hash(style: str) -> str:
    """What the policy calls the one style sheet that it lets in."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
