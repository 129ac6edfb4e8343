"""Where words are printed: a document's file opened again, if it is still what was read."""

import hashlib
from pathlib import Path

from pipeline.errors import FindingsError
from pipeline.records import Box


def same_bytes(source: str, sha256: str) -> Path | None:
    """The file of a stored document; None where it is gone or holds something else now."""
    path = Path(source)
    try:
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            return None
    except (OSError, ValueError):  # ValueError: a source that no file system could hold
        return None
    return path


def boxes_in(source: str, sha256: str, start: int, end: int, quote: str) -> tuple[Box, ...]:
    """The boxes of `text[start:end]`, one a line; none where the file cannot say.

    `quote` are the words that stand there in the stored text: another version of findings may
    read the same bytes into another text, whose offsets would be others.
    """
    import pipeline

    path = same_bytes(source, sha256)
    if path is None:
        return ()
    try:
        document = pipeline.read(path)
    except FindingsError:
        return ()
    try:
        return document.boxes(start, end) if document.text[start:end] == quote else ()
    finally:
        document.close()
