"""Printed lines for tests of layout: set by hand, as a reader would hand them on."""

from collections.abc import Iterable
from typing import Any

from pipeline.document import Block, Document, Line, Page, Scan
from pipeline.layout import compose
from pipeline.records import Box

WIDTH, HEIGHT = 600.0, 800.0


def line(
    text: str, x0: float = 72, baseline: float = 200, *, size: float = 12, **more: Any
) -> Line:
    """A printed line whose letters are half as wide as high."""
    given: dict[str, Any] = {"page": 1, "x1": x0 + size * len(text) / 2} | more
    return Line(
        text=text,
        x0=x0,
        top=baseline - 0.8 * size,
        bottom=baseline + 0.2 * size,
        baseline=baseline,
        size=size,
        **given,
    )


def lines(*texts: str, top: float = 200, pitch: float = 14, **more: Any) -> list[Line]:
    """Lines one under the other."""
    return [line(text, baseline=top + k * pitch, **more) for k, text in enumerate(texts)]


def page(*printed: Line | Iterable[Line], number: int = 1, rules: Iterable[Box] = ()) -> Page:
    """A page of lines, each given the page's number."""
    flat = [each for part in printed for each in ([part] if isinstance(part, Line) else part)]
    numbered = tuple(each._replace(page=number) for each in flat)
    return Page(number, WIDTH, HEIGHT, numbered, tuple(r._replace(page=number) for r in rules))


def locate(printed: Line, start: int, end: int) -> Box | None:
    """The box of a part of a line whose letters are equally wide; spaces leave no ink."""
    words = printed.text[start:end]
    start, end = end - len(words.lstrip()), start + len(words.rstrip())
    if start >= end:
        return None
    width = (printed.x1 - printed.x0) / max(1, len(printed.text))
    x0, x1 = printed.x0 + start * width, printed.x0 + end * width
    return Box(printed.page, x0, printed.top, x1, printed.bottom)


def document_of(*pages: Page) -> Document:
    """The document of a PDF with these pages."""
    scan = Scan("application/pdf", list(pages), locate=locate)
    return compose(scan, sha256="0" * 64, source="report.pdf", size=1)


def document(*printed: Line | Iterable[Line]) -> Document:
    """The document of a PDF of one page with these lines."""
    return document_of(page(*printed))


def shown(read: Document) -> list[tuple[str, str]]:
    """(kind, text) of every block; the cells of a row are parted by bars."""
    return [(block.kind.value, text_of(read, block)) for block in read.blocks]


def text_of(read: Document, block: Block) -> str:
    return " | ".join(read.cell_texts(block)) if block.cells else read.of(block)
