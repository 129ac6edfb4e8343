"""Tables: cells from ruled lines where there are any, else from columns of aligned text.

The ruled lines come from the reader; pdfplumber's table functions turn them into cells.
Without ruled lines a table shows itself by text that stands beside other text.
"""

from collections.abc import Iterator
from typing import Any

from pipeline.document import Line, Page
from pipeline.layout.draft import marker_of

THIN = 3.0
"""A drawn box thinner than this many points is a ruled line; thicker ones are shading."""

TEXT_SIZE = 1.0
"""The size of the letters of a plain text, in which every line is a row of its own."""

TIGHT = 1.42
"""Lines closer than this many font sizes, baseline to baseline, belong to one cell."""

Cell = tuple[float, float, float, float]
Row = list[list[Line]]


def ruled(page: Page) -> list[list[list[Cell]]]:
    """The ruled tables of a page, each as rows of cells (x0, top, x1, bottom).

    A table has at least two cells; a single frame around text is no table.
    """
    edges = list(_edges(page))
    if len({e["orientation"] for e in edges}) < 2:
        return []
    from pdfplumber import table as plumber  # only pages with ruled lines need it

    edges = plumber.merge_edges(edges, 3, 3, 3, 3)
    edges += _open_sides(edges)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(edges, 3, 3))
    tables = []
    for group in plumber.cells_to_tables(cells):
        rows: dict[float, list[Cell]] = {}
        for cell in sorted(group, key=lambda c: (c[1], c[0])):
            rows.setdefault(cell[1], []).append(cell)
        tables.append([rows[top] for top in sorted(rows)])
    return tables


def _edges(page: Page) -> Iterator[dict[str, Any]]:
    for _, x0, top, x1, bottom in page.rules:
        if bottom - top < THIN < x1 - x0:
            yield _edge("h", x0, top, x1, top)
        elif x1 - x0 < THIN < bottom - top:
            yield _edge("v", x0, top, x0, bottom)


def _open_sides(edges: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Lines that close a row which goes over the page and has no rule at the page's end."""
    upright = [e for e in edges if e["orientation"] == "v"]
    level = [e["top"] for e in edges if e["orientation"] == "h"]
    for side in ("top", "bottom"):
        for y in {round(e[side]) for e in upright}:
            xs = [e["x0"] for e in upright if round(e[side]) == y]
            if len(xs) > 2 and all(abs(y - other) > 2 * THIN for other in level):
                yield _edge("h", min(xs), y, max(xs), y)


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "doctop": top,
    }


def fill(rows: list[list[Cell]], lines: list[Line]) -> tuple[list[Row], set[int]]:
    """Put each line into the cell that its middle falls into; also the ids of those placed."""
    placed: set[int] = set()
    filled = []
    for cells in rows:
        row: Row = []
        for x0, top, x1, bottom in cells:
            inside = [
                line
                for line in lines
                if id(line) not in placed
                and x0 <= (line.x0 + line.x1) / 2 <= x1
                and top <= (line.top + line.bottom) / 2 <= bottom
            ]
            placed.update(id(line) for line in inside)
            row.append(inside)
        if any(row):
            filled.append(row)
    return filled, placed


def beside(left: Line, right: Line) -> bool:
    """Whether `right` stands beside `left`: same height on the page, wholly to its right."""
    low, high = max(left.top, right.top), min(left.bottom, right.bottom)
    return right.x0 > left.x1 + right.size and high - low > 0.3 * min(
        left.bottom - left.top, right.bottom - right.top
    )


def unruled(lines: list[Line]) -> Iterator[tuple[int, int, list[Row]]]:
    """Tables without ruled lines: (first, last + 1) index into `lines` and the rows.

    `lines` are one page's lines in reading order.
    """
    at = end = 0
    while at < len(lines) - 1:
        start = _opens(lines, at, end)
        if start is None:
            at += 1
            continue
        end = _extent(lines, start, at + 1)
        yield start, end, _rows(lines[start:end])
        at = end


def _opens(lines: list[Line], at: int, floor: int) -> int | None:
    """Where the row starts in which `lines[at + 1]` stands beside lines from `floor` on."""
    right = lines[at + 1]
    start = at
    found = None
    while start >= floor and at - start < 6:
        left = lines[start]
        if left.x1 + right.size > right.x0:
            break
        if start < at and _pitch(left, lines[start + 1]) > TIGHT * left.size:
            break
        if beside(left, right) and marker_of(left.text + " ") != left.text.strip():
            found = start
        start -= 1
    return found if found is None else _first_of_cell(lines, found, floor, right)


def _first_of_cell(lines: list[Line], start: int, floor: int, right: Line) -> int:
    """A cell beside the middle of a wrapped one: take the wrapped cell's first lines too."""
    while start > floor:
        above = lines[start - 1]
        if (
            above.x1 + right.size > right.x0
            or abs(above.x0 - lines[start].x0) > 2 * right.size
            or not 0 < _pitch(above, lines[start]) <= TIGHT * above.size
            or above.top < right.top - 2.5 * right.size
            or above.bold != lines[start].bold
        ):
            break
        start -= 1
    return start


def _pitch(above: Line, below: Line) -> float:
    return below.baseline - above.baseline


def _extent(lines: list[Line], start: int, right: int) -> int:
    """Index behind the table's last line: go on while lines keep to the columns."""
    edge = lines[right].x0  # the second column starts here
    end = right + 1
    for k in range(right + 1, len(lines)):
        line = lines[k]
        if line.page != lines[start].page:
            break
        if line.x0 >= edge - line.size:
            edge = min(edge, line.x0)
            near = line.top - max(lines[j].bottom for j in range(start, end)) < 2 * line.size
            if not near:
                break
            end = k + 1
        elif line.x1 > edge - line.size / 2:
            break
        elif end == k and _goes_on(_last_left(lines, start, end, edge), line):
            end = k + 1
    return end


def _goes_on(above: Line, below: Line) -> bool:
    return 0 < _pitch(above, below) <= TIGHT * below.size and above.bold == below.bold


def _last_left(lines: list[Line], start: int, end: int, edge: float) -> Line:
    return next(
        (lines[k] for k in range(end - 1, start - 1, -1) if lines[k].x0 < edge - 1), lines[start]
    )


def _columns(lines: list[Line]) -> list[float]:
    """Left edges of the columns: the gaps that no line crosses part them."""
    edges: list[tuple[float, float]] = []
    for x0, x1 in sorted((line.x0, line.x1) for line in lines):
        if edges and x0 < edges[-1][1] + 2:
            edges[-1] = (edges[-1][0], max(edges[-1][1], x1))
        else:
            edges.append((x0, x1))
    return [x0 for x0, _ in edges]


def _rows(lines: list[Line]) -> list[Row]:
    """Sort a table's lines, in reading order, into rows of cells."""
    columns = _columns(lines)
    rows: list[Row] = []
    for line in lines:
        column = max(k for k, x0 in enumerate(columns) if x0 <= line.x0 + 0.01)
        if not rows or (column == 0 and _new_row(rows[-1], line)):
            rows.append([[] for _ in columns])
        rows[-1][column].append(line)
    return rows


def _new_row(row: Row, line: Line) -> bool:
    """Whether a line in the first column opens a row: further down, or after a full row."""
    if not row[0] or line.size <= TEXT_SIZE:
        return True
    last = row[0][-1]
    if abs(_pitch(last, line)) < 2:
        return False
    tight = _pitch(last, line) <= TIGHT * line.size
    if not any(row[1:]):
        return not tight
    return not tight or not line.text.lstrip()[:1].islower()
