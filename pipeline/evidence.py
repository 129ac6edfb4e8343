"""Where words are printed: a document's bytes asked for again, if they are still those read."""

import hashlib
from contextlib import closing

from pipeline.errors import UnreadableError
from pipeline.records import Box


def same_bytes(source: str, sha256: str) -> bytes | None:
    """The bytes of a stored document; None where they are gone, or others now.

    Files, and files in archives: what was read from an address is not asked for again.
    """
    from pipeline.batch.sources import bytes_of

    if "://" in source:
        return None
    try:
        data = bytes_of(source)
    except (UnreadableError, ValueError):  # ValueError: a source that no file system could hold
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def boxes_in(source: str, sha256: str, start: int, end: int, quote: str) -> tuple[Box, ...]:
    """The boxes of `text[start:end]`, one a line; none where the file cannot say.

    `quote` are the words that stand there in the stored text: another version of findings may
    read the same bytes into another text, whose offsets would be others.
    """
    from pipeline.ingest import scan
    from pipeline.layout import compose

    data = same_bytes(source, sha256)
    if data is None:
        return ()
    try:
        with closing(scan(data, source)) as printed:
            document = compose(printed, sha256=sha256, source=source, size=len(data))
            return document.boxes(start, end) if document.text[start:end] == quote else ()
    except UnreadableError:
        return ()
