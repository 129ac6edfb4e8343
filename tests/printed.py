"""PDFs made for a test. Places are points from the top left of the page as it is shown."""

import io
from collections.abc import Callable, Mapping, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 600.0, 800.0

Sides = tuple[float, float, float, float]
"""(x0, top, x1, bottom)"""


class Pen:
    """Writes and draws on one page."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def write(
        self, x: float, baseline: float, text: str, size: float = 12, bold: bool = False
    ) -> float:
        """Prints a line of text; returns where it ends."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - baseline, text)
        return x + float(stringWidth(text, font, size))

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.line(x0, HEIGHT - top, x1, HEIGHT - bottom)

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> None:
        """Rules a table."""
        for top in rows:
            self.rule(columns[0], top, columns[-1], top)
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])

    def picture(self) -> None:
        """Covers the page with a picture."""
        from PIL import Image

        image = ImageReader(Image.new("L", (8, 8), 128))
        self.canvas.drawImage(image, 0, 0, WIDTH, HEIGHT)


Draw = Callable[[Pen], object]


def pdf(
    *pages: Draw,
    turn: int = 0,
    crop: Sides | None = None,
    encrypt: StandardEncryption | None = None,
) -> bytes:
    """A PDF of pages of WIDTH × HEIGHT points.

    `turn` sets the pages on sheets that the viewer turns by so many quarters; `crop` is the
    part of the page that is shown.
    """
    out = io.BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), encrypt=encrypt, invariant=1)
    for draw in pages:
        canvas.saveState()
        canvas.translate(*_sheet(turn, 0, HEIGHT))
        canvas.rotate(90 * turn)
        draw(Pen(canvas))
        canvas.restoreState()
        canvas.setPageRotation(90 * turn)
        if crop:
            (a, b), (c, d) = _sheet(turn, *crop[:2]), _sheet(turn, *crop[2:])
            canvas.setCropBox((min(a, c), min(b, d), max(a, c), max(b, d)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _sheet(turn: int, x: float, top: float) -> tuple[float, float]:
    """Where a place of the shown page lies on the sheet, in PDF space."""
    up = HEIGHT - top
    return [(x, up), (top, x), (WIDTH - x, top), (up, WIDTH - x)][turn]


def written(*lines: str) -> Draw:
    """A page of plain lines, one under the other."""

    def draw(pen: Pen) -> None:
        for k, line in enumerate(lines):
            pen.write(72, 100 + 14 * k, line)

    return draw


def pdf_saying(text: str, characters: Mapping[str, str]) -> bytes:
    """A one-page PDF, written by hand, that prints lines of ASCII at (72, 142) and below.

    `characters` says what some of them mean: {"A": "😀"} prints a letter A that any reader
    takes for a smiling face. "" means that the PDF names no character.
    """
    codes = {k: v.encode("utf-16-be").hex() or "0000" for k, v in characters.items()}
    means = "\n".join(f"<{ord(k):02X}> <{v}>" for k, v in codes.items())
    shown = "\n".join(f"({line}) Tj 0 -14 Td" for line in text.splitlines())
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        _stream(f"BT /F 12 Tf 72 {HEIGHT - 142} Td {shown} ET"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        _stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
            "/CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
            f"{len(codes)} beginbfchar\n{means}\nendbfchar endcmap end end"
        ),
    ]
    return _assembled(objects)


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def _assembled(objects: Sequence[str]) -> bytes:
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(f"{len(out):010d} 00000 n \n")
        out += f"{number} 0 obj\n{body}\nendobj\n"
    count, table = len(objects) + 1, "".join(places)
    end = f"trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode("ascii")
