"""Running headers, footers, page numbers and footnotes, set aside before the text is made."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest
from statistics import median_low

from pipeline.document import Line, Page
from pipeline.layout.draft import marker_of

MARGIN = 0.13
"""Share of the page's height, at the top and at the bottom, where furniture can stand."""

SAME_HEIGHT = 6.0
"""Points by which a running header may move from page to page."""

PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
LONE_MARK = re.compile(r"\d{1,2}|\*")
"""A footnote's mark that the reader found apart from its text."""

SMALL = 0.92
"""Footnotes are printed below this share of the body's font size."""


def body_size(pages: Iterable[Page]) -> float:
    """The font size, in points, of most characters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def running_keys(pages: list[Page]) -> set[str]:
    """Texts that return at the same height at the head or foot of pages, numbers ignored."""
    tops: dict[str, list[float]] = {}
    for page in pages:
        margins = {_key(line): line.top for line in page.lines if _in_margin(line, page)}
        for key, top in margins.items():
            tops.setdefault(key, []).append(top)
    enough = max(2, len(pages) // 4)
    middles = {key: median_low(heights) for key, heights in tops.items() if len(heights) >= enough}
    return {
        key
        for key, middle in middles.items()
        if sum(abs(top - middle) < SAME_HEIGHT for top in tops[key]) >= enough
    }


def split_furniture(page: Page, running: set[str]) -> tuple[list[Line], list[Line]]:
    """Part a page's lines into the body and its page number, headers and footers."""
    body: list[Line] = []
    aside: list[Line] = []
    for line, after in zip_longest(page.lines, page.lines[1:]):
        set_aside = _in_margin(line, page) and (
            not _in_table(line, page, running) and not _goes_on(line, after)
            if PAGE_NUMBER.fullmatch(line.text.strip())
            else _key(line) in running and marker_of(line.text) != line.text.strip()
        )
        (aside if set_aside else body).append(line)
    return body, aside


def _in_table(number: Line, page: Page, running: set[str]) -> bool:
    """Whether a lone number is a cell: words of the body stand on its line."""
    return any(
        abs(line.baseline - number.baseline) < number.size / 2
        for line in page.lines
        if line is not number and _key(line) not in running
    )


def _goes_on(mark: Line, after: Line | None) -> bool:
    """Whether a lone number is the mark of the footnote printed right behind it."""
    return (
        after is not None
        and 0 <= after.x0 - mark.x1 < 20
        and after.top - 5 < mark.bottom < after.bottom + 5
    )


def split_notes(lines: list[Line], size: float) -> tuple[list[Line], list[list[Line]]]:
    """Part a page's lines into the body and its footnotes, one list of lines each.

    A footnote is the small print under the last line of the body: it starts with a raised
    mark and goes on to the next one.
    """
    foot = [line for line in lines if line.size < SMALL * size and line.text.strip()]
    if not foot or size <= 1:
        return [line for line in lines if not _silent(line)], []
    floor = max((line.bottom for line in lines if line.size >= SMALL * size), default=0.0)
    notes: list[list[Line]] = []
    taken: set[int] = set()
    for line in foot:
        if line.top < floor - size / 2:
            continue
        if _opens_note(line):
            notes.append([])
        if notes:
            notes[-1].append(line)
            taken.add(id(line))
    return [line for line in lines if id(line) not in taken and not _silent(line)], notes


def _opens_note(line: Line) -> bool:
    raised = bool(line.marks) and line.marks[0][0] == 0
    return raised or LONE_MARK.fullmatch(line.text.strip()) is not None


def _silent(line: Line) -> bool:
    """Whether a line is blank, or but the note mark of the line before it, found apart."""
    return not line.text.strip() or line.marks == ((0, len(line.text)),)


def _key(line: Line) -> str:
    return DIGITS.sub("#", line.text).strip().lower()


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def letterhead_first(lines: list[Line]) -> list[Line]:
    """Lines drawn last but printed above all others (a sender's address) come first."""
    highest = [float("inf")]
    for line in lines:
        highest.append(min(highest[-1], line.top))
    first, lowest = len(lines), 0.0
    for k in range(len(lines) - 1, 0, -1):
        lowest = max(lowest, lines[k].bottom)
        if lowest <= highest[k]:
            first = k
    return lines[first:] + lines[:first]
