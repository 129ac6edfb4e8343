"""Plain text: the encoding is found out, every printed line becomes a `Line` without a box."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from charset_normalizer import from_bytes

from pipeline.document import Line, Page, Scan
from pipeline.errors import UnreadableError
from pipeline.records import Problem

UNKNOWN = "\ufffd"
"""Stands for what is no character in the file's encoding."""

CONTROLS = str.maketrans({k: " " for k in range(32) if chr(k) not in "\t\n\v\f\r\x1c\x1d\x1e"})
"""Characters that no text prints; those left out end a line or are a tab."""

MOST_CONTROLS = 0.01
"""Share of such characters above which a file is no text."""

NOT_TEXT = "is neither PDF, HTML nor text in a known encoding: convert it to PDF first"


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16 with a mark, or the likeliest legacy encoding.

    What is no character becomes U+FFFD. Raises UnreadableError with code `not_text` where no
    encoding makes sense of the bytes.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        text = _utf8(data) or _legacy(data)
    if sum(text.count(chr(code)) for code in CONTROLS) > MOST_CONTROLS * len(text):
        raise UnreadableError("not_text", NOT_TEXT)
    return text


def _utf8(data: bytes) -> str:
    """The text if it is UTF-8 but for a slip here and there, else nothing."""
    text = data.decode("utf-8-sig", "replace")
    slips = text.count(UNKNOWN)
    beyond_ascii = sum(character > "\x7f" for character in text) if slips else 0
    return text if beyond_ascii >= 2 * slips else ""


def _legacy(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=["cp1252", "utf-8", "latin-1", "mac_roman"]).best()
    if best is None:
        raise UnreadableError("not_text", NOT_TEXT)
    return str(best)


def doubts(text: str, source: str) -> list[Problem]:
    """The problem of a text that holds bytes of another encoding, if it does."""
    if UNKNOWN not in text:
        return []
    message = f"{text.count(UNKNOWN)} of its characters cannot be read: save it again as UTF-8"
    return [Problem(source=source, stage="ingest", code="unknown_characters", message=message)]


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of a plain text; raises UnreadableError, code `not_text` or `empty`."""
    text = decode(data)
    page = page_of(text.translate(CONTROLS))
    if not page.lines:
        raise UnreadableError("empty", "the file holds no text: download it again")
    return Scan("text/plain", [page], problems=doubts(text, source))


CELL_END = re.compile(r"\t+| {3,}|\s*\|\s*|\s?\.{4,}\s?|\s?…{2,}\s?")
"""What parts two cells of a row in plain text: tabs, a wide gap, a bar, dotted leaders."""

ITEM_MARK = re.compile(r"[^\w\s]+|\(?\w{1,3}[.)]|\d{1,2}\.\d{1,2}")
"""A bullet or number before a wide gap belongs to the words behind it."""

WORDS = 3
"""An item of a list has so many words; a cell may have fewer."""

SENTENCE = re.compile(r"[.!?][’'”\")]*(?=\s|$)")
"""Where a sentence ends."""

NEAR = 5
"""Lines from one item of such a list to the next."""

GUTTER = 2.0
"""Columns left free between two cells."""


def page_of(text: str) -> Page:
    """A text as one page whose unit is one character: x counts columns, y counts lines.

    The cells of a row are spread evenly over the width of the text, as their own places do not
    line up where tabs part them.
    """
    printed = [line.rstrip() for line in text.splitlines()]
    items = _numbered(printed)
    width = float(max((len(line.expandtabs(4)) for line in printed), default=0))
    early = _broken_early(printed, width)
    lines = []
    for row, text in enumerate(printed):
        cells = list(_cells(text, float(row), width, row in items))
        lines += [cells[0]._replace(x1=width)] if row in early else cells
    return Page(1, width, len(printed), tuple(lines))


def _broken_early(printed: list[str], width: float) -> set[int]:
    """Rows that end before the margin in the middle of a paragraph's sentence.

    A paragraph is what stands between empty lines, ends with a sentence, and has at least as
    many lines that are full or end a sentence on the way; anything else may be a list.
    """
    found: set[int] = set()
    for filled, rows in groupby(range(len(printed)), key=lambda row: printed[row] != ""):
        block = list(rows)
        if not filled or any(_is_set(printed[row]) for row in block):
            continue
        if not SENTENCE.search(printed[block[-1]][-3:]):
            continue
        short = {
            row
            for row in block[:-1]
            if not printed[row].endswith((".", "!", "?", ":", ";", "…", "”", '"', "’"))
            and len(printed[row]) + 1 + len(printed[row + 1].split()[0]) < width
        }
        ended = sum(SENTENCE.search(printed[row]) is not None for row in block[:-1])
        full = len(block) - 1 - len(short)
        if len(short) <= max(full, ended):
            found |= short
    return found


def _is_set(line: str) -> bool:
    """Whether a line is an item, a row of cells or a label, and no line of a paragraph."""
    _, *rest = CELL_END.split(line.strip())
    marked = ITEM_MARK.fullmatch(line.split(maxsplit=1)[0])
    return bool(rest or marked or line.endswith(":"))


def _numbered(printed: list[str]) -> set[int]:
    """Rows that are items of a list whose numbers have no dot: “1”, a wide gap, and words."""
    numbers = {}
    for row, line in enumerate(printed):
        cells = CELL_END.split(line.strip())
        if len(cells) == 2 and cells[0].isdecimal() and len(cells[1].split()) >= WORDS:
            numbers[row] = int(cells[0])
    order = sorted(numbers)
    pairs = [(a, b) for a, b in pairwise(order) if numbers[b] == numbers[a] + 1 and b - a <= NEAR]
    return {row for pair in pairs for row in pair}


def _cells(printed: str, y: float, width: float, item: bool = False) -> Iterator[Line]:
    """The cells of a line; a line that is no row is one cell as wide as its words."""
    indent = float(len(printed.expandtabs(4)) - len(printed.expandtabs(4).lstrip()))
    cells = [cell for cell in CELL_END.split(printed.strip()) if cell]
    if len(cells) > 1 and (item or ITEM_MARK.fullmatch(cells[0])):
        gap = "\t" if cells[0].isdecimal() else " "
        cells[:2] = [f"{cells[0]}{gap}{cells[1]}"]
    share = (width - indent) / max(1, len(cells))
    for k, cell in enumerate(cells):
        x0 = indent + k * share
        x1 = x0 + (len(cell) if len(cells) == 1 else min(len(cell), share - GUTTER))
        yield Line(1, cell, 0, x0, y, max(x0, x1), y + 1, y + 1, 1.0)
