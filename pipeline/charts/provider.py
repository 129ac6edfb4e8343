"""One provider over time: its areas down the side, its inspections along the top."""

import sqlite3
import textwrap
from typing import TYPE_CHECKING

from pipeline.charts.chart import Chart, Look, clipped, empty
from pipeline.charts.colours import OTHER, cut, ink, printable, step, words
from pipeline.frameworks import scales

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Inspection = tuple[str, str]
"""(date as exact as printed, document_id)"""
GRADED = """
SELECT coalesce(inspection_end, inspection_start, published_on, ''), document_id, area, grade,
       grade_rank, scale, provider_name
FROM judgements JOIN documents USING (document_id)
WHERE coalesce(provider_id, provider_name) = ? AND period = 'current' AND subject IS NULL
  AND document_type {} 'press_release'
ORDER BY 1, 2, start
"""
ROOM = 46
"""Characters that fit into all of a row's tiles."""
LABEL = 24
"""Characters of an area's name on one line."""


def provider_grades(database: sqlite3.Connection, provider_id: str) -> Chart:
    """The current grades that a provider was given, area by area, at each inspection.

    `provider_id` is its official code, or for one without a code its name. Press releases,
    which tell a report's grades again, count only where no report is held.
    """
    found = [tuple(row) for row in database.execute(GRADED.format("IS NOT"), (provider_id,))]
    found = found or [tuple(r) for r in database.execute(GRADED.format("IS"), (provider_id,))]
    columns = ("inspected", "document_id", "area", "grade")
    title = f"Grades of {printable(found[-1][-1] if found else provider_id)}"
    if not found:
        remedy = f"No document in the store grades {provider_id}."
        return empty("provider-grades", title, columns, remedy)
    rows = tuple(
        (when, document, words(area), words(grade)) for when, document, area, grade, *_ in found
    )
    looks = {words(grade): _colour(rank, scale) for *_, grade, rank, scale, _ in found}
    inspections = sorted({(when, document) for when, document, *_ in rows})
    areas = list(dict.fromkeys(area for _, _, area, _ in sorted(rows, key=_overall_first)))
    room = max(4, ROOM // len(inspections))
    said = {grade: short(grade, room) for grade in looks}
    told = "; ".join(_told(rows, inspection) for inspection in inspections)

    def draw(axes: "Axes") -> None:
        for when, document, area, grade in reversed(rows):  # of two grades the first stays on top
            x, y = inspections.index((when, document)), areas.index(area)
            axes.barh(y, 0.94, left=x - 0.47, height=0.92, color=looks[grade])
            look: Look = {"va": "center", "ha": "center", "fontsize": 8, "color": ink(looks[grade])}
            axes.text(x, y, said[grade], **look)
        _frame(axes, [when for when, _ in inspections], areas)
        _legend(axes, {said[grade]: grade for grade in looks}, looks)

    lines = sum(max(1, len(area) / LABEL) for area in areas)
    height = clipped(1.2 + 0.34 * lines)
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
    across = [date.replace("-", "\n", 1) or "undated" for date in dates]
    axes.set_xticks(range(len(dates)), across)
    axes.set_yticks(range(len(areas)), [_lines(cut(area, 3 * LABEL), LABEL) for area in areas])
    axes.tick_params(length=0, labelsize=8.5)
    axes.xaxis.set_ticks_position("top")
    axes.set_xlim(-0.5, max(len(dates), 2) - 0.5)
    axes.set_ylim(len(areas) - 0.5, -0.5)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _legend(axes: "Axes", said: dict[str, str], looks: dict[str, str]) -> None:
    """Says which grades the short ones are."""
    from matplotlib.patches import Patch

    cut = {label: grade for label, grade in said.items() if label != grade}
    marks = [Patch(facecolor=looks[each], label=f"{label}: {each}") for label, each in cut.items()]
    if marks:
        look: Look = {"loc": "outside lower center", "ncols": 2, "frameon": False, "fontsize": 8.5}
        axes.figure.legend(handles=marks, **look)
