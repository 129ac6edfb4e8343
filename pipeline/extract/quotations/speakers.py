"""Who speaks: the people, pronouns and documents around a quotation.

A person may be printed in full, by surname ("Cllr Vasey"), by first name ("Isla said") or as a
pronoun; a document is "the report", "its letter", or "it" after that.
"""

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.officials.merge import folded
from pipeline.extract.people import UPPER, gazetteer, people, words_of
from pipeline.extract.roles import choice
from pipeline.extract.sentences import sentences


class Voice(NamedTuple):
    """Something that can speak, printed at `text[start:end]`.

    `name` is a full name, a part of one, "the report", or the pronoun; `kind` is `person`,
    `pronoun`, `document` or `body`.
    """

    start: int
    end: int
    name: str
    kind: str
    honorific: str = ""


PRONOUN = re.compile(r"(?<![\w’'-])(?:[Hh]e|[Ss]he|[Ii]t)(?![\w’'-])")
"""Stands for somebody or something named before."""

OBJECT = re.compile(r"\b(?:of|for|in|at|on|the|a|an|this)\s+$", re.IGNORECASE)
"""Two capitalised words after these do not speak: "director of Infection Prevention"."""

SINGLE_NAME = re.compile(rf"(?<![\w’'-])[{UPPER}][^\W\d_]*(?:[’'-][^\W\d_]{{2,}})*(?![\w-])")
"""A capitalised word, which may be a name that is known: "Isla said"."""


@cache
def documents() -> re.Pattern[str]:
    """Finds documents that can speak: "the report", "Ofsted’s inspection report", "its letter"."""
    nouns = choice(gazetteer()["speech"]["documents"])
    owner = rf"(?:[Tt]he|[Tt]his|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[{UPPER}]\w*[’']s?)"
    return re.compile(
        rf"(?<![\w’'-]){owner}\s+(?:(?!of\b|and\b)[\w’'-]+\s+){{0,3}}?(?P<noun>{nouns})(?![\w’'-])"
    )


@cache
def inspectors() -> re.Pattern[str]:
    """Finds those who speak through a document: "inspectors", "Ofsted"."""
    names = choice(gazetteer()["speech"]["inspectors"])
    return re.compile(rf"(?<![\w’'-])(?:{names})(?![\w’'-])", re.IGNORECASE)


class Cast:
    """The people that a document has named so far, officials first."""

    def __init__(self, named: dict[str, str]) -> None:
        """`named` maps full names to honorifics."""
        self.honorifics = dict(named)

    def voices(self, text: str, start: int, end: int) -> list[Voice]:
        """Everything in `text[start:end]` that can speak, in its order; people are remembered."""
        found = [
            Voice(p.start, p.end, p.name, "person", p.honorific)
            for p in people(text, start, end)
            if p.certain or not OBJECT.search(text, start, p.start)
        ]
        for voice in found:
            if " " in voice.name:
                self.honorifics.setdefault(voice.name, voice.honorific)
        found += [
            Voice(m.start(), m.end(), f"the {m['noun']}", "document")
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
        known = {word for name in self.honorifics for word in folded(name) if len(word) > 2}
        for m in SINGLE_NAME.finditer(text, start, end) if known else ():
            if folded(m.group())[0] in known and not any(
                v.start <= m.start() < v.end for v in found
            ):
                found.append(Voice(m.start(), m.end(), m.group(), "person"))
        return sorted(found)

    def full_name(self, voice: Voice) -> str:
        """The full name of a person printed in full or in part."""
        words = folded(voice.name)
        if voice.name in self.honorifics:
            return voice.name
        for name, honorific in self.honorifics.items():
            whole = folded(name)
            part = whole[-len(words) :] == words or (len(words) == 1 and whole[0] == words[0])
            if (part or whole == words) and _agree(honorific, voice.honorific):
                return name
        return voice.name


def _agree(one: str, other: str) -> bool:
    """Whether two honorifics do not say a woman and a man."""
    titles = {one.lower(), other.lower()}
    return not (titles & words_of("honorifics", "female") and titles & words_of("honorifics", "male"))


def antecedent(cast: Cast, pronoun: str, texts: list[str]) -> Voice | None:
    """Whom a pronoun means: the first fitting voice in the nearest sentence before it.

    `texts` are the words before the pronoun, the nearest paragraph first.
    """
    wanted = {"document"} if pronoun == "it" else {"person"}
    against = {"he": "female", "she": "male"}.get(pronoun, "")
    for text in texts:
        for start, end in reversed(list(sentences(text))):
            for voice in cast.voices(text, start, end):
                honorific = cast.honorifics.get(cast.full_name(voice), "") or voice.honorific
                titles = set(honorific.lower().split())
                if voice.kind in wanted and not (against and titles & words_of("honorifics", against)):
                    return voice
    return None
