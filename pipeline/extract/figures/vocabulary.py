"""The words of models/measures.toml: classes of measures and the words that shape a figure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipeline import models
from pipeline.errors import FrameworkError
from pipeline.frameworks.load import read_toml


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists as sets and patterns, made once."""

    classes: tuple[tuple[str, re.Pattern[str]], ...]
    reference_before: re.Pattern[str]
    reference_ends: frozenset[str]
    boilerplate: re.Pattern[str]
    row_ids: re.Pattern[str]
    general: frozenset[str]
    stops: frozenset[str]
    verbs: frozenset[str]
    leading_to: frozenset[str]
    boundaries: frozenset[str]
    openers: frozenset[str]
    empty: frozenset[str]
    cues: dict[str, list[str]]


LISTS = ("general", "stops", "verbs", "leading_to", "boundaries", "openers", "empty")


def listed(words: str) -> frozenset[str]:
    """A short list of words as a set."""
    return frozenset(words.split())


@lru_cache(maxsize=4096)
def measure_class(measure: str) -> str:
    """The class of a measure: the first in models/measures.toml with a phrase in it."""
    for name, pattern in words().classes:
        if pattern.search(measure):
            return name
    return "other" if measure else ""


@cache
def words() -> Words:
    """Load models/measures.toml; raises FrameworkError naming the file where it is wrong."""
    path = models.path("measures.toml")
    try:
        return _words(read_toml(path))
    except (KeyError, TypeError) as error:
        raise FrameworkError(f"{path}: {error!r}") from error


def _words(body: dict[str, Any]) -> Words:
    lists = {name: frozenset(body["grammar"][name]) for name in LISTS}
    changes = frozenset(w for w in body["cues"]["rise"] + body["cues"]["fall"] if w.isalpha())
    return Words(
        classes=tuple((row["id"], _any(row["phrases"])) for row in body["class"]),
        reference_before=re.compile(
            rf"(?<![\w-])(?P<word>{'|'.join(map(_reference, body['references']['words']))})"
            r"[\s.:(]{0,2}$"
        ),
        reference_ends=frozenset(word.lower().split()[-1] for word in body["references"]["words"]),
        boilerplate=_any(body["boilerplate"]["phrases"]),
        row_ids=_any(body["boilerplate"]["row_labels"]),
        cues=body["cues"],
        **lists | {"leading_to": lists["leading_to"] | changes},
    )


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_phrase, ordered))})(?!\w)", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    parts = (re.escape(part) for part in re.split(r"[’']", phrase))
    pattern = "[’']".join(parts).replace(r"\*", r"[\w-]*").replace(r"\ ", r"[\s-]+")
    return pattern if phrase.endswith("*") or not phrase[-1:].isalpha() else f"{pattern}s?"


def _reference(word: str) -> str:
    first = word[0] if word[0].isupper() else f"[{word[0]}{word[0].upper()}]"
    return first + re.escape(word[1:]).replace(r"\ ", r"[\s-]+")
