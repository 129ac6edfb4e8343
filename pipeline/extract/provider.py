"""Who was inspected: from a report's title and front page, or out of a press release."""

import re
from collections import Counter
from functools import cache

from pipeline import gazetteer, models
from pipeline.document import Document, Kind
from pipeline.frameworks.load import inspectorates, read_toml, scales
from pipeline.frameworks.phrases import any_of
from pipeline.frameworks.recognise import Recognition, head_blocks

EARLY = 400
"""Characters at the head of a text, where its subject is named."""

NEAR = 4
"""A front page prints the provider's name at most so many blocks from the title."""

NAME = re.compile(
    r"(?:[A-Z][\w’'&.-]*[\w’']|[A-Z]{2,})"
    r"(?:(?<![’']s)[^\S\n]+(?:of|and|the|for|upon|on|in|na|an|y|yr|&)(?=[^\S\n]+[A-Z])"
    r"|(?<![’']s)[^\S\n]+(?:[A-Z][\w’'&-]*\w|[A-Z]{2,}))*"
)
"""Capitalised words with the small words inside a name, up to a possessive:
"Taigh na Mara", "Durham County Council’s" in "Durham County Council’s Cabinet"."""

INSPECTION_OF = re.compile(
    r"\b(?:inspect(?:ion|ed)|visit(?:ed)?|findings)\s+(?:of|to|at)?\s*(?:the\s+)?$", re.I
)
"""What stands before the provider: "an unannounced inspection of …"."""

WAS_JUDGED = re.compile(
    r"^(?:\s*\([A-Z]+\))?,?\s+(?:has been|have been|was|were|is|are)\s+"
    r"(?:now\s+|again\s+|still\s+)?(?:rated|judged|graded|given|inspected|evaluated|found|visited)\b"
)
"""What stands behind it: "… has been rated Good"."""

POSSESSIVE = re.compile(r"[’']s?$")


def find_provider(document: Document, seen: Recognition) -> str:
    """The provider's printed name: out of the title, or from the front page around it."""
    if seen.provider[:1].isupper():
        return _tidy(seen.provider)
    blocks = [b for b in head_blocks(document) if b.kind is not Kind.NOTE and b.page == 1]
    at = next((k for k, b in enumerate(blocks) if b.start >= seen.title[0]), 0)
    near = [*blocks[max(0, at - NEAR) : at][::-1], *blocks[at : at + NEAR]]
    names = [document.of(b).strip() for b in near if not seen.title[0] <= b.start < seen.title[1]]
    for name in names:
        if gazetteer.resolve(name):
            return _tidy(name)
    for name in names:
        if NAME.fullmatch(name) and name.split()[-1] in organisation_words():
            return _tidy(name)
    headings = [b for b in blocks if b.kind is Kind.HEADING]
    if seen.title[0] == seen.title[1] and headings:
        return _tidy(document.of(max(headings, key=lambda b: b.size)))
    named = (_tidy(m.group()) for m in NAME.finditer(document.body, 0, 4 * EARLY))
    return next((name for name in named if gazetteer.resolve(name)), "")


def find_press_provider(document: Document, seen: Recognition) -> str:
    """The body that a press release is about: inspected, judged, or named most.

    The forms of one name ("Durham", "Durham County Council") count together.
    """
    body = document.body
    scores: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    bodies: set[str] = set()
    for match in NAME.finditer(body):
        name = _authority_in(_tidy(match.group()))
        shouted = name.isupper() and name.count(" ") > 2
        if len(name) < 4 or shouted or _inspects(name) or _grades().fullmatch(name):
            continue
        weight = _weight(body, match, seen.title[1])
        scores[_key(name)] += weight
        forms.setdefault(_key(name), Counter())[name] += 1
        if weight > 1 or _organisation(name):
            bodies.add(_key(name))
    if not bodies:
        return ""
    best = max(bodies, key=lambda key: (scores[key], -body.lower().find(key)))
    return max(
        forms[best],
        key=lambda name: (_organisation_word(name), forms[best][name], -body.find(name)),
    )


def _authority_in(name: str) -> str:
    """The authority at the end of running capitals: "Members of Durham County Council"."""
    words = name.split()
    ends = (" ".join(words[k:]) for k in range(len(words) - 1))
    return next((e for e in ends if e[0].isupper() and gazetteer.resolve(e)), name)


def _weight(body: str, match: re.Match[str], opening: int) -> int:
    """What one mention counts: more where the text says that this body was inspected.

    `opening` is where the first paragraph starts, which names who was judged.
    """
    early = match.start() < opening + EARLY
    inspected = INSPECTION_OF.search(body, max(0, match.start() - 40), match.start())
    judged = WAS_JUDGED.match(body[match.end() : match.end() + 60])
    return 1 + (5 if inspected else 0) + (10 if early else 2) * bool(judged)


def _key(name: str) -> str:
    authority = gazetteer.resolve(name)
    return authority.code if authority else name.split()[0].lower()


def _organisation_word(name: str) -> bool:
    return " " in name and name.split()[-1] in organisation_words()


@cache
def organisation_words() -> frozenset[str]:
    """Last words of organisations' names, from models/documents.toml."""
    return frozenset(read_toml(models.path("documents.toml"))["organisations"])


def _organisation(name: str) -> bool:
    return name.split()[-1] in organisation_words() or gazetteer.resolve(name) is not None


@cache
def _inspectorate_names() -> re.Pattern[str]:
    return any_of(name for inspectorate in inspectorates() for name in inspectorate.names)


@cache
def _grades() -> re.Pattern[str]:
    return any_of(n for scale in scales().values() for grade in scale.grades for n in grade.names)


def _inspects(name: str) -> bool:
    return _inspectorate_names().search(name) is not None


def _tidy(name: str) -> str:
    name = " ".join(name.split()).strip(" ,.:;–-")
    name = re.sub(r"^[Tt]he\s+", "", name)
    return POSSESSIVE.sub("", name)
