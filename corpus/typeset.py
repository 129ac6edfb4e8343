"""Set text in lines, lines on pages, and pages into a PDF, the same bytes every time.

All measures are PDF points. A page is filled from its top down with rows; footnotes that the rows
call for stand at its foot.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
REGULAR, BOLD, SYMBOLS = "Vera", "VeraBd", "VeraSymbols"
# The real reports' bullets are Wingdings and Symbol characters, which come out as private-use ones.
BULLETS = {
    "square": "\uf06e",
    "small": "\uf0a7",
    "disc": "\uf0b7",
    "medium": "\u25fc",
    "dot": "\u2022",
}
DASH = "\uf02d"
BULLET_STEP = 18.0
NUMBER_STEP = 32.0
FOOTNOTE_RULE = 144.0
FOOTNOTE_GAP = 24.0

# Marks, bold signs, spaces, then words. "pre-proceedings" may be broken after its hyphen, as a word
# processor does; "1.5" and "(a)" may not be broken.
TOKEN = re.compile(r"\[\^\d+\]|\*\*|[ \n]+|[^ \n*\[-]+-(?=\w)|[^ \n*\[-]+|.")


@dataclass(frozen=True)
class Piece:
    """Characters in one font; a footnote mark is raised by ``rise`` and names its ``note``."""

    text: str
    font: str
    size: float
    rise: float = 0.0
    note: str = ""

    @property
    def width(self) -> float:
        """How far the piece moves the pen."""
        return float(pdfmetrics.stringWidth(self.text, self.font, self.size))


@dataclass(frozen=True)
class Row:
    """One strip across the page.

    Pieces are ``(x, y, piece)`` and rules ``(x0, y0, x1, y1)``, with y going down from the row's
    top. ``gap`` is left above the row, except at the top of a page; ``keep`` keeps it on the page
    of the next row.
    """

    height: float
    gap: float = 0.0
    pieces: tuple[tuple[float, float, Piece], ...] = ()
    rules: tuple[tuple[float, float, float, float], ...] = ()
    keep: bool = False
    new_page: bool = False

    @property
    def notes(self) -> list[str]:
        """The footnotes whose marks stand in this row."""
        return [piece.note for _, _, piece in self.pieces if piece.note]


@dataclass(frozen=True)
class Style:
    """How a text is set: its column from ``x0`` to ``x1``, its type, the sign of its bullets."""

    x0: float
    x1: float
    size: float
    leading: float
    bullet: str = "square"
    font: str = REGULAR


@dataclass(frozen=True)
class Sheet:
    """What every page has: margins (left, right, top, bottom) and running lines."""

    margins: tuple[float, float, float, float]
    header: str
    footer: str
    size: float
    font: str
    rules: str
    alternate: bool
    plain_cover: bool
    first: int


def pieces_of(text: str, style: Style) -> Iterator[Piece]:
    """The smallest pieces of a text with inline marks; a space is a piece of its own."""
    bold = style.font == BOLD
    for token in TOKEN.findall(text):
        font = BOLD if bold else REGULAR
        if token == "**":
            bold = not bold
        elif token.startswith("[^"):
            mark = token[2:-1]
            yield Piece(mark, font, style.size * 0.65, style.size * 0.35, note=mark)
        else:
            yield Piece(" " if token.isspace() else token, font, style.size)


def unbreakable(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Groups that no line divides: "improve?" with its mark, but not the halves of "pre-birth"."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.text == " " or group[-1].text == " " or group[-1].text.endswith("-")):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def broken(text: str, style: Style) -> Iterator[list[Piece]]:
    """The lines of a text; each but the last keeps its closing space, as word processors do."""
    line: list[Piece] = []
    used = 0.0
    for group in unbreakable(pieces_of(text, style)):
        wide = sum(piece.width for piece in group)
        if line and group[0].text != " " and used + wide > style.x1 - style.x0:
            yield line
            line, used = [], 0.0
        line += group
        used += wide
    yield line


def placed(line: Sequence[Piece], x: float, y: float) -> tuple[tuple[float, float, Piece], ...]:
    """A line's pieces side by side on the baseline ``y``, neighbours of one font joined."""
    runs: list[tuple[float, float, Piece]] = []
    for piece in line:
        if runs and not piece.note and replace(piece, text=runs[-1][2].text) == runs[-1][2]:
            last_x, last_y, last = runs[-1]
            runs[-1] = (last_x, last_y, replace(last, text=last.text + piece.text))
        else:
            runs.append((x, y, piece))
        x += piece.width
    return tuple(runs)


def set_lines(text: str, style: Style, gap: float, keep: bool = False) -> list[Row]:
    """One text as rows, a row a line, with ``gap`` above the first."""
    height = style.size * style.leading
    return [
        Row(height, 0.0 if index else gap, placed(line, style.x0, style.size), keep=keep)
        for index, line in enumerate(broken(text, style))
    ]


