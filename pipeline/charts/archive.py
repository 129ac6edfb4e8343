"""What a store holds: its documents and its overall grades, year by year."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.charts.chart import Chart, Look, clipped, empty
from pipeline.charts.colours import OTHER, SERIES, framework_label, ink, listed, step, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

READ_SOME = "Read documents with findings run."
SHOWN = 5
"""Frameworks that have a colour of their own; the others share one."""
UNDATED = "undated"
YEAR = "substr(coalesce(inspection_end, inspection_start, published_on), 1, 4)"
"""The year of the inspection; of the publication where a document prints no other date."""
GRADES = ("outstanding", "good", "requires_improvement", "adequate", "satisfactory", "inadequate")
"""The grades that are shown one by one, best first; those of other scales share a colour."""
OTHERS = "other scales"
RANKS = {"outstanding": 1, "good": 2, "inadequate": 4}
"""Their step of the colours; the others stand between good and inadequate."""
ROW = 0.21
"""Inches that a bar takes."""

Series = tuple[str, str, str, list[int]]
"""(label, colour, hatch, a value for each bar)"""


def documents_by_year(database: sqlite3.Connection) -> Chart:
    """How many documents there are of each year, by framework."""
    counts: Counter[tuple[str, str]] = Counter()
    query = f"SELECT {YEAR}, framework, count(*) FROM documents GROUP BY 1, 2"
    for year, framework, count in database.execute(query):
        counts[year or UNDATED, framework_label(framework)] += count
    title, columns = "Documents by year of inspection", ("year", "framework", "documents")
    if not counts:
        return empty("documents-by-year", title, columns, READ_SOME)
    years = sorted({year for year, _ in counts})
    totals = Counter[str]()
    for (_, label), count in counts.items():
        totals[label] += count
    ranked = sorted(totals, key=lambda label: (-totals[label], label))
    rows = [(y, label, counts[y, label]) for y in years for label in ranked if counts[y, label]]
    series = [
        (label, colour, "", [counts[year, label] for year in years])
        for label, colour in zip(ranked[:SHOWN], SERIES, strict=False)
    ]
    if rest := ranked[SHOWN:]:
        left = [sum(counts[year, label] for label in rest) for year in years]
        series.append((f"{len(rest)} others", OTHER, "", left))
    most = listed(f"{label} {totals[label]:,}" for label in ranked[:SHOWN])
    told = f"{sum(totals.values()):,} documents, {_span(years)}. Most are {most}."
    return _bars("documents-by-year", title, told, (columns, rows), years, series)


def grades_over_time(database: sqlite3.Connection) -> Chart:
    """What share of each year's overall judgements was which grade.

    Current grades of the inspected bodies themselves, as reports print them: press releases,
    which tell them again, do not count, nor do documents without an overall grade.
    """
    counts: Counter[tuple[str, str]] = Counter()
    query = (
        f"SELECT {YEAR}, grade, count(*) FROM judgements JOIN documents USING (document_id) "
        "WHERE area LIKE 'overall%' AND period = 'current' AND subject IS NULL "
        "AND document_type IS NOT 'press_release' GROUP BY 1, 2"
    )
    for year, grade, count in database.execute(query):
        counts[year or UNDATED, grade if grade in GRADES else OTHERS] += count
    title = "Overall judgements by year of inspection, share of each grade"
    columns = ("year", "grade", "judgements", "share")
    if not counts:
        return empty("grades-over-time", title, columns, READ_SOME)
    years = sorted({year for year, _ in counts})
    of = {year: sum(n for (y, _), n in counts.items() if y == year) for year in years}
    kinds = [grade for grade in (*GRADES, OTHERS) if any(counts[year, grade] for year in years)]
    rows = [
        (year, words(grade), counts[year, grade], round(counts[year, grade] / of[year], 3))
        for year in years
        for grade in kinds
        if counts[year, grade]
    ]
    series = [
        (words(grade), *_look(grade), [counts[year, grade] for year in years]) for grade in kinds
    ]
    sums = ((words(grade), sum(counts[year, grade] for year in years)) for grade in kinds)
    told = f"{sum(of.values()):,} overall judgements, {_span(years)}: " + listed(
        f"{n:,} {grade}" for grade, n in sums
    )
    return _bars("grades-over-time", title, f"{told}.", (columns, rows), years, series, share=True)


def _look(grade: str) -> tuple[str, str]:
    """A grade's colour, and a hatch for those that stand on the same step of two scales."""
    if grade == OTHERS:
        return OTHER, ""
    hatch = {"adequate": "////", "satisfactory": "...."}.get(grade, "")
    return step(RANKS.get(grade, 3), 4), hatch


def _span(years: Sequence[str]) -> str:
    dated = [year for year in years if year != UNDATED]
    return f"{dated[0]} to {dated[-1]}" if dated else "without a date"


def _bars(
    name: str,
    title: str,
    told: str,
    table: tuple[tuple[str, ...], Sequence[tuple[str | int | float, ...]]],
    years: list[str],
    series: Sequence[Series],
    *,
    share: bool = False,
) -> Chart:
    """Bars lying one under the other, a year each, made of the series' parts."""

    def draw(axes: "Axes") -> None:
        totals = [sum(values) for values in zip(*(s[3] for s in series), strict=True)]
        scale = [total / 100 if share else 1 for total in totals]
        left = [0.0] * len(years)
        for label, colour, hatch, values in series:
            wide = [value / each for value, each in zip(values, scale, strict=True)]
            look: Look = {"color": colour, "hatch": hatch, "edgecolor": "white", "linewidth": 0.6}
            axes.barh(years, wide, left=left, height=0.8, label=label, **look)
            if share:
                _write(axes, years, left, wide, values, colour)
            left = [a + b for a, b in zip(left, wide, strict=True)]
        for at, (end, total) in enumerate(zip(left, totals, strict=True)):
            axes.text(end, at, f" {total:,}", va="center", ha="left", fontsize=8.5)
        axes.invert_yaxis()
        axes.margins(y=0.01)
        axes.set_xlim(0, 108 if share else max(left) * 1.1)
        axes.set_xlabel("per cent; right: judgements" if share else "documents")
        axes.figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=8.5)

    height = clipped(1.0 + ROW * len(years) + 0.2 * -(-len(series) // 3))
    return Chart(name, title, told, table[0], tuple(table[1]), height, draw)


def _write(
    axes: "Axes",
    years: Sequence[str],
    left: Sequence[float],
    wide: Sequence[float],
    values: Sequence[int],
    colour: str,
) -> None:
    """Writes the numbers into the parts that have room for them."""
    for at in range(len(years)):
        if wide[at] >= 5:
            middle = left[at] + wide[at] / 2
            look: Look = {"va": "center", "ha": "center", "fontsize": 7.5, "color": ink(colour)}
            axes.text(middle, at, f"{values[at]:,}", **look)
