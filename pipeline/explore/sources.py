"""The bytes that a document was read from, asked for again."""

import hashlib
import sqlite3
from pathlib import Path

from pipeline.errors import FindingsError


class SourceError(FindingsError):
    """A document whose bytes are not to be had any more; the message says why."""


def bytes_of(source: str) -> bytes:
    """The bytes behind the name of a source, as the table `sources` has it.

    Raises SourceError where it is not there any more or cannot be read.
    """
    try:
        return Path(source).read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{source} is not there any more") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{source} cannot be read ({reason})") from error


def document_bytes(database: sqlite3.Connection, document_id: str) -> bytes:
    """The bytes of a document of the store, whichever of its sources still has them.

    Raises SourceError where none has: it vanished, or holds other bytes now.
    """
    rows = database.execute(
        "SELECT source, sha256 FROM documents WHERE document_id = :id UNION "
        "SELECT s.source, sha256 FROM sources s JOIN documents USING (document_id) "
        "WHERE document_id = :id",
        {"id": document_id},
    ).fetchall()
    reasons = []
    for source, sha256 in rows:
        try:
            data = bytes_of(source)
        except SourceError as error:
            reasons.append(str(error))
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
        reasons.append(f"{source} has changed since it was read")
    raise SourceError("; ".join(reasons) or "the document has no source")
