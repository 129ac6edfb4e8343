"""PDF by pypdfium2: every page's text in reading order, with the box and font behind each line.

pdfium gives a page's text in the order in which it was drawn, one character index for every
character, and on demand the rectangles behind any range of characters. A whole line's boxes
and font cost a handful of calls; the exact box of a few words is asked for only when they
become evidence (`Glyphs.locate`, in `pipeline.ingest.glyphs`).
"""

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.document import Line, Page, Scan
from pipeline.errors import UnreadableError
from pipeline.ingest.glyphs import Frame, Glyphs, Rect, around
from pipeline.records import Box, Problem

COLUMN_GAP = 1.4
"""A gap wider than this many font sizes inside a line parts two columns or cells."""

RAISED = 0.8
"""A digit printed below this share of its line's font size is a note mark."""

NOTE_MARK = re.compile(
    r"(?<=[^\W\d_]|[’'”\").,;:?!])\d{1,2}(?![\w%£]|[.,]\d)|^\d{1,2}(?=\s*[^\W\d_])"
)
"""A digit glued to a word ("Board1", "improve?1") or opening a line, where a footnote's own
mark stands; its size decides whether it is a mark."""

LONE_MARK = re.compile(r"\d{1,2}\s*")

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

MOST_RULES = 100
"""A page without text that draws more than this many paths draws its letters."""

UNKNOWN_SHARE = 0.1

TAIL = 2048
"""Bytes at the end of a file among which a whole PDF says that it ends."""

TRUNCATED = "it breaks off before its end, some of it may be missing: download it again"
NO_TEXT = "page is a picture without a text layer: run OCR on it (e.g. ocrmypdf)"
UNKNOWN_TEXT = (
    "page does not say which characters it prints: run OCR on it (e.g. ocrmypdf --force-ocr)"
)

PROTECTED = {4, 5}
"""FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY of fpdfview.h."""


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of a PDF.

    Raises UnreadableError with code `encrypted`, `damaged_pdf` or `no_text`. A page that
    cannot be loaded or has no text becomes a problem of the scan, and the others are read.
    """
    glyphs = Glyphs(_open(data))
    result = Scan("application/pdf", [], locate=glyphs.locate, close=glyphs.close)
    if b"%%EOF" not in data[-TAIL:]:
        result.problems.append(_problem(source, "truncated", TRUNCATED))
    for number in range(1, len(glyphs) + 1):
        try:
            text, frame = glyphs.open(number)
        except UnreadableError as error:
            result.problems.append(_problem(source, error.code, str(error), number))
            result.pages.append(Page(number, 0.0, 0.0, ()))
            continue
        lines = tuple(_lines(glyphs, text, frame, number))
        drawn = _drawn(glyphs.page(number))
        if remark := _remark(lines, drawn):
            result.problems.append(_problem(source, *remark, number))
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
        if pdfium.FPDF_GetLastError() in PROTECTED or "password" in str(error).lower():
            raise UnreadableError(
                "encrypted", "the PDF is protected by a password: save a copy without one"
            ) from error
        raise UnreadableError(
            "damaged_pdf", "the PDF is truncated or damaged: download it again"
        ) from error


def _problem(source: str, code: str, message: str, page: int | None = None) -> Problem:
    return Problem(source=source, stage="ingest", code=code, message=message, page=page)


def _remark(lines: tuple[Line, ...], drawn: dict[int, list[Any]]) -> tuple[str, str] | None:
    """Code and message of what is wrong with a page's text, if anything is."""
    paths = len(drawn.get(pdfium.FPDF_PAGEOBJ_PATH, ()))
    if not lines and (drawn.keys() - {pdfium.FPDF_PAGEOBJ_PATH} or paths > MOST_RULES):
        return "page_without_text", NO_TEXT
    printed = "".join(line.text for line in lines)
    if printed.count(UNKNOWN) > UNKNOWN_SHARE * len(printed):
        return "unknown_characters", UNKNOWN_TEXT
    return None


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
    before = None
    for part, first in _parts(text):
        if part.strip():
            for line in _pieces(glyphs, text, frame, number, part, first):
                if before is not None and _is_mark(before, line):
                    yield line._replace(marks=((0, len(line.text)),))
                else:
                    yield line
                before = line


def _is_mark(before: Line, line: Line) -> bool:
    """Whether a line is nothing but the raised note mark of the line before it."""
    return (
        LONE_MARK.fullmatch(line.text) is not None
        and line.size < RAISED * before.size
        and before.baseline - before.size < line.baseline < before.baseline - 1
        and abs(line.x0 - before.x1) < before.size / 2
    )


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
    bold = glyphs.bold(text, first + letter)
    marks = tuple(
        (m.start(), m.end())
        for m in NOTE_MARK.finditer(part)
        if glyphs.size(text, first + m.start()) < RAISED * size
    )
    x0, top, x1, bottom = around(rects)
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
