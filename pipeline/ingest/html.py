"""HTML by trafilatura: the main content, its title and its date, without menus and footers.

The page's elements are laid out on an imaginary sheet, so that headings, list items and
tables reach layout in the same form as those of a PDF. Nothing is printed, so no boxes.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from pipeline.document import Line, Page, Scan
from pipeline.errors import UnreadableError
from pipeline.ingest.text import decode

SIZE, PITCH, LETTER, COLUMN = 10.0, 25.0, 5.0, 5000.0
"""Points of the imaginary sheet: font size, from line to line, a letter, a table's column."""

HEADING_SIZES = {"h1": 20.0, "h2": 16.0, "h3": 14.0}


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of an HTML page; raises UnreadableError with code `no_content`."""
    import trafilatura  # takes a third of a second to import

    content = trafilatura.extract(
        decode(data),
        output_format="xml",
        with_metadata=True,
        include_tables=True,
        include_comments=False,
        include_formatting=True,
    )
    if not content:
        raise UnreadableError(
            "no_content", "is an HTML page without an article (an error or menu page?)"
        )
    root = ElementTree.fromstring(content)
    hints = {key: root.attrib[key] for key in ("title", "date") if root.attrib.get(key)}
    lines = tuple(_lines(root.find("main")))
    return Scan("text/html", [Page(1, COLUMN, PITCH * len(lines), lines)], hints)


def _lines(main: ElementTree.Element | None) -> Iterator[Line]:
    for row, (element, marker) in enumerate(_blocks(main) if main is not None else ()):
        if element.tag == "row":
            for column, cell in enumerate(element.iter("cell")):
                yield from _line(_words(cell), row, column)
        elif element.tag == "head":
            size = HEADING_SIZES.get(element.get("rend", ""), 12.0)
            yield from _line(_words(element), row, 0, size, bold=True)
        else:
            yield from _line(marker + _words(element), row, 0)


def _blocks(parent: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str]]:
    """Elements that stand on a line of their own, each with its list marker."""
    for element in parent:
        if element.tag == "list":
            ordered = element.get("rend") == "ol"
            for number, item in enumerate(element.iter("item"), 1):
                yield item, f"{number}. " if ordered else "• "
        elif element.tag in {"quote", "table", "div"} and len(element):
            yield from _blocks(element)
        else:
            yield element, ""


def _words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _line(
    text: str, row: int, column: int, size: float = SIZE, bold: bool = False
) -> Iterator[Line]:
    if text:
        x0, top = column * COLUMN, row * PITCH
        x1, bottom = x0 + LETTER * len(text), top + SIZE
        yield Line(1, text, 0, x0, top, x1, bottom, bottom, size, bold)
