"""What a store does not hold: facts and kinds that documents lack, and problems."""

import sqlite3
from typing import TYPE_CHECKING

from pipeline.charts.archive import READ_SOME
from pipeline.charts.chart import Chart, Look, clipped, empty
from pipeline.charts.colours import SERIES, cut, framework_label, ink, shade, words
from pipeline.records import FINDING_TYPES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FACTS = {
    "provider": "provider_name",
    "provider code": "provider_id",
    "inspected on": "coalesce(inspection_end, inspection_start)",
    "published on": "published_on",
    "lead inspector": "lead_inspector",
}
"""Columns of `documents` by the words over them."""
KINDS = tuple(kind.table for kind in FINDING_TYPES)
LABEL = 28
"""Characters of a problem's code beside its bar."""
SHOWN = 15
"""Codes of problems that have a bar of their own."""


def coverage(database: sqlite3.Connection) -> Chart:
    """What share of the documents of each framework has each fact, and a row of each kind.

    A gap need not be a fault: a visit's letter has no grade, and many reports print no date of
    publication.
    """
    names = (*FACTS, *KINDS)
    title = "Share of documents that have each fact and kind of finding, by framework"
    columns = ("framework", "documents", *names)
    rows = tuple(
        (framework_label(framework), count, *(round(share, 3) for share in shares))
        for framework, count, *shares in _shares(database)
    )
    if not rows:
        return empty("coverage", title, columns, READ_SOME)
    told = "Of each framework's documents: " + "; ".join(
        f"{label} ({count:,}): {_lowest(shares, names)}" for label, count, *shares in rows
    )

    def draw(axes: "Axes") -> None:
        for y, (_, _, *shares) in enumerate(rows):
            for x, share in enumerate(shares):
                tile: Look = {"color": shade(share), "edgecolor": "#CCCCCC", "linewidth": 0.5}
                axes.barh(y, 0.96, left=x - 0.48, height=0.94, **tile)
                look: Look = {"va": "center", "ha": "center", "fontsize": 8}
                axes.text(x, y, f"{share:.0%}"[:-1], color=ink(shade(share)), **look)
        _grid(axes, names, [f"{label} ({count:,})" for label, count, *_ in rows])
        axes.set_xlabel("per cent of documents")

    height = clipped(1.7 + 0.25 * len(rows))
    return Chart("coverage", title, f"{told}.", columns, rows, height, draw)


def _shares(database: sqlite3.Connection) -> list[sqlite3.Row]:
    """Of each framework how many documents there are, and the shares that have each thing."""
    parts = [f"avg({column} IS NOT NULL)" for column in FACTS.values()]
    parts += [
        f"avg(EXISTS (SELECT 1 FROM {kind} k WHERE k.document_id = d.document_id))"
        for kind in KINDS
    ]
    query = (
        f"SELECT framework, count(*), {', '.join(parts)} FROM documents d "
        "GROUP BY framework ORDER BY count(*) DESC, framework"
    )
    return database.execute(query).fetchall()


def _lowest(shares: list[float], names: tuple[str, ...]) -> str:
    """What is missing most, in words."""
    share, name = min(zip(shares, names, strict=True))
    return "all of it" if share == 1 else f"least {name}, {share:.0%}"


def problems(database: sqlite3.Connection) -> Chart:
    """How many problems there are of each code, the most frequent first."""
    query = "SELECT code, count(*) FROM problems GROUP BY code ORDER BY count(*) DESC, code"
    rows = tuple((code, count) for code, count in database.execute(query))
    title, columns = "Problems by code", ("problem", "rows")
    if not rows:
        return empty("problems", title, columns, "Whatever could not be read would be here.")
    bars = list(rows[:SHOWN])
    if rest := rows[SHOWN:]:
        bars.append((f"{len(rest)} others", sum(count for _, count in rest)))
    told = f"{sum(n for _, n in rows):,} problems: " + ", ".join(
        f"{words(code)} {n:,}" for code, n in bars
    )

    def draw(axes: "Axes") -> None:
        names = [cut(words(code), LABEL) for code, _ in bars]
        counts = [count for _, count in bars]
        axes.barh(range(len(bars)), counts, height=0.7, color=SERIES[0])
        axes.set_yticks(range(len(bars)), names)
        for at, count in enumerate(counts):
            axes.text(count, at, f" {count:,}", va="center", fontsize=8.5)
        axes.set_ylim(max(len(bars), 3) - 0.5, -0.5)
        axes.set_xlim(0, max(counts) * 1.15)
        axes.locator_params(axis="x", integer=True)
        axes.set_xlabel("rows of problems")

    return Chart(
        "problems", title, f"{told}.", columns, rows, clipped(0.7 + 0.26 * len(bars)), draw
    )


def _grid(axes: "Axes", across: tuple[str, ...], down: list[str]) -> None:
    """Names along the top and the left of a table of tiles, without lines."""
    axes.set_xticks(range(len(across)), across, rotation=55, ha="left", rotation_mode="anchor")
    axes.set_yticks(range(len(down)), down)
    axes.tick_params(length=0, labelsize=8.5)
    axes.xaxis.set_ticks_position("top")
    axes.set_xlim(-0.5, len(across) - 0.5)
    axes.set_ylim(len(down) - 0.5, -0.5)
    for spine in axes.spines.values():
        spine.set_visible(False)
