"""A document's text with the words marked that a row was read from."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.explore.rows import Entry

WHOLE = 30_000
"""Characters up to which a text is shown whole."""
AROUND = 1_500
"""Characters that are shown before and after a passage of a longer one."""


class Piece(NamedTuple):
    """Some characters of the text: the evidence, words of another finding, or neither."""

    text: str
    marked: bool
    other: Entry | None


class Passage(NamedTuple):
    """A part of a text in pieces; whether it was cut before and after; where it starts."""

    pieces: list[Piece]
    before: bool
    after: bool
    start: int
    text: str


def passage(text: str, start: int, end: int, entries: Sequence[Entry]) -> Passage:
    """The text around `text[start:end]`, cut at lines, with what else was read from it."""
    if len(text) <= WHOLE:
        first, last = 0, len(text)
    else:
        first = text.rfind("\n", 0, max(0, start - AROUND)) + 1
        last = text.find("\n", min(len(text), end + AROUND))
        last = len(text) if last < 0 else last
    return _passage(text, first, last, (start, end), entries)


def page_passage(
    text: str,
    starts: Sequence[tuple[int, int]],
    page: int,
    marked: tuple[int, int],
    entries: Sequence[Entry],
) -> Passage:
    """The text of the page on which `marked` (start, end) begins; all of it where it is unpaged."""
    at = bisect_right([offset for offset, _ in starts], marked[0]) - 1
    if at < 0 or starts[at][1] != page:
        return passage(text, *marked, entries)
    first = starts[at][0] if at else 0
    last = starts[at + 1][0] if at + 1 < len(starts) else len(text)
    return _passage(text, first, max(last, marked[1]), marked, entries)


def _passage(
    text: str, first: int, last: int, marked: tuple[int, int], entries: Sequence[Entry]
) -> Passage:
    pieces = _pieces(text, first, last, marked, entries)
    return Passage(pieces, first > 0, last < len(text), first, text[first:last])


def _pieces(
    text: str, first: int, last: int, marked: tuple[int, int], entries: Sequence[Entry]
) -> list[Piece]:
    """Cuts a text wherever a mark or a finding begins or ends; the shortest finding counts."""
    near = [entry for entry in entries if entry.start < last and entry.end > first]
    edges = {first, last, *marked}
    edges.update(edge for entry in near for edge in (entry.start, entry.end))
    cuts = sorted(edge for edge in edges if first <= edge <= last)
    found = []
    for at, until in pairwise(cuts):
        over = [entry for entry in near if entry.start <= at and until <= entry.end]
        inside = marked[0] <= at and until <= marked[1]
        shortest = min(over, key=lambda entry: entry.end - entry.start, default=None)
        found.append(Piece(text[at:until], inside, None if inside else shortest))
    return found
