"""Charts of a store: what an archive holds, how grades moved, what is missing.

Every function takes the connection that `pipeline.store.connect` gives and returns a `Chart`:
its title, a description for people who do not see it, the numbers that it shows as a table,
and the picture as SVG or PNG. The same rows give the same bytes, on every machine.

Example:
    >>> from pipeline import charts, store
    >>> chart = charts.documents_by_year(store.connect(Path("output")))
    >>> Path("documents.svg").write_text(chart.svg(), encoding="utf-8")
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.charts.archive import documents_by_year, grades_over_time
from pipeline.charts.chart import Chart
from pipeline.charts.gaps import coverage, problems
from pipeline.charts.provider import provider_grades
from pipeline.errors import FindingsError

__all__ = [
    "ARCHIVE",
    "Chart",
    "coverage",
    "documents_by_year",
    "grades_over_time",
    "problems",
    "provider_grades",
    "save",
]

PROVIDER = "provider-grades"
"""The name of the one chart that is of a single provider."""
ARCHIVE: tuple[Callable[[sqlite3.Connection], Chart], ...] = (
    documents_by_year,
    grades_over_time,
    coverage,
    problems,
)
"""The charts of a whole store, in the order in which people look at them."""


def save(database: sqlite3.Connection, kind: str, to: Path, provider_id: str = "") -> list[Path]:
    """Writes the chart of this name to an .svg or .png file, or `all` of them into a folder.

    `provider-grades` is the chart of `provider_id`, and among `all` if that is given. Returns
    the files. Raises FindingsError where there is no such chart, or a file cannot be written.
    """
    known = {make.__name__.replace("_", "-"): make for make in ARCHIVE}
    if provider_id or kind == PROVIDER:
        known[PROVIDER] = lambda database: provider_grades(database, provider_id)
    if kind != "all" and kind not in known:
        raise FindingsError(f"there is no chart {kind!r}: {', '.join(known)}, {PROVIDER}, all")
    if kind == PROVIDER and not provider_id:
        raise FindingsError(f"{PROVIDER} needs --provider NAME")
    if provider_id and kind not in (PROVIDER, "all"):
        raise FindingsError(f"{kind} is of all documents: --provider goes with {PROVIDER} or all")
    if kind != "all" and to.suffix.lower() not in (".svg", ".png"):
        raise FindingsError(f"{to} is neither .svg nor .png: --to takes one of them")
    chosen = known if kind == "all" else {kind: known[kind]}
    files = [to / f"{name}.svg" if kind == "all" else to for name in chosen]
    try:
        return list(_written(database, chosen.values(), files))
    except OSError as error:
        raise FindingsError(f"{to} cannot be written: {error.strerror or error}") from error


def _written(
    database: sqlite3.Connection,
    makes: Iterable[Callable[[sqlite3.Connection], Chart]],
    files: list[Path],
) -> Iterator[Path]:
    for make, path in zip(makes, files, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        chart = make(database)
        png = path.suffix.lower() == ".png"
        drawn = chart.png(titled=True) if png else chart.svg(titled=True).encode("utf-8")
        path.write_bytes(drawn)
        yield path
