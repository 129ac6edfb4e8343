"""Quotation marks: which words of a paragraph stand between them.

Single, double, curly and straight marks are told from apostrophes by what stands around them;
a mark that opens one way may close another ("Mismatched” or ‘so").
"""

import re
from typing import NamedTuple

MARK = re.compile("[“”„‟\"«»″]|''|[‘’'‛`´]")
"""Everything that can open or close a quotation, apostrophes too."""

SIGN = re.compile("[“„‟«‘‛`\"”']")
LATE = re.compile(r"’(?=[A-Z])")
"""What may open a quotation; of the commonest apostrophe only one before a capital."""

OPENERS = frozenset("“„«‘‛`")
SINGLE = frozenset("‘’'‛`´")

BEFORE_OPENING = re.compile(r"$|[\s(\[–—:;,/-]")
"""A mark opens at the start, after a gap, a bracket, a dash, a colon …"""

SENTENCE_MARKS = frozenset(".,!?…")
AFTER_CLOSING = frozenset(".,;:!?…)]–—")

MOST = 400
"""A quotation holds fewer marks than this."""

ELISION = re.compile(r"(?:\d\ds?|tis|twas|em|til|cause|n)\b", re.IGNORECASE)
"""After these apostrophes no quotation opens: ’90s, ’tis."""


class Quoted(NamedTuple):
    """Words between marks: `text[start:end]`; `open` and `close` are the outer offsets.

    `closed` is false where the paragraph ends inside the quotation.
    """

    open: int
    start: int
    end: int
    close: int
    closed: bool


class _Mark(NamedTuple):
    start: int
    end: int
    sign: str
    before: str
    after: str

    @property
    def single(self) -> bool:
        return self.sign in SINGLE


def quoted(text: str, start: int, end: int) -> list[Quoted]:
    """The quotations of one paragraph, `text[start:end]`, in its order; none inside another."""
    signs = _marks(text, start, end)
    found: list[Quoted] = []
    k = 0
    while k < len(signs):
        sign = signs[k]
        opens = _opens(text, sign)
        close = _closing(signs, k) if opens else None
        if close is not None:
            last = signs[close]
            found.append(Quoted(sign.start, sign.end, last.start, last.end, True))
            k = close
        elif opens and (not sign.single or _opens_a_speech(text, start, sign)):
            found.append(Quoted(sign.start, sign.end, end, end, False))
            break
        k += 1
    return found


def openings(text: str, end: int) -> list[int]:
    """Offsets in `text[:end]` where a quotation may open: a quick look at a whole text."""
    signs = [m.start() for m in SIGN.finditer(text, 0, end)]
    signs += [m.start() for m in LATE.finditer(text, 0, end)]
    return sorted(k for k in signs if BEFORE_OPENING.match(text[k - 1 : k]))


def dangling(text: str, start: int, end: int) -> int | None:
    """Where a mark closes a quotation that a paragraph before has opened, or None."""
    for sign in _marks(text, start, end):
        if not sign.single:
            return None if _opens(text, sign) else sign.start
    return None


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    return [
        _Mark(
            start=m.start(),
            end=m.end(),
            sign=m.group(),
            before=text[max(start, m.start() - 1) : m.start()],
            after=text[m.end() : min(m.end() + 1, end)],
        )
        for m in MARK.finditer(text, start, end)
    ]


def _opens(text: str, sign: _Mark) -> bool:
    if not sign.after.strip() or not BEFORE_OPENING.match(sign.before):
        return False
    if sign.sign in "’'´":
        return sign.after.isalnum() and not ELISION.match(text, sign.end) and sign.sign != "´"
    return sign.after.isalnum() or sign.sign in OPENERS or sign.after in "‘'£“(…["


SPEECH = re.compile(r"[:;,]\s+$")
"""A speech that goes over paragraphs begins after one of these, or opens its paragraph."""


def _opens_a_speech(text: str, start: int, sign: _Mark) -> bool:
    """Whether a single mark that nothing closes is no apostrophe but opens a paragraph."""
    led = not text[start : sign.start].strip() or SPEECH.search(text, start, sign.start)
    return bool(led) and sign.after.isupper()


def _closing(signs: list[_Mark], k: int) -> int | None:
    """Which mark closes what the k-th opens: of the same kind or, failing that, of another."""
    following = range(k + 1, min(k + MOST, len(signs)))
    if signs[k].single:
        return _closing_single(signs, following)
    for j in following:
        if not signs[j].single and _closes(signs[j]):
            return j
    for j in reversed(following):
        sign = signs[j]
        if sign.single and sign.before in SENTENCE_MARKS and not sign.after.strip():
            return j
    return None


def _closing_single(signs: list[_Mark], following: range) -> int | None:
    """A single mark is easily an apostrophe: "the boys’ school"."""
    possessive = None
    for j in following:
        sign = signs[j]
        if sign.sign in OPENERS and not _closes(sign):
            break
        if not _closes(sign) or (not sign.single and BEFORE_OPENING.match(sign.before)):
            continue
        if not (sign.single and sign.before == "s" and sign.after.isspace()):
            return j
        possessive = possessive or j
    return possessive


def _closes(sign: _Mark) -> bool:
    if not sign.before.strip():
        return False
    return not sign.after.strip() or sign.after in AFTER_CLOSING or sign.after in "’'”\""
