"""The bytes that a document was read from, asked for again."""

import hashlib
import sqlite3
from pathlib import Path

from pipeline.batch.sources import bytes_of
from pipeline.errors import FindingsError, UnreadableError

SOURCES = (
    "SELECT source, sha256 FROM documents WHERE document_id = :id UNION "
    "SELECT s.source, sha256 FROM sources s JOIN documents USING (document_id) "
    "WHERE document_id = :id"
)
"""Every path of a document, with the hash of the bytes that were read."""


class SourceError(FindingsError):
    """A document whose bytes are not to be had any more; the message says why."""


def document_bytes(database: sqlite3.Connection, document_id: str) -> bytes:
    """The bytes of a document of the store, whichever of its sources still has them.

    Files, and files in archives: an address is not asked again, as no request leaves this
    machine. Raises SourceError where no source has them: it vanished, or holds other bytes now.
    """
    rows = database.execute(SOURCES, {"id": document_id}).fetchall()
    reasons = []
    for source, sha256 in rows:
        try:
            data = _read(source)
        except SourceError as error:
            reasons.append(f"{source} {error}")
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
        reasons.append(f"{source} has changed since it was read")
    raise SourceError("; ".join(reasons) or "the document has no source")


def stamp(database: sqlite3.Connection, document_id: str) -> tuple[tuple[int, int], ...]:
    """(bytes, nanoseconds of the last change) of a document's files, or of their archives."""
    rows = database.execute(SOURCES, {"id": document_id})
    return tuple(_stamp(Path(source)) for source, _ in rows)


def _stamp(path: Path) -> tuple[int, int]:
    for each in (path, *path.parents):  # an archive is the part of a path that is a file
        try:
            if each.is_file():
                about = each.stat()
                return about.st_size, about.st_mtime_ns
        except (OSError, ValueError):
            continue
    return 0, 0


def _read(source: str) -> bytes:
    if "://" in source:
        raise SourceError("is an address, which is not asked again")
    try:
        return bytes_of(source)
    except UnreadableError as error:
        gone = error.code == "missing"
        raise SourceError("is not there any more" if gone else str(error)) from error
    except ValueError as error:  # a name that no file system could hold
        raise SourceError("is no name of a file") from error
