"""Bytes → `Scan`: one reader per media type, chosen by content and never by file name."""

import re

from pipeline.document import Scan
from pipeline.errors import UnreadableError
from pipeline.records import Problem

PDF = re.compile(rb"%PDF-\d")
HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
PROMISED = {"pdf": "application/pdf", "html": "text/html", "htm": "text/html"}
NAME_MISMATCH = "not_what_its_name_says"
BINARY = re.compile(rb"\x00|\x7fELF|\x89PNG|\xff\xd8\xff|PK\x03\x04|\xd0\xcf\x11\xe0|\A\{\\rtf")
"""Programs, pictures, zipped and unzipped Word files, rich text."""


def media_type(data: bytes) -> str:
    """The media type that the first bytes show; raises UnreadableError for anything else.

    Codes: `empty`, `unknown_type`.
    """
    head = data[:2048]
    if not data.strip():
        raise UnreadableError("empty", "the file is empty: download it again")
    if PDF.search(data[:1024]):  # some writers put a few bytes before the header
        return "application/pdf"
    if HTML.search(head):
        return "text/html"
    if head[:2] not in (b"\xff\xfe", b"\xfe\xff") and BINARY.search(head):
        raise UnreadableError(
            "unknown_type", "is neither PDF, HTML nor plain text: convert it to PDF first"
        )
    return "text/plain"


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of a document by the reader of its media type.

    `source` is the path that messages name; where its ending promises another type
    the scan has a problem. Raises UnreadableError where nothing can be read.
    """
    from pipeline.ingest import html, pdf, text

    readers = {"application/pdf": pdf.scan, "text/html": html.scan, "text/plain": text.scan}
    found = media_type(data)
    promised = PROMISED.get(source.lower().rpartition(".")[2], found)
    try:
        result = readers[found](data, source)
    except UnreadableError as error:
        if promised == found:
            raise
        raise UnreadableError(NAME_MISMATCH, _mismatch(promised, found)) from error
    if promised != found:
        message = _mismatch(promised, found)
        result.problems.append(
            Problem(source=source, stage="ingest", code=NAME_MISMATCH, message=message)
        )
    return result


def _mismatch(promised: str, found: str) -> str:
    return (
        f"its name promises {promised}, but it holds {found}: a download may have saved an "
        "error page; download it again"
    )
