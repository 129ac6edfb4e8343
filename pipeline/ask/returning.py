"""Recommendations that come back: what a later inspection asks for again, in similar words.

Likeness is the cosine of the two sets of words, each word weighted by how rare it is among the
recommendations of the store (tf-idf): 1 is the same words, 0 none in common. Of pairs of real
reports that were looked at, 19 of 21 that are alike by 0.5 or more were about the same matter,
16 of 24 between 0.4 and 0.5.
"""

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.ask.inspections import PRESS, Inspection

ALIKE = 0.5
SAMPLE = 5000
"""Recommendations out of which the rarity of words is counted, where a store has more."""

WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = ("ing", "ed", "es", "s")
"""Cut off, so that "planning" and "plans" are one word."""


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation as printed in a document."""

    recommendation_id: str
    inspection: Inspection
    kind: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Return:
    """A recommendation and the earlier one that is most like it; `likeness` from ALIKE to 1."""

    earlier: Item
    later: Item
    likeness: float


def returning(
    database: sqlite3.Connection, found: Sequence[Inspection], alike: float = ALIKE
) -> tuple[Return, ...]:
    """The recommendations of one provider's documents that an earlier document has, too.

    Each comes once, with the most similar one of another date before it; the latest first.
    """
    dated = {each.document_id: each for each in found if each.date and each.document_type != PRESS}
    rarity = _rarity(database)
    items = [(item, _weights(item.text, rarity)) for item in _items(database, dated)]
    made = []
    for later, its_words in items:
        before = [
            (_cosine(words, its_words), earlier)
            for earlier, words in items
            if earlier.inspection.date < later.inspection.date
        ]
        best = max(before, key=lambda pair: (pair[0], pair[1].inspection.date), default=None)
        if best and best[0] >= alike:
            made.append(Return(best[1], later, round(best[0], 2)))
    made.sort(key=lambda each: each.likeness, reverse=True)
    made.sort(key=lambda each: each.later.inspection.date, reverse=True)
    return tuple(made)


def _items(database: sqlite3.Connection, dated: dict[str, Inspection]) -> list[Item]:
    marks = ", ".join("?" * len(dated))
    rows = database.execute(
        "SELECT recommendation_id, document_id, kind, text, page FROM recommendations "
        f"WHERE document_id IN ({marks}) ORDER BY document_id, start, recommendation_id",
        tuple(dated),
    )
    return [Item(row[0], dated[row[1]], row[2] or "", row[3], row[4]) for row in rows]


def _words(text: str) -> frozenset[str]:
    return frozenset(map(_stem, WORD.findall(text.casefold().replace("’", ""))))


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _rarity(database: sqlite3.Connection) -> dict[str, float]:
    """The weight of every word: 1 where all recommendations have it, more the fewer do."""
    rows = database.execute(
        "SELECT text FROM recommendations ORDER BY recommendation_id LIMIT ?", (SAMPLE,)
    )
    return _rarity_in(tuple(text for (text,) in rows))


@lru_cache(maxsize=1)
def _rarity_in(texts: tuple[str, ...]) -> dict[str, float]:
    """Counting takes 60 ms for a sample; who asks again asks of the same texts."""
    counts = Counter(word for text in texts for word in _words(text))
    return {word: 1 + math.log(len(texts) / count) for word, count in counts.items()}


def _weights(text: str, rarity: dict[str, float]) -> dict[str, float]:
    """The words of a text with their weights, as a vector of length 1."""
    rarest = max(rarity.values(), default=1.0)
    weights = {word: rarity.get(word, rarest) for word in _words(text)}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def _cosine(words: dict[str, float], others: dict[str, float]) -> float:
    return sum(weight * others[word] for word, weight in words.items() if word in others)
