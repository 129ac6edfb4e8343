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
from collections.abc import Callable

from pipeline.charts.archive import documents_by_year, grades_over_time
from pipeline.charts.chart import Chart
from pipeline.charts.gaps import coverage, problems
from pipeline.charts.provider import provider_grades

__all__ = [
    "ARCHIVE",
    "Chart",
    "coverage",
    "documents_by_year",
    "grades_over_time",
    "problems",
    "provider_grades",
]

ARCHIVE: tuple[Callable[[sqlite3.Connection], Chart], ...] = (
    documents_by_year,
    grades_over_time,
    coverage,
    problems,
)
"""The charts of a whole store, in the order in which people look at them."""
