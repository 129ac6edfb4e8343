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
        close = _closing(sign, signs[k + 1 :]) if _opens(text, sign) else None
        if close is not None:
            found.append(Quoted(sign.start, sign.end, close.start, close.end, True))
            k = signs.index(close)
        elif _opens(text, sign) and not sign.single:
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


def _closing(opening: _Mark, signs: list[_Mark]) -> _Mark | None:
    """The mark that closes a quotation, of the same kind or, failing that, of another."""
    if not opening.single:
        same = next((s for s in signs if not s.single and _closes(s)), None)
        return same or next(
            (
                s
                for s in reversed(signs)
                if s.single and s.before in SENTENCE_MARKS and not s.after.strip()
            ),
            None,
        )
    possessive = None
    for sign in signs:
        if sign.sign in "‘‛“„«" and not _closes(sign):
            break
        if not sign.single:
            if _closes(sign) and not BEFORE_OPENING.match(sign.before):
                return sign
            continue
        if not _closes(sign):
            continue
        if sign.before == "s" and sign.after.isspace():
            possessive = possessive or sign
            continue
        return sign
    return possessive


def _closes(sign: _Mark) -> bool:
    if not sign.before.strip():
        return False
    return not sign.after.strip() or sign.after in AFTER_CLOSING or sign.after in "’'”\""
