"""Pages of PDFs as they are printed, and the words on them: on demand, the last ones kept.

pdfium may be used by one thread at a time, so that all of it is done in one thread of its own.
"""

import asyncio
import io
import re
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from pipeline.document import Document
from pipeline.errors import FindingsError
from pipeline.ingest import scan
from pipeline.layout import compose
from pipeline.records import Place

PIXELS = 1240
"""Width of a page's picture: 150 dots an inch of A4."""
HIGHEST = 4 * PIXELS
"""Height that a picture has at most: a page can be a strip of paper without end."""
DOCUMENTS = 12
IMAGES = 64
"""How many of each are kept: some 30 MB."""
T = TypeVar("T")


class Sheet(NamedTuple):
    """A page: its number from 1, its width and height in PDF points."""

    number: int
    width: float
    height: float


class Word(NamedTuple):
    """A printed word: its offsets in the document's text, its corners in PDF points."""

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float


class Printed:
    """The documents that are being looked at, by document_id.

    `fetch` gives a document's bytes, `stamp` what is another when its files have changed.
    Every method raises what `fetch` raises, and FindingsError where the bytes cannot be read
    as what they were.
    """

    def __init__(
        self, fetch: Callable[[str], bytes], stamp: Callable[[str], object] = lambda _: None
    ) -> None:
        self._fetch = fetch
        self._stamp = stamp
        self._stamps: dict[str, object] = {}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdfium")
        self._pdfs: OrderedDict[str, Any] = OrderedDict()
        self._documents: OrderedDict[str, Document] = OrderedDict()
        self._images: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def close(self) -> None:
        """Lets go of every file."""
        self._thread.submit(self._close).result()
        self._thread.shutdown()

    async def sheets(self, document_id: str, numbers: list[int]) -> list[Sheet]:
        """The pages of these numbers that a PDF has."""
        return await self._in_thread(document_id, lambda: self._sheets(document_id, numbers))

    async def image(self, document_id: str, number: int) -> bytes:
        """A page of a PDF as PNG. Raises FindingsError where there is no such page."""
        return await self._in_thread(document_id, lambda: self._image(document_id, number))

    async def words(self, document_id: str, number: int) -> list[Word]:
        """The words printed on a page, in the order of the document's text."""
        return await self._in_thread(
            document_id, lambda: _words(self._document(document_id), number)
        )

    async def text(self, document_id: str) -> str:
        """The text of a document, read again."""
        return await self._in_thread(document_id, lambda: self._document(document_id).text)

    async def place(self, document_id: str, start: int, end: int) -> Place:
        """Where `text[start:end]` is printed: page, offsets, boxes, quote."""
        return await self._in_thread(
            document_id, lambda: self._document(document_id).place(start, end)
        )

    async def _in_thread(self, document_id: str, work: Callable[[], T]) -> T:
        def current() -> T:
            self._forget_changed(document_id)
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._thread, current)

    def _forget_changed(self, document_id: str) -> None:
        """Lets go of what was made of a document whose files are not what they were."""
        now = self._stamp(document_id)
        if self._stamps.setdefault(document_id, now) == now:
            return
        self._stamps[document_id] = now
        for held in (self._pdfs.pop(document_id, None), self._documents.pop(document_id, None)):
            if held is not None:
                held.close()
        for key in [key for key in self._images if key[0] == document_id]:
            del self._images[key]

    def _close(self) -> None:
        for held in (*self._pdfs.values(), *self._documents.values()):
            held.close()

    def _pdf(self, document_id: str) -> Any:
        import pypdfium2

        def opened() -> Any:
            try:
                return pypdfium2.PdfDocument(self._fetch(document_id))
            except pypdfium2.PdfiumError as error:
                raise FindingsError(f"the PDF cannot be opened ({error})") from error

        return _kept(self._pdfs, document_id, opened, DOCUMENTS, lambda pdf: pdf.close())

    def _sheets(self, document_id: str, numbers: list[int]) -> list[Sheet]:
        pdf = self._pdf(document_id)
        found = []
        for number in numbers:
            if 1 <= number <= len(pdf):
                page = pdf[number - 1]
                found.append(Sheet(number, *page.get_size()))
                page.close()
        return found

    def _image(self, document_id: str, number: int) -> bytes:
        key = (document_id, number)
        return _kept(self._images, key, lambda: self._drawn(document_id, number), IMAGES)

    def _drawn(self, document_id: str, number: int) -> bytes:
        pdf = self._pdf(document_id)
        if not 1 <= number <= len(pdf):
            raise FindingsError(f"the document has no page {number}")
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(PIXELS / max(width, 1), HIGHEST / max(height, 1))
        file = io.BytesIO()
        # the quickest level: it is sent within one machine
        page.render(scale=scale).to_pil().save(file, "PNG", compress_level=1)
        page.close()
        return file.getvalue()

    def _document(self, document_id: str) -> Document:
        def read() -> Document:
            data = self._fetch(document_id)
            return compose(scan(data, ""), sha256=document_id, source="", size=len(data))

        return _kept(self._documents, document_id, read, DOCUMENTS, lambda kept: kept.close())


def _kept(
    held: OrderedDict[Any, T],
    key: object,
    make: Callable[[], T],
    most: int,
    drop: Callable[[T], object] = lambda _: None,
) -> T:
    """What is held under a key, made where it is not; the longest unused one is dropped."""
    if key not in held:
        held[key] = make()
        while len(held) > most:
            drop(held.popitem(last=False)[1])
    held.move_to_end(key)
    return held[key]


def _words(document: Document, number: int) -> list[Word]:
    if document.locate is None:
        return []
    found = []
    for run in document.runs:
        if run.line.page != number:
            continue
        for word in re.finditer(r"\S+", document.text[run.start : run.end]):
            first, last = word.span()
            box = document.locate(run.line, run.offset + first, run.offset + last)
            if box:
                found.append(Word(run.start + first, run.start + last, *box[1:]))
    return found
