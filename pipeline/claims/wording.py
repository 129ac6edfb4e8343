"""Words of a press release found again in a report: verbatim, nearly, or not at all.

Two texts print the same words with other quotation marks, dashes, capitals and gaps, and a
report parts them at the end of a line. They are compared word by word, and every word keeps
its offsets, so that what is found is quoted as the report prints it.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

INSIDE = r"(?:['’‘`´\u00ad]|[-\u2010\u2011\u00ad](?:[ \t]*\n[ \t]*)?)"
WORD = re.compile(rf"[^\W_]+(?:{INSIDE}[^\W_]+)*")
"""A word with its apostrophes and hyphens, also the hyphen at the end of a line."""
MARKS = re.compile(r"[\W_]+")
LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.|\[[^\[\]]{0,80}\]")
"""Where a quotation leaves words out, or puts in its own: "the board … [has] to act"."""

ALIKE = 0.8
"""Words that agree, of all words of both sides, where a passage is nearly the quotation."""
CERTAIN = 0.85
"""… where it is the quotation, turned round."""
FEWEST = 5
MOST = 400
"""A shorter or a longer quotation is found verbatim or not at all."""
TRIES = 50
"""Places at which a quotation with gaps may begin."""
GAP = 60
"""Words that a quotation may leave out in one place."""
MARGIN = 4
"""Words that a passage may have more than its quotation, on either side."""
COMMON = 200
"""A word printed so often tells no place."""

DENIAL = re.compile(
    r"not|no|never|nor|none|neither|without|cannot|few|little"
    r"|(?:ai|are|ca|could|did|does|do|had|has|have|is|should|was|were|wo|would)nt"
)
"""A word that turns the sense of the others when it is put in or left out …"""
VALUE = re.compile(r"\d+\w*|outstanding|good|adequate|inadequate|weak|unsatisfactory")
"""… or when another one stands in its place: a number, a grade."""


class Found(NamedTuple):
    """A passage, `text[start:end]`, and how it agrees: exact, nearly or turned round."""

    start: int
    end: int
    match: str


class Wording:
    """The words of a text, folded, each with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        marks = list(WORD.finditer(text))
        self.words = [folded(mark.group()) for mark in marks]
        self._places = [mark.span() for mark in marks]

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        at: dict[str, list[int]] = {}
        for k, word in enumerate(self.words):
            at.setdefault(word, []).append(k)
        return at

    def find(self, quotation: str) -> Found | None:
        """The first passage that prints the quoted words, or else the one that nearly does."""
        pieces = [words_of(piece) for piece in LEFT_OUT.split(quotation)]
        pieces = [piece for piece in pieces if piece]
        if not pieces:
            return None
        if len(pieces) > 1:
            return self._in_pieces(pieces)
        at = self._verbatim(pieces[0])
        if at is not None:
            return self._found(at, at + len(pieces[0]), "exact")
        return self._nearly(pieces[0]) if FEWEST <= len(pieces[0]) <= MOST else None

    def _found(self, first: int, stop: int, match: str) -> Found:
        return Found(self._places[first][0], self._places[stop - 1][1], match)

    def _verbatim(self, words: list[str], since: int = 0) -> int | None:
        """The number of the word from which on `words` are printed, None where they are not."""
        rarest = min(range(len(words)), key=lambda k: len(self._at.get(words[k], ())))
        places = self._at.get(words[rarest], [])
        for k in range(bisect_left(places, since + rarest), len(places)):
            at = places[k] - rarest
            if self.words[at : at + len(words)] == words:
                return at
        return None

    def _in_pieces(self, pieces: list[list[str]]) -> Found | None:
        """What is quoted with gaps is printed in its order, with words between."""
        first = self._verbatim(pieces[0])
        for _ in range(TRIES):
            if first is None:
                break
            stop = self._following(pieces[1:], first + len(pieces[0]))
            if stop is not None:
                whole = stop - first == sum(map(len, pieces))
                return self._found(first, stop, "exact" if whole else "nearly")
            first = self._verbatim(pieces[0], first + 1)
        return None

    def _following(self, pieces: list[list[str]], stop: int) -> int | None:
        """Where the last of the pieces ends that follow each other from `stop` on."""
        for piece in pieces:
            at = self._verbatim(piece, stop)
            if at is None or at - stop > GAP:
                return None
            stop = at + len(piece)
        return stop

    def _nearly(self, words: list[str]) -> Found | None:
        best: tuple[float, int, int] = (0.0, 0, 0)
        for start in self._likely(words):
            best = max(best, self._compared(words, start), key=lambda found: found[0])
        ratio, first, stop = best
        if ratio < ALIKE:
            return None
        if _turned(words, self.words[first:stop]):
            return self._found(first, stop, "turned") if ratio >= CERTAIN else None
        return self._found(first, stop, "nearly")

    def _likely(self, words: list[str]) -> list[int]:
        """Where the passage may begin: most of the quotation's rarer words agree on it."""
        votes: Counter[int] = Counter()
        for k, word in enumerate(words):
            places = self._at.get(word, ())
            if len(places) <= COMMON:
                votes.update(place - k for place in places)
        near = {at: sum(votes[at + k] for k in range(-MARGIN, MARGIN + 1)) for at in votes}
        return sorted(near, key=lambda at: (-near[at], -votes[at], at))[:3]

    def _compared(self, words: list[str], start: int) -> tuple[float, int, int]:
        """How alike the passage at `start` is, and the numbers of its first and last word.

        It is as long before its first word that agrees, and behind its last, as the quotation.
        """
        since = max(0, start - MARGIN)
        window = self.words[since : max(0, start + len(words) + MARGIN)]
        blocks = SequenceMatcher(None, words, window, autojunk=False).get_matching_blocks()
        agreeing = [block for block in blocks if block.size]
        if not agreeing:
            return 0.0, 0, 0
        last = agreeing[-1]
        first = max(0, agreeing[0].b - agreeing[0].a)
        stop = min(len(window), last.b + len(words) - last.a)
        agreed = sum(block.size for block in agreeing)
        return 2 * agreed / (len(words) + stop - first), since + first, since + stop


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [folded(mark.group()) for mark in WORD.finditer(text)]


def folded(word: str) -> str:
    """A word in small letters, without the marks inside it: "Pre-school’s" is "preschools"."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    return word.lower() if word.isalnum() else MARKS.sub("", word).lower()


def _turned(said: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether what differs between two passages turns the sense of one of them."""
    codes = SequenceMatcher(None, said, printed, autojunk=False).get_opcodes()
    apart = [(said[i1:i2], printed[j1:j2]) for code, i1, i2, j1, j2 in codes if code != "equal"]
    sides = [[word for pair in apart for word in pair[side]] for side in (0, 1)]
    return any(DENIAL.fullmatch(word) for side in sides for word in side) or all(
        any(VALUE.fullmatch(word) for word in side) for side in sides
    )
