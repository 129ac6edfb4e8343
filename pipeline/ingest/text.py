"""Plain text: the encoding is found out, every printed line becomes a `Line` without a box."""

from charset_normalizer import from_bytes

from pipeline.document import Line, Page, Scan
from pipeline.errors import UnreadableError
from pipeline.records import Problem

UNKNOWN = "\ufffd"
"""Stands for what is no character in the file's encoding."""

CONTROLS = str.maketrans({k: " " for k in range(32) if chr(k) not in "\t\n\v\f\r\x1c\x1d\x1e"})
"""Characters that no text prints; those left out end a line or are a tab."""

MOST_CONTROLS = 0.01
"""Share of such characters above which a file is no text."""

NOT_TEXT = "is neither PDF, HTML nor text in a known encoding: convert it to PDF first"


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16 with a mark, or the likeliest legacy encoding.

    What is no character becomes U+FFFD. Raises UnreadableError with code `not_text` where no
    encoding makes sense of the bytes.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        text = _utf8(data) or _legacy(data)
    if sum(text.count(chr(code)) for code in CONTROLS) > MOST_CONTROLS * len(text):
        raise UnreadableError("not_text", NOT_TEXT)
    return text


def _utf8(data: bytes) -> str:
    """The text if it is UTF-8 but for a slip here and there, else nothing."""
    text = data.decode("utf-8-sig", "replace")
    slips = text.count(UNKNOWN)
    beyond_ascii = sum(character > "\x7f" for character in text) if slips else 0
    return text if beyond_ascii >= 2 * slips else ""


def _legacy(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=["cp1252", "utf-8", "latin-1", "mac_roman"]).best()
    if best is None:
        raise UnreadableError("not_text", NOT_TEXT)
    return str(best)


def doubts(text: str, source: str) -> list[Problem]:
    """The problem of a text that holds bytes of another encoding, if it does."""
    if UNKNOWN not in text:
        return []
    message = f"{text.count(UNKNOWN)} of its characters cannot be read: save it again as UTF-8"
    return [Problem(source=source, stage="ingest", code="unknown_characters", message=message)]


def scan(data: bytes, source: str) -> Scan:
    """Read the bytes of a plain text; raises UnreadableError, code `not_text` or `empty`."""
    text = decode(data)
    page = page_of(text.translate(CONTROLS))
    if not page.lines:
        raise UnreadableError("empty", "the file holds no text: download it again")
    return Scan("text/plain", [page], problems=doubts(text, source))


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
