"""Who was inspected: from a report's title and front page, or out of a press release."""

import re
from collections import Counter
from functools import cache

from pipeline import gazetteer, models
from pipeline.document import Document, Kind
from pipeline.extract.dates import full_days
from pipeline.frameworks.load import inspectorates, read_toml, scales
from pipeline.frameworks.phrases import any_of
from pipeline.frameworks.recognise import Recognition, head_blocks

EARLY = 400
"""Characters at the head of a text, where its subject is named."""

OPENING = 900
"""Characters of a press release's first paragraphs, which tell who was inspected."""

NEAR = 4
"""A front page prints the provider's name at most so many blocks from the title."""

CAPITAL = "A-ZÀ-ÖØ-ÞŴŶ"
GAP = r"[^\S\n]+"

NAME = re.compile(
    rf"(?:[{CAPITAL}][\w’'&.-]*[\w’']|[{CAPITAL}]{{2,}})"
    rf"(?:{GAP}(?:of|and|the|for|upon|on|in|na|an|y|yr|&)(?={GAP}[{CAPITAL}])"
    rf"|{GAP}(?:[{CAPITAL}][\w’'&-]*\w|[{CAPITAL}]{{2,}}))*"
)
"""Capitalised words with the small words inside a name: "Taigh nan Craobh"."""

INSPECTED = re.compile(
    r"\b(?:inspections?|visits?|report|rating|ratings|findings|inspected|visited|judged|rated)"
    r"(?:\s+(?:of|to|on|at|for|about))?\s+(?:the\s+)?$|\bfound\s+at\s+$"
    r"|\b(?:judged|rated|graded|evaluated)\s+(?:the\s+)?(?:[a-z]+\s+){1,6}(?:of|at)\s+(?:the\s+)?$"
    r"|\binspect\w*\b[^.;]{0,60}?\bwere\s+(?:in|at|with)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before the provider: "an unannounced inspection of …"."""

WAS_JUDGED = re.compile(
    r"^(?:\s*\([A-Z]+\))?,?\s+(?:has been|have been|was|were|is|are)\s+"
    r"(?:now\s+|again\s+|still\s+|no longer\s+)?(?:rated|judged|graded|given|inspected|evaluated"
    r"|found|visited)\b"
)
"""What stands behind it: "… has been rated Good"."""

PERSON_WORDS = re.compile(
    r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Professor|Prof|Rev|Revd|Inspector"
    r"|Chief|Head"
    r"|Chair|Director|Minister|Leader|Commissioner|Officer|Convener)\b"
)
"""Names with these are people's or offices'."""

LABEL = re.compile(r"(?:Press|News|Media)\s+(?:Release|Statement|Notice|Bulletin)s?", re.IGNORECASE)
"""What the document calls itself."""

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
    told: set[str] = set()
    for match in NAME.finditer(body):
        name = _authority_in(_first_organisation(_tidy(match.group())))
        if len(name) < 4 or _inspects(name) or _no_body(name):
            continue
        weight = _weight(body, match, seen.title, told)
        scores[_key(name)] += weight
        forms.setdefault(_key(name), Counter())[name] += weight
        if (weight >= TELLING and " " in name) or _organisation(name):
            bodies.add(_key(name))
    if not bodies:
        return ""
    best = max(bodies, key=lambda key: (scores[key], -body.lower().find(key)))
    return max(forms[best], key=lambda name: _rank(name, forms[best], body))


FIRST_TELLING, LATER_TELLING = 10, 2
"""Weights of a mention that says that a body was inspected or judged."""

TELLING = 4
"""A mention of this weight says that a name is the inspected body's."""


def _rank(name: str, forms: Counter[str], body: str) -> tuple[bool, int, bool, int]:
    """Of a name's forms the one with its kind, with most weight, not in capitals, the first."""
    return (_organisation_word(name), forms[name], not name.isupper(), -body.find(name))


def _weight(body: str, match: re.Match[str], title: tuple[int, int], told: set[str]) -> int:
    """What one mention counts: more where the text says that this body was inspected.

    `told` remembers which of the two tellings was seen: the first one is about the provider,
    later ones may be about other bodies.
    """
    early = match.start() < title[1] + OPENING
    line = body[body.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    alone = match.start() < title[0] and len(line) < len(match.group()) + 30
    begin = max(match.start() - 90, body.rfind("\n", 0, match.start()) + 1)
    inspected = INSPECTED.search(body, begin, match.start())
    judged = WAS_JUDGED.match(body[match.end() : match.end() + 60])
    in_title = title[0] <= match.start() < title[1]
    weight = 1 + 5 * alone + 3 * in_title
    for telling, hit in (("inspected", inspected), ("judged", judged)):
        if hit:
            weight += FIRST_TELLING if early and telling not in told else LATER_TELLING
            told.add(telling)
    return weight


def _first_organisation(name: str) -> str:
    """“Moor Council and NHS Fells Board”, “Moor Council’s Cabinet” → “Moor Council”."""
    for joint in re.finditer(r" and |[’']s? ", name):
        first = name[: joint.start()]
        if _organisation_word(first) or (joint.group() != " and " and gazetteer.resolve(first)):
            return first
    return name


def _no_body(name: str) -> bool:
    """Whether capitalised words are a grade, a person, a label, a shout or a date."""
    return bool(
        _grades().fullmatch(name)
        or PERSON_WORDS.search(name)
        or LABEL.fullmatch(name)
        or full_days(f"1 {name} 2000")
        or (name.isupper() and name.count(" ") > LONGEST_SHOUT and not _organisation_word(name))
    )


LONGEST_SHOUT = 2


def _authority_in(name: str) -> str:
    """The authority at the end of running capitals: "Members of Durham County Council"."""
    words = name.split()
    ends = (" ".join(words[k:]) for k in range(len(words) - 1))
    return next((e for e in ends if e[0].isupper() and gazetteer.resolve(e)), name)


def _key(name: str) -> str:
    authority = gazetteer.resolve(name)
    words = name.lower().split()
    return authority.code if authority else words[_opens(name) and len(words) > 1]


def _opens(name: str) -> bool:
    """Whether a name's kind stands before its own word: "Ysgol Glan Morfa"."""
    return name.split()[0] in organisation_openings()


def _organisation_word(name: str) -> bool:
    words = name.split()
    last = words[-1].capitalize() if name.isupper() else words[-1]
    return len(words) > 1 and (last in organisation_words() or words[0] in organisation_openings())


@cache
def organisation_words() -> frozenset[str]:
    """Last words of organisations' names, from models/documents.toml."""
    return frozenset(read_toml(models.path("documents.toml"))["organisations"])


@cache
def organisation_openings() -> frozenset[str]:
    """First words of organisations' names, from models/documents.toml."""
    return frozenset(read_toml(models.path("documents.toml"))["organisation_openings"])


def _organisation(name: str) -> bool:
    return _organisation_word(name) or gazetteer.resolve(name) is not None


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