def set_item(label: str, text: str, style: Style, gap: float, depth: int = 1) -> list[Row]:
    """A list item: a number, bullet or dash, and a text that hangs to the right of it."""
    numbered = label[0].isdigit()
    step = NUMBER_STEP if numbered else BULLET_STEP
    inner = replace(style, x0=style.x0 + step + 2 * BULLET_STEP * (depth - 1))
    first, *others = set_lines(text, inner, gap)
    sign = Piece(label, REGULAR if numbered else SYMBOLS, style.size)
    return [replace(first, pieces=((inner.x0 - step, style.size, sign), *first.pieces)), *others]


def needed(rows: Sequence[Row], notes: Mapping[str, Sequence[Row]]) -> float:
    """The height of rows together with their footnotes."""
    foot = [note for row in rows for mark in row.notes for note in notes[mark]]
    text = sum(row.gap + row.height for row in rows)
    return text + sum(row.height for row in foot) + (FOOTNOTE_GAP if foot else 0.0)


def paginated(
    rows: Sequence[Row], notes: Mapping[str, Sequence[Row]], room: float
) -> Iterator[list[Row]]:
    """Fill pages of ``room`` points, footnotes included."""
    page: list[Row] = []
    for index, row in enumerate(rows):
        together = [row]
        while together[-1].keep and index + len(together) < len(rows):
            together.append(rows[index + len(together)])
        if page and (row.new_page or needed([*page, *together], notes) > room):
            yield page
            page = []
        if not row.new_page:
            page.append(row)
    yield page


def draw_row(canvas: Canvas, row: Row, top: float) -> None:
    """Print a row whose upper edge is ``top`` points above the foot of the sheet."""
    for x, y, piece in row.pieces:
        canvas.setFont(piece.font, piece.size)
        canvas.drawString(x, top - y + piece.rise, piece.text)
    for x0, y0, x1, y1 in row.rules:
        canvas.line(x0, top - y0, x1, top - y1)


def draw_running(canvas: Canvas, sheet: Sheet, number: int) -> None:
    """Print header and footer: ``left | right``, or one text, right when it is a page number."""
    left, right = sheet.margins[0], WIDTH - sheet.margins[1]
    top, bottom = HEIGHT - sheet.margins[2], sheet.margins[3]
    canvas.setFont(sheet.font, sheet.size)
    for text, y in ((sheet.header, top + 20), (sheet.footer, bottom - 34)):
        start, bar, end = text.replace("{page}", str(number)).partition(" | ")
        if not bar and "{page}" in text and not (sheet.alternate and number % 2 == 0):
            start, end = "", start
        for index, line in enumerate(start.split(" // ") if start else ()):
            canvas.drawString(left, y - index * 1.2 * sheet.size, line)
        if end:
            canvas.drawRightString(right, y, end)
    if "header" in sheet.rules:
        canvas.line(left, top + 14, right, top + 14)
    if "footer" in sheet.rules:
        canvas.line(left, bottom - 18, right, bottom - 18)


def draw_page(
    canvas: Canvas, page: Sequence[Row], notes: Mapping[str, Sequence[Row]], sheet: Sheet
) -> None:
    """Print the rows from the top margin down, then their footnotes above the bottom margin."""
    top = HEIGHT - sheet.margins[2]
    for index, row in enumerate(page):
        top -= row.gap if index else 0.0
        draw_row(canvas, row, top)
        top -= row.height
    foot = [note for row in page for mark in row.notes for note in notes[mark]]
    top = sheet.margins[3] + sum(note.height for note in foot)
    if foot:
        left = sheet.margins[0]
        canvas.line(left, top + FOOTNOTE_GAP / 4, left + FOOTNOTE_RULE, top + FOOTNOTE_GAP / 4)
    for note in foot:
        draw_row(canvas, note, top)
        top -= note.height


def register_fonts() -> None:
    """Vera comes with reportlab; a copy of it, under its own name, prints the bullets as dots."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    symbols = TTFont(SYMBOLS, f"{REGULAR}.ttf", asciiReadable=False)
    face = symbols.face
    face.name = SYMBOLS.encode()
    for sign, like in [*((sign, "\u2022") for sign in BULLETS.values()), (DASH, "\u2013")]:
        face.charToGlyph[ord(sign)] = face.charToGlyph[ord(like)]
        face.charWidths[ord(sign)] = face.charWidths[ord(like)]
    pdfmetrics.registerFont(symbols)


def printed(
    rows: Sequence[Row], notes: Mapping[str, Sequence[Row]], sheet: Sheet, title: str
) -> bytes:
    """The PDF of rows. Nothing is compressed: other builds of zlib would give other bytes."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(title)
    room = HEIGHT - sheet.margins[2] - sheet.margins[3]
    for index, page in enumerate(paginated(rows, notes, room)):
        # Word, too, writes the running lines before the page's own text.
        if index or not sheet.plain_cover:
            draw_running(canvas, sheet, sheet.first + index)
        draw_page(canvas, page, notes, sheet)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
