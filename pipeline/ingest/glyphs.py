"""The characters of a PDF's pages, and where they stand on the page as it is shown."""

import ctypes
from collections import OrderedDict
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.document import Line
from pipeline.errors import UnreadableError
from pipeline.records import Box

OPEN_PAGES = 48
"""Pages kept open for `locate`: enough for most reports, bounded for enormous ones."""

BOLD = 600
"""The weight at which a font is bold; 400 is the usual one."""

Rect = tuple[float, float, float, float]
"""(x0, top, x1, bottom)"""


class Glyphs:
    """The open pages of one PDF: text and rectangles by character index, pages from 1."""

    def __init__(self, pdf: pypdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._open: OrderedDict[int, tuple[Any, Any, Frame]] = OrderedDict()
        self._numbers = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def __len__(self) -> int:
        return len(self._pdf)

    def open(self, number: int) -> "tuple[Any, Frame]":
        """The text page and the frame of page `number`; the longest unused page is closed."""
        if number in self._open:
            self._open.move_to_end(number)
        else:
            page = pdfium.FPDF_LoadPage(self._pdf.raw, number - 1)
            if not page:
                raise UnreadableError("damaged_page", f"page {number} cannot be loaded")
            self._open[number] = (page, pdfium.FPDFText_LoadPage(page), Frame.of(page))
            if len(self._open) > OPEN_PAGES:
                _close(*self._open.popitem(last=False)[1][:2])
        return self._open[number][1:]

    def page(self, number: int) -> Any:
        """The page itself, which `open` keeps."""
        self.open(number)
        return self._open[number][0]

    def close(self) -> None:
        """Close every page and the file."""
        while self._open:
            _close(*self._open.popitem()[1][:2])
        self._pdf.close()

    def rects(self, text: Any, frame: "Frame", first: int, count: int) -> list[Rect]:
        """(x0, top, x1, bottom) of the pieces that a range of characters is printed in."""
        left, top, right, bottom = self._numbers
        found = []
        for k in range(pdfium.FPDFText_CountRects(text, first, count)):
            pdfium.FPDFText_GetRect(text, k, left, top, right, bottom)
            found.append(frame.box(left.value, top.value, right.value, bottom.value))
        return found

    def size(self, text: Any, at: int) -> float:
        """The size in points at which the character is printed, its text matrix applied."""
        size: float = abs(pdfium.FPDFText_GetFontSize(text, at))
        if pdfium.FPDFText_GetMatrix(text, at, self._matrix):
            size *= (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        return size

    def bold(self, text: Any, at: int) -> bool:
        """Whether the character is printed bold; fonts without a weight say so in their name."""
        weight: int = pdfium.FPDFText_GetFontWeight(text, at)
        if weight <= 0:
            pdfium.FPDFText_GetFontInfo(text, at, self._name, len(self._name), self._flags)
            return b"bold" in self._name.value.lower()
        return weight >= BOLD

    def baseline(self, text: Any, at: int, frame: "Frame") -> float:
        """Where the line's letters stand, in points from the top of the page."""
        x, y = self._numbers[:2]
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        return frame.box(x.value, y.value, x.value, y.value)[1]

    def locate(self, line: Line, start: int, end: int) -> Box | None:
        """The box of `line.text[start:end]`, as high as the line; None where nothing shows."""
        if start <= 0 and end >= len(line.text):
            return Box(line.page, *(round(v, 1) for v in line[3:7]))
        text, frame = self.open(line.page)
        rects = self.rects(text, frame, line.first + start, end - start)
        if not rects:
            return None
        x0, _, x1, _ = around(rects)
        return Box(line.page, *(round(v, 1) for v in (x0, line.top, x1, line.bottom)))


class Frame:
    """A page's visible area: turns PDF space into points from its top left corner."""

    __slots__ = ("bottom", "left", "right", "top", "turn")

    def __init__(self, left: float, bottom: float, right: float, top: float, turn: int) -> None:
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.turn = turn

    @classmethod
    def of(cls, page: Any) -> "Frame":
        """The crop box of a loaded page with its rotation in quarter turns."""
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        return cls(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))

    @property
    def size(self) -> tuple[float, float]:
        """(width, height) in points as the page is shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def box(self, left: float, high: float, right: float, low: float) -> Rect:
        """(x0, top, x1, bottom) of a rectangle of PDF space."""
        if self.turn == 1:
            return (low - self.bottom, left - self.left, high - self.bottom, right - self.left)
        if self.turn == 2:
            return (self.right - right, low - self.bottom, self.right - left, high - self.bottom)
        if self.turn == 3:
            return (self.top - high, self.right - right, self.top - low, self.right - left)
        return (left - self.left, self.top - high, right - self.left, self.top - low)


def around(rects: list[Rect]) -> Rect:
    """The smallest rectangle that holds all of them."""
    x0, top, x1, bottom = zip(*rects, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def _close(page: Any, text: Any) -> None:
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
