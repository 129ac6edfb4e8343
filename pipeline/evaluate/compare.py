"""When a found value is the annotated one: texts by their words, names folded, numbers near.

The gold's own scorer defines these comparisons; `tests/benchmarks/agree_with_score.py` shows
that both come to the same digits.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Gold = Mapping[str, Any]
Row = Mapping[str, str]

STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xad": ""}
    | dict.fromkeys("◼■\uf06e\uf0b7•▪", " ")
)
"""Quotes and dashes as typed, soft hyphens dropped, bullets as spaces."""

LITTLE = {"the", "of", "a", "an", "and", "for", "in", "to", "s"}
"""Words that do not count when two phrases are compared."""


def norm(text: object) -> str:
    """Lower case, one space, straight quotes and hyphens, no bullets."""
    plain = unicodedata.normalize("NFKC", str(text or "")).translate(STRAIGHT)
    return re.sub(r"\s+", " ", re.sub(r"-\s+", "-", plain)).strip().lower()


def words(text: object) -> list[str]:
    """The words and numbers of a text, folded."""
    return re.findall(r"[a-z0-9£%]+", norm(text))


def same_text(gold: Gold, text: str, floor: float) -> float:
    """How alike two long texts are, 0 below `floor`.

    The gold holds the whole text, or (a compact gold) its digest, head, tail and length.
    """
    said = words(text)
    if gold.get("text") is not None:
        return _likeness(words(gold["text"]), said, floor)
    if hashlib.sha256(" ".join(said).encode()).hexdigest()[:16] == gold["digest"]:
        return 1.0
    head, tail = words(gold["head"]), words(gold["tail"])
    slack = max(1, round((1 - floor) * gold["words"]))
    close = abs(len(said) - gold["words"]) <= slack
    return floor if close and said[: len(head)] == head and said[-len(tail) :] == tail else 0.0


def _likeness(gold: list[str], said: list[str], floor: float) -> float:
    if gold == said:
        return 1.0
    matcher = SequenceMatcher(None, gold, said, autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= floor else 0.0


def overlap(gold: object, said: object) -> float:
    """F1 of the words of two phrases, with the s of a plural folded, little words left out."""
    x, y = _content(gold), _content(said)
    if not x or not y:
        return 1.0 if x == y else 0.0
    both = len(x & y)
    return 2 * both / (len(x) + len(y)) if both else 0.0


def _content(text: object) -> set[str]:
    return {w[:-1] if w.endswith("s") and len(w) > 3 else w for w in words(text)} - LITTLE


def number(text: object) -> float | None:
    """A printed number as a float, None where it is none."""
    try:
        return float(str(text).replace(",", ""))
    except ValueError:
        return None


def pair(
    gold: Sequence[Gold], said: Sequence[Row], score: Callable[[Gold, Row], float]
) -> list[tuple[int, int]]:
    """Pairs one to one by falling score: (index in gold, index in said); 0 is no pair."""
    scored = ((score(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(said))
    cells = sorted((c for c in scored if c[0] > 0), key=lambda c: (-c[0], c[1], c[2]))
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for _, i, j in cells:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append((i, j))
    return found
