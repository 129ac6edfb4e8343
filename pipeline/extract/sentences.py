"""Sentences of a piece of text, as offsets; rules only, so that it costs next to nothing."""

import re
from collections.abc import Iterator

END = re.compile(r"[.!?]+[’'”\")\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9£•])|\n+")
"""A sentence's end: its mark, closing quotes, a space, and what can open the next one."""

NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Cllr|Rev|Hon|Sir|St|No|Nos|vs|etc|e\.g|i\.e|Jr|Sr|approx"
    r"|para|paras|p|pp|Ch|Insp|Supt|Sgt)|(?<![A-Za-z])[A-Z])\.\s*$"
)
"""An abbreviation or an initial does not end a sentence."""


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence in `text[start:end]`, without the space around it."""
    stop = len(text) if end is None else end
    begin = start
    for mark in END.finditer(text, start, stop):
        if "\n" not in mark.group() and NO_END.search(text, begin, mark.end()):
            continue
        yield from _trimmed(text, begin, mark.end())
        begin = mark.end()
    yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield left, right
