"""HTML by trafilatura: the main content, its title and its date, without menus and footers.

The page's elements are laid out on an imaginary sheet, so that headings, list items and
tables reach layout in the same form as those of a PDF. Nothing is printed, so no boxes.
"""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from pipeline.document import Line, Page, Scan
from pipeline.errors import UnreadableError
from pipeline.ingest.text import decode, doubts

SIZE, PITCH, LETTER, INDENT, COLUMN = 10.0, 25.0, 5.0, 20.0, 100_000.0
"""Points of the imaginary sheet: font size, from row to row, a letter, a list, a column."""

HEADING_SIZES = {"h1": 20.0, "h2": 16.0, "h3": 14.0}

BLOCKS = {"p", "head", "list", "item", "quote", "table", "row", "cell", "div"}
"""Trafilatura's elements that stand apart from the words around them; others are in the line."""


class Row(NamedTuple):
    """What stands side by side on the sheet: the words of one element, or of a row's cells."""

    cells: tuple[str, ...]
    depth: int = 0
    size: float = SIZE
    bold: bool = False


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of an HTML page; raises UnreadableError with code `no_content`."""
    import trafilatura  # takes a third of a second to import

    page = decode(data)
    content = trafilatura.extract(
        page,
        output_format="xml",
        with_metadata=True,
        include_tables=True,
        include_comments=False,
        include_formatting=True,
    )
    root = fromstring(content) if content else None
    main = root.find("main") if root is not None else None
    rows = list(_rows(main)) if main is not None else []
    if root is None or not rows:
        raise UnreadableError(
            "no_content",
            "is an HTML page without an article (an error or menu page?): save the page that "
            "holds the report or the press release",
        )
    hints = {key: root.attrib[key] for key in ("title", "date") if root.attrib.get(key)}
    lines = tuple(line for k, row in enumerate(rows) for line in _lines(row, k))
    sheet = Page(1, COLUMN, PITCH * len(rows), lines)
    return Scan("text/html", [sheet], hints, doubts(page, source))


def _rows(parent: Element, depth: int = 0) -> Iterator[Row]:
    """The rows of an element that holds others, and words between them."""
    for in_line, parts in groupby(_parts(parent), key=lambda part: isinstance(part, str)):
        if in_line:
            yield from _row("".join(map(str, parts)), depth)
        else:
            for part in parts:
                if isinstance(part, Element):
                    yield from _block(part, depth)


def _block(element: Element, depth: int) -> Iterator[Row]:
    if element.tag == "head":
        size = HEADING_SIZES.get(element.get("rend", ""), 12.0)
        yield from _row(_words(element), depth, size, bold=True)
    elif element.tag == "list":
        for number, item in enumerate(element.findall("item"), 1):
            marker = {"ul": "• ", "ol": f"{number}. "}.get(element.get("rend", ""), "")
            yield from _row(_words(item, {"list"}), depth, marker=marker)
            for inner in item.findall("list"):
                yield from _block(inner, depth + 1)
    elif element.tag == "row":
        cells = tuple(_words(cell) for cell in element)
        if any(cells):
            yield Row(cells)
    else:
        yield from _rows(element, depth)


def _row(
    text: str, depth: int, size: float = SIZE, bold: bool = False, marker: str = ""
) -> Iterator[Row]:
    words = " ".join(text.split())
    if words:
        yield Row((marker + words,), depth, size, bold)


def _parts(parent: Element) -> Iterator[str | Element]:
    """An element's words in their order, and the blocks and line breaks between them."""
    yield parent.text or ""
    for child in parent:
        if child.tag in BLOCKS or child.tag == "lb":
            yield child
        else:
            yield from _parts(child)
        yield child.tail or ""


def _words(element: Element, but: Collection[str] = ()) -> str:
    """All words of an element, but for those of some elements inside it."""
    parts = (
        part if isinstance(part, str) else f" {_words(part, but)} "
        for part in _parts(element)
        if isinstance(part, str) or part.tag not in but
    )
    return " ".join("".join(parts).split())


def _lines(row: Row, number: int) -> Iterator[Line]:
    top = number * PITCH
    bottom = top + SIZE
    for column, text in enumerate(row.cells):
        x0 = column * COLUMN + row.depth * INDENT
        x1 = x0 + LETTER * len(text)
        if text:
            yield Line(1, text, 0, x0, top, x1, bottom, bottom, row.size, row.bold)
