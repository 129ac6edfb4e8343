"""PDF by pypdfium2: every page's text in reading order, with the box and font behind each line.

pdfium gives a page's text in the order in which it was drawn, one character index for every
character, and on demand the rectangles behind any range of characters. A whole line's boxes
and font cost a handful of calls; the exact box of a few words is asked for only when they
become evidence (`Glyphs.locate`).
"""

import ctypes
import re
from collections import OrderedDict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.document import Line, Page, Scan
from pipeline.errors import UnreadableError
from pipeline.records import Box, Problem

OPEN_PAGES = 48
"""Pages kept open for `locate`: enough for most reports, bounded for enormous ones."""

COLUMN_GAP = 1.4
"""A gap wider than this many font sizes inside a line parts two columns or cells."""

RAISED = 0.8
"""A digit printed below this share of its line's font size is a note mark."""

NOTE_MARK = re.compile(
    r"(?<=[^\W\d_]|[’'”\").,;:?!])\d{1,2}(?![\w%£]|[.,]\d)|^\d{1,2}(?=\s*[^\W\d_])"
)
"""A digit glued to a word ("Board1", "improve?1") or opening a line, where a footnote's own
mark stands; its size decides whether it is a mark."""

HYPHENS = "\ufffe\x02"
"""pdfium's signs for a hyphen at a line's end."""

UNKNOWN = "\ufffd"
"""Stands for a printed sign of which the PDF does not say what it is."""

PART_END = re.compile(rf"\r\n|(?<=[{HYPHENS}\U00010000-\U0010ffff])|\Z")
"""pdfium's own line break, or the sign for a hyphen (no break follows it), or a character
which pdfium counts as two, so that indices keep in step within a part."""

SAME_LENGTH = str.maketrans(
    dict.fromkeys([*map(chr, range(32)), "\xa0", "\u2028", "\u2029"], " ")
    | dict.fromkeys(HYPHENS, "-")
)

FEWEST_RULES = 4

Rect = tuple[float, float, float, float]

PASSWORD = 4
"""FPDF_ERR_PASSWORD of fpdfview.h."""


class Glyphs:
    """The open pages of one PDF: text and rectangles by character index, pages from 1."""

    def __init__(self, pdf: pypdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._open: OrderedDict[int, tuple[Any, Any, Frame]] = OrderedDict()
        self._numbers = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()

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
        x0, _, x1, _ = _around(rects)
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


def _around(rects: list[Rect]) -> Rect:
    x0, top, x1, bottom = zip(*rects, strict=True)
    return (min(x0), min(top), max(x1), max(bottom))


def _close(page: Any, text: Any) -> None:
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of a PDF.

    Raises UnreadableError with code `encrypted`, `damaged_pdf` or `no_text`. A page that
    cannot be loaded or has no text becomes a problem of the scan, and the others are read.
    """
    glyphs = Glyphs(_open(data))
    result = Scan("application/pdf", [], locate=glyphs.locate, close=glyphs.close)
    for number in range(1, len(glyphs._pdf) + 1):
        try:
            text, frame = glyphs.open(number)
        except UnreadableError as error:
            result.problems.append(_problem(source, error.code, str(error), number))
            result.pages.append(Page(number, 0.0, 0.0, ()))
            continue
        lines = tuple(_lines(glyphs, text, frame, number))
        drawn = _drawn(glyphs.page(number))
        if not lines and pdfium.FPDF_PAGEOBJ_IMAGE in drawn:
            message = "page is a picture without a text layer: run OCR on it (e.g. ocrmypdf)"
            result.problems.append(_problem(source, "page_without_text", message, number))
        rules = _rules(drawn.get(pdfium.FPDF_PAGEOBJ_PATH, []), frame, number)
        result.pages.append(Page(number, *frame.size, lines, rules))
    if not any(page.lines for page in result.pages):
        glyphs.close()
        raise UnreadableError(
            "no_text",
            f"none of its {len(result.pages)} pages has a text layer (a scan?): "
            "run OCR on it first, for example with ocrmypdf",
        )
    return result


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == PASSWORD or "password" in str(error).lower():
            raise UnreadableError(
                "encrypted", "the PDF is protected by a password: save a copy without one"
            ) from error
        raise UnreadableError(
            "damaged_pdf", "the PDF is truncated or damaged: download it again"
        ) from error


def _problem(source: str, code: str, message: str, page: int) -> Problem:
    return Problem(source=source, stage="ingest", code=code, message=message, page=page)


def _drawn(page: Any) -> dict[int, list[Any]]:
    """The pictures and paths of a page, by pdfium's object type."""
    found: dict[int, list[Any]] = {}
    for k in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, k)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_TEXT:
            found.setdefault(kind, []).append(item)
    return found


