"""Plain text: the encoding is found out, every printed line becomes a `Line` without a box."""

from charset_normalizer import from_bytes

from pipeline.document import Line, Page, Scan
from pipeline.errors import UnreadableError


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16 with a mark, or the likeliest legacy encoding.

    Raises UnreadableError with code `not_text` where no encoding makes sense of them.
    """
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            break
    best = from_bytes(data, cp_isolation=["cp1252", "utf-8", "latin-1", "mac_roman"]).best()
    if best is None:
        raise UnreadableError("not_text", "is neither PDF, HTML nor text in a known encoding")
    return str(best)


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of a plain text; raises UnreadableError with code `not_text`."""
    return Scan("text/plain", [page_of(decode(data))])


def page_of(text: str) -> Page:
    """A text as one page whose unit is one character: x counts columns, y counts lines."""
    lines = []
    for row, printed in enumerate(text.expandtabs(4).splitlines()):
        line = printed.strip()
        if line:
            x0 = float(printed.index(line))
            y = float(row)
            lines.append(Line(1, line, 0, x0, y, x0 + len(line), y + 1, y + 1, 1.0))
    return Page(1, max((line.x1 for line in lines), default=0.0), len(lines), tuple(lines))
