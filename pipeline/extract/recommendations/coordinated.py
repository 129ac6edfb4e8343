"""Several requests in one sentence: “to improve the quality of plans, the …, and how …”.

What follows a cue is a list where each of its parts says what to do or names what is to be
better; a sentence that asks for one thing only is no list.
"""

import re
from collections.abc import Callable
from functools import cache

from pipeline.extract.recommendations.cues import names

IGNORE = re.IGNORECASE

BETTER = re.compile(
    r"(?:to\s+)?(?:further\s+|urgently\s+)?(?:improve|strengthen|see\s+(?:more"
    r"\s+)?(?:improvements?|progress)\s+(?:in|to|on)"
    r"|improvements?\s+(?:in|to)|better|do\s+better\s+on|work\s+on|address)\s+",
    IGNORE,
)
"""What can stand before the names of several weaknesses."""

JOINT = re.compile(
    r"\s*[,;]\s*(?:and\s+)?(?:(?:also|then|finally)\s+)?|\s+and\s+(?:(?:also|then|finally)\s+)?"
)
"""Between two items; not every “and” is one."""

PRONOUN = re.compile(r"[\w-]+(?:\s+(?:on|with|to|for|of))?\s+(?:it|them|this|these)\b", IGNORE)
"""“… and act on them” goes on with the item before."""

NAMELY = re.compile(r"(?::|,?\s+namely,?|\s[–—-])\s+(?P<rest>\S.+)$", IGNORE | re.DOTALL)
"""Behind what announces requests, the requests: “one area for improvement, namely …”."""

DETERMINED = re.compile(r"(?:the|its|their|how|whether)\s+\w", IGNORE)

LEAST = 3
"""Words of an item of two; “review and improve its plans” is one request."""

Place = tuple[int, int]


@cache
def _does() -> re.Pattern[str]:
    """What to do: “hire”, “to hire”, “should hire”, “that it hires”, “by May to hire”."""
    verbs = names("imperatives").pattern.removesuffix(r"(?!\w)") + r"(?:e?s)?(?!\w)"
    return re.compile(
        r"(?:by\s+[^,;]{3,25}?\s+)?(?:to\s+|(?:that\s+)?(?:it|they)\s+)?(?:(?:should|must)"
        r"\s+(?:also\s+)?)?"
        rf"(?P<verb>{verbs})",
        IGNORE,
    )


@cache
def _names() -> re.Pattern[str]:
    """What is to be better: “the quality of plans”, “how staff record”."""
    nouns = names("qualities").pattern
    return re.compile(
        rf"(?:the|its|their|how|whether|outcomes|support)\s+\w|(?:[\w-]+\s+)?{nouns}", IGNORE
    )


def coordinated(sentence: str, start: int, weak: bool) -> tuple[list[Place], bool]:
    """The items of `sentence[start:]` if it lists several; whether they name weaknesses.

    `weak` says that weaknesses are announced: “the areas for improvement are …”.
    """
    start += len(sentence[start:]) - len(sentence[start:].lstrip())
    end = len(sentence.rstrip(' ."”’'))
    better = BETTER.match(sentence, start)
    if better or weak:
        places = _weaknesses(sentence, better.end() if better else start, end)
        if len(places) > 1:
            return places, True
    places = _parts(sentence, start, end, lambda joint, at: bool(_does().match(sentence, at)))
    joined = [place for place in places if len(sentence[slice(*place)].split()) < LEAST]
    if len(places) > 1 and not (joined and len(places) == 2):
        return [(_verb(sentence, a), b) for a, b in places], False
    return [], False


def named(sentence: str) -> list[Place]:
    """What stands behind a colon or “namely” in a sentence that announces requests."""
    found = NAMELY.search(sentence)
    if found is None:
        return []
    start, end = found.start("rest"), len(sentence.rstrip(' ."”’'))
    return _weaknesses(sentence, start, end) or _parts(
        sentence, start, end, lambda joint, at: bool(_does().match(sentence, at))
    )


def _weaknesses(sentence: str, start: int, end: int) -> list[Place]:
    """Names of weaknesses; a bare “and” parts them before an article or behind commas only."""
    commas = "," in sentence[start:end]

    def opens(joint: str, at: int) -> bool:
        pattern = _names() if commas or "," in joint or not joint else DETERMINED
        return bool(pattern.match(sentence, at))

    return _parts(sentence, start, end, opens)


def _verb(sentence: str, start: int) -> int:
    """Where an item's verb begins, behind “should” or “to”; a deadline before it stays."""
    found = _does().match(sentence, start)
    dated = sentence[start : start + 3].lower() == "by "
    return found.start("verb") if found and not dated else start


def _parts(sentence: str, start: int, end: int, opens: Callable[[str, int], bool]) -> list[Place]:
    """`sentence[start:end]` parted where an item opens; nothing if its start is none."""
    if start >= end or not opens("", start):
        return []
    cuts = [m for m in JOINT.finditer(sentence, start, end) if opens(m.group(), m.end())]
    cuts = [m for m in cuts if not PRONOUN.match(sentence, m.end())]
    begins = [start, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), end]
    return list(zip(begins, ends, strict=True))
