"""The words beside numbers that say how a figure stands: qualifiers, changes, whose figure it is.

The words are those of `[cues]` in models/measures.toml. spaCy's PhraseMatcher finds them, in the
sentences that hold numbers and nowhere else.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from pipeline.extract.figures.vocabulary import words

QUALIFIERS = ("about", "under", "over", "at_least", "at_most")
CHANGES = ("rise", "fall")
SIDES = ("target", "neighbours", "national", "region")
"""Whose figure it is; of two the last one before a number counts."""


class Cue(NamedTuple):
    """A phrase of `[cues]`, `text[start:end]`, and the list that it stands in."""

    start: int
    end: int
    kind: str


class Cues:
    """The cues of one sentence, in the order of its text; of overlapping ones the longest."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Find the cues of `text[start:end]`."""
        nlp, matcher = _matcher()
        doc = nlp.make_doc(_plain(text[start:end]))
        found = filter_spans(matcher(doc, as_spans=True))
        self._all = [
            Cue(start + span.start_char, start + span.end_char, span.label_) for span in found
        ]

    def within(self, start: int, end: int, kinds: Iterable[str]) -> list[Cue]:
        """The cues of some kinds that stand wholly in `text[start:end]`."""
        return [c for c in self._all if start <= c.start and c.end <= end and c.kind in kinds]

    def last(self, start: int, end: int, kinds: Iterable[str]) -> Cue | None:
        """The last of them, or None."""
        found = self.within(start, end, kinds)
        return found[-1] if found else None

    def first(self, start: int, end: int, kinds: Iterable[str]) -> Cue | None:
        """The first of them, or None."""
        found = self.within(start, end, kinds)
        return found[0] if found else None


@cache
def _matcher() -> tuple[Language, PhraseMatcher]:
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for kind, phrases in words().cues.items():
        matcher.add(kind, [nlp.make_doc(_plain(phrase)) for phrase in phrases])
    return nlp, matcher


def _plain(text: str) -> str:
    """One kind of apostrophe and of gap; as long as before."""
    return text.replace("’", "'").replace("\xa0", " ")
