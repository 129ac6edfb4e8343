"""One provider over time: its areas down the side, its inspections along the top."""

import sqlite3
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline.charts.chart import Chart, Look, clipped, empty
from pipeline.charts.colours import OTHER, cut, ink, printable, step, words
from pipeline.frameworks import scales

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Inspection = tuple[str, str]
"""(date as exact as printed, document_id)"""
Row = tuple[Any, ...]
"""The columns of GRADED."""
GRADED = """
SELECT coalesce(inspection_end, inspection_start, published_on, ''), document_id, area, grade,
       grade_rank, scale, document_type = 'press_release',
       coalesce(inspection_end, inspection_start, ''), provider_name
FROM judgements JOIN documents USING (document_id)
WHERE coalesce(provider_id, provider_name) = ? AND period = 'current' AND subject IS NULL
ORDER BY 1, 2, start
"""
ROOM = 46
"""Characters that fit into all of a row's tiles."""
BESIDE = 2
"""Grades on one line of the legend."""
AWAY = ("#009E73", "#CC79A7", "#5B3B8C", "#4D4D4D")
"""Colours, best to worst, of grades that stand on no common scale with the others."""
LABEL = 24
"""Characters of an area's name on one line."""


def provider_grades(database: sqlite3.Connection, provider_id: str) -> Chart:
    """The current grades that a provider was given, area by area, at each inspection.

    `provider_id` is its official code, or for one without a code its name. Press releases,
    which tell a report's grades again, count only for inspections of which no report is held.
    """
    found = _of_inspections([tuple(row) for row in database.execute(GRADED, (provider_id,))])
    columns = ("inspected", "document_id", "area", "grade")
    title = f"Grades of {printable(found[-1][-1] if found else provider_id)}"
    if not found:
        remedy = f"No document in the store grades {provider_id}."
        return empty("provider-grades", title, columns, remedy)
    rows = tuple(
        (when, document, words(area), words(grade)) for when, document, area, grade, *_ in found
    )
    looks = _looks([row[3:6] for row in found])
    inspections = sorted({(when, document) for when, document, *_ in rows})
    areas = list(dict.fromkeys(area for _, _, area, _ in sorted(rows, key=_overall_first)))
    room = max(4, ROOM // len(inspections))
    said = {grade: short(grade, room) for grade in looks}
    releases = {document for _, document, *_, told_of, _, _ in found if told_of}
    told = "; ".join(_told(rows, inspection) for inspection in inspections)

    def draw(axes: "Axes") -> None:
        for when, document, area, grade in reversed(rows):  # of two grades the first stays on top
            x, y = inspections.index((when, document)), areas.index(area)
            axes.barh(y, 0.94, left=x - 0.47, height=0.92, color=looks[grade])
            look: Look = {"va": "center", "ha": "center", "fontsize": 8, "color": ink(looks[grade])}
            axes.text(x, y, said[grade], **look)
        _frame(axes, [_dated(each, releases) for each in inspections], areas)
        _legend(axes, said, looks)

    lines = sum(max(1, len(area) / LABEL) for area in areas)
    height = clipped(1.2 + 0.34 * lines + 0.2 * (len(looks) // BESIDE))
    return Chart("provider-grades", title, f"{told}.", columns, rows, height, draw)


def short(grade: str, room: int) -> str:
    """A grade in so many letters: requires improvement → RI, outstanding → outstand."""
    if len(grade) <= room:
        return grade
    parts = grade.split()
    initials = "".join(part[0].upper() for part in parts)
    return initials if len(parts) > 1 else f"{grade[: room - 1]}."


def _overall_first(row: tuple[str, str, str, str]) -> bool:
    return not row[2].startswith("overall")


def _of_inspections(found: list[Row]) -> list[Row]:
    """Of the releases those that alone tell of an inspection; what several tell stands once.

    Where there is no report at all, those count too that do not say when the inspection was.
    """
    months = {row[0][:7] for row in found if not row[6]}
    kept: dict[tuple[str, str, str], Row] = {}
    first: dict[str, str] = {}
    for row in found:
        when, document, area, *_, release, inspected, _ = row
        if release and months and (not inspected or inspected[:7] in months):
            continue
        document = first.setdefault(when, document) if release and inspected else document
        kept.setdefault((when, document, area), (when, document, *row[2:]))
    return list(kept.values())


def _dated(inspection: Inspection, releases: set[str]) -> str:
    when, document = inspection
    date = when.replace("-", "\n", 1) or "undated"
    return f"{date}\n(release)" if document in releases else date


def _looks(given: list[tuple[str, int | None, str | None]]) -> dict[str, str]:
    """A colour for each grade, the best first: by its rank on the scale that is used most.

    Grades of a scale that has none of that one's grades are marked in other colours.
    """
    main, _ = Counter(scale for *_, scale in sorted(given, key=str)).most_common(1)[0]
    looks: dict[str, str] = {}
    for apart, _, rank, grade, scale in sorted(
        (not _alike(scale, main), not rank, rank or 0, grade, scale or "")
        for grade, rank, scale in given
    ):
        other = AWAY[(rank - 1) % len(AWAY)] if rank else OTHER
        looks.setdefault(words(grade), other if apart else _colour(rank or None, scale))
    return looks


def _alike(scale: str | None, main: str | None) -> bool:
    """Whether two scales have a grade in common; one that nobody knows may be any."""
    one, other = scales().get(scale or ""), scales().get(main or "")
    if not (one and other):
        return True
    ranks = {(grade.id, grade.rank) for grade in one.grades if grade.rank}
    return any((grade.id, grade.rank) in ranks for grade in other.grades)


def _colour(rank: int | None, scale: str | None) -> str:
    known = scales().get(scale or "")
    steps = max((grade.rank for grade in known.grades), default=4) if known else 4
    return step(rank, steps) if rank else OTHER


def _told(rows: tuple[tuple[str, str, str, str], ...], inspection: Inspection) -> str:
    given = (
        f"{area} {grade}" for when, document, area, grade in rows if (when, document) == inspection
    )
    return f"{inspection[0] or 'undated'}: {', '.join(given)}"


def _lines(text: str, wide: int) -> str:
    return "\n".join(textwrap.wrap(text, wide)) or text


def _frame(axes: "Axes", dates: list[str], areas: list[str]) -> None:
    axes.set_xticks(range(len(dates)), dates)
    axes.set_yticks(range(len(areas)), [_lines(cut(area, 3 * LABEL), LABEL) for area in areas])
    axes.tick_params(length=0, labelsize=8.5)
    axes.xaxis.set_ticks_position("top")
    axes.set_xlim(-0.5, max(len(dates), 2) - 0.5)
    axes.set_ylim(len(areas) - 0.5, -0.5)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _legend(axes: "Axes", said: dict[str, str], looks: dict[str, str]) -> None:
    """Says what the colours and the short forms mean."""
    from matplotlib.patches import Patch

    names = {
        grade: grade if short == grade else f"{short}: {grade}" for grade, short in said.items()
    }
    marks = [Patch(facecolor=looks[grade], label=name) for grade, name in names.items()]
    look: Look = {"loc": "outside lower center", "ncols": BESIDE, "frameon": False, "fontsize": 8.5}
    axes.figure.legend(handles=marks, **look)
