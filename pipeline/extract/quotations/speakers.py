"""Who speaks: the people, pronouns and documents around a quotation.

A person may be printed in full, by surname ("Cllr Thackray"), by first name ("Mirren said") or as a
pronoun; a document is "the report", "its letter", or "it" after that.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.extract.officials.merge import folded
from pipeline.extract.people import UPPER, Person, agree, gazetteer, people, words_of
from pipeline.extract.roles import choice
from pipeline.extract.sentences import sentences


class Voice(NamedTuple):
    """Something that can speak, printed at `text[start:end]`.

    `name` is a full name, a part of one, "the report", or the pronoun; `kind` is `person`,
    `pronoun`, `document`, `body` (the inspectors) or `nobody` (one parent, a spokesman).
    """

    start: int
    end: int
    name: str
    kind: str
    honorific: str = ""


NEAR = 60
"""What stands right before something begins within so many characters."""

PRONOUN = re.compile(r"(?<![\w’'-])(?:[Hh]e|[Ss]he|[Ii]t)(?![\w’'-])")
"""Stands for somebody or something named before."""

OBJECT = re.compile(r"\b(?:of|for|in|at|on|the|a|an|this)\s+$", re.IGNORECASE)
"""Two capitalised words after these do not speak: "director of Infection Prevention"."""

SINGLE_NAME = re.compile(rf"(?<![\w’'-])[{UPPER}][^\W\d_]*(?:[’'-][^\W\d_]{{2,}})*(?![\w-])")
"""A capitalised word, which may be a name that is known: "Mirren said"."""

SENTENCE_START = re.compile(r"(?:^|[.!?\n][’'”\"]?\s)\s*$")
"""Without an article somebody unnamed is only a speaker at the start: "Parents told us"."""


@cache
def documents() -> re.Pattern[str]:
    """Finds documents that can speak: "the report", "Ofsted’s inspection report", "its letter"."""
    nouns = choice(gazetteer()["speech"]["documents"])
    owner = (
        r"(?:(?<=according\sto\s)an?|[Tt]he|[Tt]his|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er"
        rf"|[{UPPER}]\w*[’']s?)"
    )
    return re.compile(
        rf"(?<![\w’'-]){owner}\s+(?:(?!of\b|and\b)[\w’'-]+\s+){{0,3}}?(?P<noun>{nouns})(?![\w’'-])"
    )


@cache
def inspectors() -> re.Pattern[str]:
    """Finds those who speak through a document: "inspectors", "Ofsted"."""
    names = choice(gazetteer()["speech"]["inspectors"])
    return re.compile(rf"(?<![\w’'-])(?:{names})(?![\w’'-])", re.IGNORECASE)


@cache
def unnamed() -> re.Pattern[str]:
    """Finds people without a name: "one father", "A council spokesperson", "Parents"."""
    nouns = choice(gazetteer()["speech"]["unnamed"])
    return re.compile(
        r"(?<![\w’'-])(?P<one>(?i:an?|one|another|some|several|many|two|three|the)\s+"
        rf"(?:(?!(?:and|of|who|to|for|from|with|by|in|at|on)\b)[\w’'-]+\s+){{0,3}}?)?(?i:{nouns})"
        rf"(?![\w’'-])(?!,?\s+[{UPPER}])(?!\s+(?:governor|council|champion|services|rep))"
    )


def right_before(pattern: re.Pattern[str], text: str, start: int, at: int) -> re.Match[str] | None:
    """The match of a pattern that ends with `$` in the words right before `at`."""
    return pattern.search(text, max(start, at - NEAR), at)


class Cast:
    """The people that a document has named so far, officials first."""

    def __init__(self, named: dict[str, str]) -> None:
        """`named` maps full names to honorifics."""
        self.honorifics = dict(named)

    def meet(self, text: str, start: int, end: int) -> None:
        """Remember the people named in full in `text[start:end]`."""
        for person in _people(text, start, end):
            if " " in person.name:
                self.honorifics.setdefault(person.name, person.honorific)

    def voices(self, text: str, start: int, end: int) -> list[Voice]:
        """Everything in `text[start:end]` that can speak, in its order."""
        found = [
            Voice(p.start, p.end, p.name, "person", p.honorific) for p in _people(text, start, end)
        ]
        found += [
            Voice(m.start(), m.end(), f"the {m['noun'].lower()}", "document")
            for m in documents().finditer(text, start, end)
        ]
        found += [
            Voice(m.start(), m.end(), m.group(), "body")
            for m in inspectors().finditer(text, start, end)
        ]
        found += [
            Voice(m.start(), m.end(), m.group().lower(), "pronoun")
            for m in PRONOUN.finditer(text, start, end)
        ]
        found += [v for v in self._parts_of_names(text, start, end) if not _inside(v, found)]
        found += [v for v in _nobodies(text, start, end) if not _apposed(text, v, found)]
        return sorted(found)

    def _parts_of_names(self, text: str, start: int, end: int) -> Iterator[Voice]:
        known = {word for name in self.honorifics for word in folded(name) if len(word) > 2}
        for m in SINGLE_NAME.finditer(text, start, end) if known else ():
            if folded(m.group())[0] in known:
                yield Voice(m.start(), m.end(), m.group(), "person")

    def full_name(self, voice: Voice) -> str:
        """The full name of a person printed in full or in part."""
        words = folded(voice.name)
        for name, honorific in self.honorifics.items():
            whole = folded(name)
            part = whole[-len(words) :] == words or (len(words) == 1 and whole[0] == words[0])
            if part and agree(honorific, voice.honorific):
                return name
        return voice.name

    def fits(self, voice: Voice, pronoun: str) -> bool:
        """Whether "he", "she" or "it" can mean a voice."""
        if pronoun == "it":
            return voice.kind == "document"
        against = words_of("honorifics", "female" if pronoun == "he" else "male")
        honorific = self.honorifics.get(self.full_name(voice), "") or voice.honorific
        return voice.kind == "person" and not set(honorific.lower().split()) & against


def _people(text: str, start: int, end: int) -> Iterator[Person]:
    for person in people(text, start, end):
        if person.certain or not right_before(OBJECT, text, start, person.start):
            yield person


def _inside(voice: Voice, others: list[Voice]) -> bool:
    return any(other.start <= voice.start < other.end for other in others)


APPOSITION = re.compile(
    r"[\s,\d]*(?:(?:,|\s\()(?:(?!\b(?:who|whose|which|when|while|said|is|was|were|had|has)\b|\w+ed\b)"
    r"[^.;:!?])*\s(?:and|or)\s+(?:also\s+)?)?"
)
"""Between a name and another word for the same person: "Amy Poole, chair of the board and"."""


def _nobodies(text: str, start: int, end: int) -> Iterator[Voice]:
    for m in unnamed().finditer(text, start, end):
        article = (m["one"] or "the").split()[0].lower()
        if article != "the" or right_before(SENTENCE_START, text, start, m.start()):
            yield Voice(m.start(), m.end(), m.group(), "nobody")


def _apposed(text: str, voice: Voice, others: list[Voice]) -> bool:
    """Whether somebody named is meant: "Amy Poole, a parent of two", "…, chair and a parent"."""
    return any(
        other.kind == "person" and APPOSITION.fullmatch(text, other.end, voice.start)
        for other in others
        if other.end <= voice.start
    )


def antecedent(cast: Cast, pronoun: str, texts: list[str]) -> Voice | None:
    """Whom a pronoun means: the first fitting voice in the nearest sentence before it.

    `texts` are the words before the pronoun, the nearest paragraph first. None where somebody
    unnamed comes first.
    """
    for text in texts:
        for start, end in reversed(list(sentences(text))):
            for voice in cast.voices(text, start, end):
                if voice.kind == "nobody" and pronoun != "it":
                    return None
                if cast.fits(voice, pronoun):
                    return voice
    return None
