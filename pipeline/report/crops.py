"""Pieces of printed pages: where the words of a row stand, marked, as small PNG pictures."""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.evidence import same_bytes
from pipeline.records import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

SCALE = 1.8
"""Pixels a point: sharp in print at the size of the page."""
AROUND = (14.0, 20.0)
"""Points shown to the sides and above and below of the words."""
WIDTH, HEIGHT = 300.0, 230.0
"""Points that a piece is wide at least, as on a narrow telephone, and high at most."""
MARK, LINE = (255, 236, 140), (168, 80, 0)
COLOURS = 24


@dataclass(slots=True)
class Camera:
    """Takes pictures of printed evidence, `left` of them at most; keeps one file open."""

    left: int
    _key: str = ""
    _file: "PdfDocument | None" = None
    _gone: set[str] = field(default_factory=set)

    def picture(self, document: Any, boxes: str | None) -> str:
        """A data URL of the place of the boxes (JSON as in the tables), marked.

        Empty where the document is no PDF, its file is gone or has changed since it was read,
        or there have been enough pictures.
        """
        places = [Box(*box) for box in json.loads(boxes or "[]")]
        if not places or self.left <= 0 or document["media_type"] != "application/pdf":
            return ""
        file = self._open(document["source"], document["sha256"])
        drawn = _drawn(file, [box for box in places if box.page == places[0].page]) if file else b""
        if not drawn:
            return ""
        self.left -= 1
        return "data:image/png;base64," + base64.b64encode(drawn).decode("ascii")

    def _open(self, source: str, sha256: str) -> "PdfDocument | None":
        from pypdfium2 import PdfDocument, PdfiumError

        if self._key != sha256 and sha256 not in self._gone:
            self.close()
            data = same_bytes(source, sha256)
            try:
                self._file = PdfDocument(data) if data else None
            except PdfiumError:
                self._file = None
            if self._file is None:
                self._gone.add(sha256)
            self._key = sha256
        return self._file if sha256 not in self._gone else None

    def close(self) -> None:
        """Lets go of the file."""
        if self._file is not None:
            self._file.close()
        self._file, self._key = None, ""


@contextmanager
def camera(pictures: int) -> Iterator[Camera]:
    """A camera for so many pictures."""
    made = Camera(pictures)
    try:
        yield made
    finally:
        made.close()


def _drawn(file: "PdfDocument", boxes: list[Box]) -> bytes:
    """The part of a page around some boxes, as PNG; empty where there is no such page."""
    from pypdfium2 import PdfiumError

    try:
        page = file[boxes[0].page - 1]
        wide, high = page.get_size()
        left, top, right, bottom = _frame(boxes, wide, high)
        cut = (left, high - bottom, wide - right, top)
        picture = page.render(scale=SCALE, crop=cut).to_pil().convert("RGB")
        page.close()
    except (PdfiumError, IndexError):
        return b""
    return _marked(picture, [_moved(box, left, top) for box in boxes])


def _frame(boxes: list[Box], wide: float, high: float) -> tuple[float, float, float, float]:
    """The part of the page that is shown, in points: left, top, right, bottom."""
    beside, above = AROUND
    left, right = min(b.x0 for b in boxes) - beside, max(b.x1 for b in boxes) + beside
    missing = max(0.0, WIDTH - (right - left))
    left, right = max(0.0, left - missing / 4), min(wide, right + missing * 3 / 4)
    top = max(0.0, min(b.top for b in boxes) - above)
    bottom = min(high, max(b.bottom for b in boxes) + above, top + HEIGHT)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _moved(box: Box, left: float, top: float) -> tuple[float, float, float, float]:
    """A box in pixels of the picture."""
    x0, x1 = ((x - left) * SCALE for x in (box.x0 - 1, box.x1 + 1))
    y0, y1 = ((y - top) * SCALE for y in (box.top - 1, box.bottom + 1))
    return x0, y0, x1, y1


def _marked(picture: Any, places: list[tuple[float, float, float, float]]) -> bytes:
    """The picture with marker and line, which also shows without colours, as a small PNG."""
    from PIL import Image, ImageChops, ImageDraw

    marker = Image.new("RGB", picture.size, (255, 255, 255))
    pen = ImageDraw.Draw(marker)
    for place in places:
        pen.rectangle(place, fill=MARK)
    marked = ImageChops.multiply(picture, marker)
    pen = ImageDraw.Draw(marked)
    for x0, _, x1, y1 in places:
        pen.line((x0, y1, x1, y1), fill=LINE, width=2)
    into = io.BytesIO()
    marked.quantize(COLOURS).save(into, "PNG", optimize=True)
    return into.getvalue()