def _rules(paths: list[Any], frame: Frame, number: int) -> tuple[Box, ...]:
    """The boxes of drawn lines and frames; a table cannot be ruled with fewer than four."""
    if len(paths) < FEWEST_RULES:
        return ()
    sides = tuple(ctypes.c_float() for _ in range(4))
    found = []
    for path in paths:
        if pdfium.FPDFPageObj_GetBounds(path, *sides):
            left, bottom, right, top = (side.value for side in sides)
            found.append(Box(number, *frame.box(left, top, right, bottom)))
    return tuple(found)


def _lines(glyphs: Glyphs, text: Any, frame: Frame, number: int) -> Iterator[Line]:
    for part, first in _parts(text):
        if part.strip():
            yield from _pieces(glyphs, text, frame, number, part, first)


def _parts(text: Any) -> Iterator[tuple[str, int]]:
    """What a page prints, cut at line ends, each part with the index of its first character."""
    count = pdfium.FPDFText_CountChars(text)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = max(0, pdfium.FPDFText_GetText(text, 0, count, buffer) - 1)
    content = bytes(buffer)[: written * 2].decode("utf-16-le", "replace")
    if HYPHENS[0] in content:
        content = _only_hyphens(text, content)
    start = at = 0
    for end in PART_END.finditer(content):
        part = content[start : end.start()]
        yield part, pdfium.FPDFText_GetCharIndexFromTextIndex(text, at)
        at += len(part) + (part[-1:] > "\uffff") + len(end.group())
        start = end.end()


def _only_hyphens(text: Any, content: str) -> str:
    """pdfium's sign for a hyphen also stands for a sign that it does not know: part them."""

    def known(found: re.Match[str]) -> str:
        at = len(content[: found.start()].encode("utf-16-le")) // 2
        index = pdfium.FPDFText_GetCharIndexFromTextIndex(text, at)
        return found.group() if pdfium.FPDFText_IsHyphen(text, index) else UNKNOWN

    return re.sub(HYPHENS[0], known, content)


def _pieces(
    glyphs: Glyphs, text: Any, frame: Frame, number: int, part: str, first: int
) -> Iterator[Line]:
    """One printed line, parted where a wide gap shows that it holds two columns or cells."""
    rects = glyphs.rects(text, frame, first, len(part))
    if not rects:
        return
    letter = next((k for k, c in enumerate(part) if c.isalpha()), 0)
    size = glyphs.size(text, first + letter)
    if _widest_gap(rects) > COLUMN_GAP * size:
        gaps = _cuts(glyphs, text, frame, part, first, COLUMN_GAP * size)
        cuts = [0, *gaps, len(part)]
        if len(cuts) > 2:
            for a, b in pairwise(cuts):
                yield from _pieces(glyphs, text, frame, number, part[a:b], first + a)
            return
    bold = pdfium.FPDFText_GetFontWeight(text, first + letter) >= 600
    marks = tuple(
        (m.start(), m.end())
        for m in NOTE_MARK.finditer(part)
        if glyphs.size(text, first + m.start()) < RAISED * size
    )
    x0, top, x1, bottom = _around(rects)
    clean = part.translate(SAME_LENGTH)
    baseline = glyphs.baseline(text, first + letter, frame)
    yield Line(number, clean, first, x0, top, x1, bottom, baseline, size, bold, marks)


def _widest_gap(rects: list[Rect]) -> float:
    return max((b[0] - a[2] for a, b in pairwise(rects)), default=0.0)


def _cuts(
    glyphs: Glyphs, text: Any, frame: Frame, part: str, first: int, gap: float
) -> Iterator[int]:
    """Offsets in a line at which the next word starts more than `gap` points further on."""
    for word in re.finditer(r"(?<=\S)\s+(?=\S)", part):
        before = glyphs.rects(text, frame, first + word.start() - 1, 1)
        after = glyphs.rects(text, frame, first + word.end(), 1)
        if before and after and after[0][0] - before[0][2] > gap:
            yield word.end()
