"""Lines that run two columns together, parted where the lines around them show the columns.

A name that fills its column leaves no gap before the next one, so the reader could not see
that two cells stand there.
"""

from pipeline.document import Line, Locator

NEAR = 60.0
"""Points above and below within which other lines show where a column starts."""

ALIGNED = 3.0
"""Points by which the starts of a column's lines may differ."""


WIDE_SPACE = 0.45
"""Font sizes between two words that are more than a space, though no gap yet."""


def part_columns(lines: list[Line], locate: Locator | None) -> list[Line]:
    """A page's lines, those across two columns cut in two."""
    edges = _edges(lines) if locate else []
    if not edges or locate is None:
        return lines
    parted: list[Line] = []
    for line in lines:
        cut = _cut(line, edges, locate)
        parted.extend(_halves(line, cut, locate) if cut else [line])
    return parted


def _edges(lines: list[Line]) -> list[tuple[float, float]]:
    """(x, y) of the lines that stand to the right of another one on the same baseline."""
    first: dict[int, float] = {}
    for line in lines:
        row = round(line.baseline)
        first[row] = min(first.get(row, line.x0), line.x0)
    return [
        (line.x0, line.baseline)
        for line in lines
        if line.x0 > first[round(line.baseline)] + NEAR and line.size > 1
    ]


def _cut(line: Line, edges: list[tuple[float, float]], locate: Locator) -> int:
    """Offset of the word that starts where a column does; 0 where none does."""
    for x, y in edges:
        if not (line.x0 + NEAR < x < line.x1 - ALIGNED and 1 < abs(y - line.baseline) < NEAR):
            continue
        width = (line.x1 - line.x0) / max(1, len(line.text))
        for k in _words_near(line.text, (x - line.x0) / width):
            word, before = locate(line, k, k + 1), locate(line, 0, k)
            if word is None or before is None or abs(word.x0 - x) >= ALIGNED:
                continue
            if word.x0 - before.x1 > WIDE_SPACE * line.size:
                return k
    return 0


def _words_near(text: str, at: float) -> list[int]:
    """Offsets of the words that start about the character `at`, going by an average letter."""
    slack = 4 + 0.1 * len(text)
    return [
        k + 1
        for k, character in enumerate(text[:-1])
        if character.isspace() and not text[k + 1].isspace() and abs(k + 1 - at) < slack
    ]


def _halves(line: Line, cut: int, locate: Locator) -> list[Line]:
    left, right = locate(line, 0, cut), locate(line, cut, len(line.text))
    if left is None or right is None:
        return [line]
    inside = [mark for mark in line.marks if mark[1] <= cut]
    behind = [(a - cut, b - cut) for a, b in line.marks if a >= cut]
    return [
        line._replace(text=line.text[:cut], x1=left.x1, marks=tuple(inside)),
        line._replace(
            text=line.text[cut:], first=line.first + cut, x0=right.x0, marks=tuple(behind)
        ),
    ]
