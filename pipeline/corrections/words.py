"""Words in a text: where they stand, and where they went when the text was made anew."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.errors import CorrectionError

LIKE = {"'": "['‘’]", '"': '["“”]', "-": "[-‐‑–—]"}
"""What a keyboard has, and what is printed instead."""
AROUND = 30
"""Characters shown on either side of words that stand at several places."""
SHOWN = 5
"""Places that an error names."""

PageStarts = Sequence[tuple[int, int]]
"""(offset, page) wherever a text goes over to another page."""


def page_at(starts: PageStarts, offset: int) -> int:
    """The page, from 1, of a character of the text."""
    at = bisect_right([start for start, _ in starts], offset)
    return starts[at - 1][1] if at else 1


def find(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand: (start, end). Line breaks, typed quotes and hyphens do not matter."""
    parts = [
        "".join(LIKE.get(letter, re.escape(letter)) for letter in part) for part in words.split()
    ]
    return [m.span() for m in re.finditer(r"\s+".join(parts), text)] if parts else []


def place(text: str, starts: PageStarts, words: str, page: int | None = None) -> tuple[int, int]:
    """The only place of words in a text, or on one page of it: (start, end).

    Raises CorrectionError where they stand nowhere or more than once; it says where they do.
    """
    found = find(text, words)
    there = [span for span in found if page in (None, page_at(starts, span[0]))]
    if len(there) == 1:
        return there[0]
    if not found:
        raise CorrectionError(
            f"the document does not say {_cut(words)!r}: copy the words from its text, "
            "which findings read FILE --format text prints"
        )
    pages = ", ".join(str(each) for each in sorted({page_at(starts, at) for at, _ in found}))
    if not there:
        raise CorrectionError(f"{_cut(words)!r} is not on page {page}, but on page {pages}")
    where = "; ".join(
        f"page {page_at(starts, start)} (characters {start} to {end}): "
        f"…{_line(text[max(0, start - AROUND) : end + AROUND])}…"
        for start, end in there[:SHOWN]
    )
    raise CorrectionError(
        f"the document says {_cut(words)!r} {len(there)} times. Give more words, or --page. "
        f"It stands on {where}"
    )


def moved(text: str, start: int, end: int, quote: str) -> tuple[int, int] | None:
    """Where the words of `text[start:end]` are now: the nearest place; None where they are not.

    An evidence without words stays where it is.
    """
    if text[start:end] == quote:
        return start, end
    found = find(text, quote)
    return min(found, key=lambda span: (abs(span[0] - start), span)) if found else None


def _cut(words: str) -> str:
    line = _line(words)
    return line if len(line) <= 60 else line[:60] + " …"


def _line(text: str) -> str:
    """A piece of a document on one line, without characters that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
