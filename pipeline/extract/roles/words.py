"""The words of offices and organisations, and a role parted from its organisation.

The words themselves are in models/gazetteer/people.toml.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pipeline.extract.people import UPPER, gazetteer, plain, words_of, words_of_titles
from pipeline.frameworks import inspectorates

_BODY = rf"[{UPPER}][\w’'&.-]*(?:[\s,]+(?:[{UPPER}(][\w’'&.)-]*|of|and|for|the|in|&))*"

OF = re.compile(r"\s(?:of|for|at|with|in|from)\s")
OF_BODY = re.compile(
    rf"(?P<joint>\s(?:of|for|in|(?:at|with|from)(?:\s+the)?)\s)\s*(?P<body>{_BODY})$"
)
"""The organisation at the end of a title: "Chief Executive of Bright Harbour Learning Trust"."""

BARE_BODY = re.compile(rf"\s+(?P<body>(?:[Tt]he\s+)?{_BODY})$")
"""The same without a joint: "Chief Officer NHS South West Lincolnshire CCG"."""

GENERIC = re.compile(r"(?:[Tt]he\s+)?[A-Z][a-z]+")
"""One word is no name of an organisation: "Chair of the Board", "Inspector of Constabulary"."""

INSPECTOR = re.compile(r"\b(?:inspectors?|S?HMIs?)\b", re.IGNORECASE)
"""Whose titles keep the inspectorate: "Ofsted Inspector"."""

INSPECTORATE = re.compile(r"HMI\s+(?:Constabulary|Probation|Prisons)")
"""Not an inspector of an organisation, but the inspectorate itself."""


class Role(NamedTuple):
    """An office printed at `text[start:end]`: its words, and the organisation next to it."""

    start: int
    end: int
    text: str
    organisation: str


def choice(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, any gap and apostrophe."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "[’']").replace(r"\ ", r"\s+") for word in ordered)


@cache
def heads() -> re.Pattern[str]:
    """Finds the head words, plural or not: "inspectors", "portfolio holder", "HMI"."""
    roles = gazetteer()["roles"]
    bound = roles["bound"]
    free = choice(word for word in roles["heads"] if word not in bound)
    tied = "|".join(rf"(?:{choice(words)})\s+{head}" for head, words in bound.items())
    return re.compile(
        rf"(?<![\w’'-])(?:(?:co|vice|sub)-)?(?:{tied}|{free})s?(?![\w-])"
        r"(?![’']\w)(?!(?<=s)[’']\s[A-Za-z])",
        re.IGNORECASE,
    )


@cache
def bodies() -> re.Pattern[str]:
    """Finds the words that make a phrase the name of an organisation."""
    return re.compile(rf"(?<![\w-])(?:{choice(words_of('organisations', 'words'))})(?![\w-])", re.I)


@cache
def verbs() -> re.Pattern[str]:
    """Finds the word with which a sentence goes on after a role."""
    return re.compile(
        rf"(?<![\w-])(?:{choice(words_of('speech', 'verbs'))}"
        r"|is|are|was|were|be|been|being|has|have|had|having|will|would|can|could|(?-i:may)"
        r"|must|should|does|did|do|who|whom|whose|which|that|when|while|where|because|but|than|if|since|until"
        r"|met|made|took|gave|came|went|got|led|ran|held|set|welcomed|thanked|visited|attended"
        r"|replacing|replaced|succeeding|succeeded|joined|spoke|paid|left|began|became|remains|attends|oversees|chairs|leads)(?![\w-])",
        re.IGNORECASE,
    )


@cache
def of_inspectorate() -> re.Pattern[str]:
    """Finds an inspectorate before an office of its own: "CQC | deputy director of operations"."""
    names = choice(name for each in inspectorates() for name in each.names)
    return re.compile(rf"(?P<body>{names})(?:[’']s)?\s+")


def _is_generic(body: str) -> bool:
    """Whether a word is no name of a body: "the Board", but "Ofsted" is one."""
    own = {word for word in gazetteer()["organisations"]["words"] if word[0].isupper()}
    return GENERIC.fullmatch(body) is not None and body.split()[-1] not in own


def singular(role: str) -> str:
    """The office of one of several: "Team inspectors" → "Team inspector"."""
    head = heads().search(role)
    end = title_end(role, head, len(role)) if head else 0
    if head is None or role[end - 1] != "s" or role[end - 2 : end] == "ss":
        return role
    return role[: end - 1] + role[end:] if heads().search(role[: end - 1]) else role


def title_end(text: str, head: re.Match[str], end: int) -> int:
    """Where the title ends that a first head opens: "executive headteacher |"."""
    at = head.end()
    for following in heads().finditer(text, at, end):
        between = text[at : following.start()].split()
        if not all(is_title(word) for word in between):
            break
        at = following.end()
    return at


def last_of(
    pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> re.Match[str] | None:
    """The last match of a pattern in `text[start:end]`."""
    last = None
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        last = match
    return last


def is_title(word: str) -> bool:
    """Whether a word can stand before the head of a title: "acting", "deputy", "chief"."""
    return word.lower().replace("’", "'") in words_of_titles()


def parted(text: str, start: int, end: int, organisation: str = "") -> Role | None:
    """The role printed at `text[start:end]`, without the organisation at its end."""
    words = text[start:end]
    last = last_of(heads(), words)
    if last is None:
        return None
    if (owner := of_inspectorate().match(words)) and not INSPECTOR.search(words):
        return parted(text, start + owner.end(), end, organisation or owner["body"])
    bare = BARE_BODY.match(words, last.end())
    owned = _owned(words, last.end())
    if bare and bodies().search(bare["body"]) and not INSPECTORATE.match(words, last.start()):
        organisation, end = organisation or plain(bare["body"]), start + last.end()
    elif owned:
        known = "" if _is_generic(owned["body"]) else plain(owned["body"])
        organisation = organisation or known
        if not _incomplete(words[: owned.start()], owned["joint"]):
            end = start + owned.start()
    end = start + len(text[start:end].rstrip(" ,;:–—-"))
    return Role(start, end, plain(text[start:end]), organisation.strip(" .;["))


def _owned(title: str, at: int) -> re.Match[str] | None:
    """The organisation at the end of a title, after its last joint."""
    found = [
        match for joint in OF.finditer(title, at) if (match := OF_BODY.match(title, joint.start()))
    ]
    return next((match for match in reversed(found) if bodies().search(match["body"])), None)


def _incomplete(title: str, joint: str) -> bool:
    """Whether a title says too little without the organisation: "chair | of the board"."""
    words = plain(title).lower()
    if joint.split()[0] == "at":
        return False
    if words in words_of("roles", "incomplete"):
        return True
    return words.split()[-1] in words_of("roles", "of_something")
