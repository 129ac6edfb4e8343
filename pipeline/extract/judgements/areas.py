"""The areas that a noun phrase names: known ones by their names, others by what is printed."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from pipeline.extract.judgements.bodies import DETERMINER, is_whole
from pipeline.extract.judgements.stated import About, Context
from pipeline.extract.judgements.tokens import words as listed_words
from pipeline.frameworks import fold

IGNORE = re.IGNORECASE

BODY_WORDS = re.compile(
    r"(?:force|trust|school|academy|home|care home|college|hospital|prison|nursery)", IGNORE
)
"""Generic words that mean the provider only where it is one."""

ALL_AREAS = re.compile(
    r"\b(?:all|every|each)\s+(?:of\s+)?(?:the\s+|its\s+|our\s+)?(?:(?:one|single|other|four|five"
    r"|six|three)\s+)?"
    r"(?:key\s+|service\s+|judge?ment\s+|inspected\s+|inspection\s+)?"
    r"(?:areas?|services|judge?ments|aspects?|categor\w+|questions?|standards?)\b|\bacross"
    r"\s+the\s+board\b",
    IGNORE,
)
"""“in all areas”, “every category”, “across the board”."""

LITTLE = re.compile(r"\b(?:the|its|their|a|an)\s+", IGNORE)

SERVICE_WORDS = re.compile(
    r"(?<!\w)(?:the|its|their|those|these|of|for|and|to|in|services?|experiences?|progress|support"
    r"|quality|effectiveness|overall|work|with"
    r"|arrangements|outcomes|judge?ments?|areas?|new|local(?=\s+authority[’'])|\w+[’']s?)(?=\s|$"
    r"|,)",
    IGNORE,
)
"""Words that may stand before an area's name without changing it."""

JOINED = re.compile(r"\s+(?:of|for|in|to)\s+(?:(?:the|its|their)\s+)?(?:services\s+for\s+)?")

GERUND_PAIR = re.compile(r"\w+ing\b.*?\S(?P<second>\s+and\s+\w+ing\s+.+)$", re.DOTALL)
"""“preventing crime | and tackling disorder” is one area if no list knows the second half."""

OBJECT = re.compile(r"\s+(?:of|for)\s+(?:(?:the|its|their)\s+)?(?P<what>.+)$")
"""What an area is of: “overall effectiveness of” safeguarding services."""

SEPARATOR = re.compile(r",\s*(?:and\s+)?|\s+and\s+(?=(?:(?!\sand\s)[^,])*$)")

OWN_THING = re.compile(
    r"^(?:trust|council|school|college|force|service|home|hospital|provider|authority)"
    r"[’'](?:s\s+|\s+)",
    IGNORE,
)
"""“the trust’s | maternity services”."""

PEOPLE = frozenset({"families", "people", "children", "pupils"})
"""An area may be about them, but none is called so."""

LONGEST_NAME = 9
"""Words of an area's name that no list knows."""

CLAUSE_VERB = re.compile(
    r"\w\s+(?:is|are|was|were|has|have|had|will|would|can|could|needs|fell|falls|said|says|came)\s",
    re.IGNORECASE,
)
"""A clause is no name: “force | needs | to improve at …”."""

PREDICATE = re.compile(r"(?:^|\s+)(?:was|were|had|has|have|been)\b.*$", re.IGNORECASE)
"""A verb and what follows is no part of a name: "local authority | had previously"."""

FRAGMENT = re.compile(
    r"^(?:and|or|with|while|although|though|whereas|since|as|in|at|on|for|by|from|to|if|when|where|who|what|that|not|there"
    r"|because)\b",
    IGNORE,
)
"""No name starts like this."""


def areas_of(words: str, context: Context, any_name: bool, plural: bool = True) -> Iterator[About]:
    """The areas that words name; with `any_name` also one that no list knows."""
    text = DETERMINER.sub("", words.strip(" ,.‘’“”'\""))
    if ALL_AREAS.search(words):
        yield About("all_areas", words.strip(" ,."))
        return
    hits = context.finder.find(text)
    if not hits or hits[0][0] > 0:
        text = _in_progressive(text, context) or text
        hits = context.finder.find(text)
    parts = _listed(text, hits) if any_name and plural and "," in text else []
    if len(parts) > 1 and not _has_object(text) and not is_whole(text, context):
        for part in parts:
            yield from areas_of(part, context, any_name)
        return
    text = text if hits else PREDICATE.sub("", text)
    if hits and not (any_name and qualified(text[: hits[0][0]])):
        yield from _named_areas(text, hits, context)
    elif is_whole(text, context):
        if context.press or not BODY_WORDS.fullmatch(text) or text.lower() in context.own[0]:
            yield About(context.overall, text or "overall")
    elif any_name and _may_be_area(text):
        name = OWN_THING.sub("", text)
        yield About(area_id(name), name)


HOW_IT = re.compile(
    r"(?:how(?:\s+well|\s+effectively)?|way)\s+(?:it|they|the\s+\w+)\s+(?P<stem>\w+?)(?P<end>e?s?)"
    r"\s+(?P<what>\w.*)",
    IGNORE,
)
"""“how it | investigates | crime”."""


def _in_progressive(text: str, context: Context) -> str:
    """“how it investigates crime” → “investigating crime” if that is a known area, else ""."""
    found = HOW_IT.fullmatch(text)
    if found is None:
        return ""
    stems = (
        found["stem"],
        found["stem"] + found["end"].removesuffix("s"),
        found["stem"].rstrip("e"),
    )
    names = (f"{stem}ing {found['what']}" for stem in stems)
    known = (
        name for name in names if [(0, len(name))] == [h[:2] for h in context.finder.find(name)]
    )
    return next(known, "")


def _may_be_area(text: str) -> bool:
    """Whether words that no list knows can be an area's name."""
    said = fold(text).split()
    alone = len(said) == 1 and said[0] in PEOPLE
    return (
        0 < len(said) <= LONGEST_NAME
        and not alone
        and not FRAGMENT.match(text)
        and not CLAUSE_VERB.search(text)
        and not {said[0] if not HOW_IT.match(text) else "", said[-1]} & not_areas()
    )


@cache
def not_areas() -> frozenset[str]:
    """Words that no area's name begins or ends with, from models/judging.toml."""
    return frozenset(listed_words()["not_areas"])


def _has_object(text: str) -> bool:
    """Whether “of” before the first comma ties the list behind it to one name."""
    return bool(re.match(r"[^,]*\sof\s[^,]*,", text)) and " the " not in text


def qualified(before: str) -> bool:
    """Whether words before a known name make it another thing (“the engagement of” …)."""
    return bool(SERVICE_WORDS.sub("", before).strip(" ,"))


def area_id(name: str) -> str:
    """A snake_case id from an area's printed name."""
    return fold(LITTLE.sub(" ", name)).replace(" ", "_")


def _named_areas(text: str, hits: list[tuple[int, int, str]], context: Context) -> Iterator[About]:
    """Areas by their known names.

    Of names that stand side by side (“care leavers outcomes”) or are joined by a preposition
    (“effectiveness of services for children looked after”) only the head counts; what follows
    the last name (“… of safeguarding services”) belongs to all.
    """
    gaps = [text[a[1] : b[0]] for a, b in pairwise(hits)]
    if any(not gap.strip() for gap in gaps):
        hits = hits[-1:]
    elif any(JOINED.fullmatch(gap) for gap in gaps):
        hits = hits[:1]
    rest = OBJECT.match(text, hits[-1][1])
    of_what = rest.group("what") if rest else ""
    specific = context.press and of_what and not is_whole(of_what, context)
    pair = GERUND_PAIR.match(text, hits[-1][0]) if context.press else None
    if pair and len(hits) == 1 and pair.start("second") == hits[0][1]:
        yield About(area_id(text), text)
        return
    for start, end, area in hits:
        if specific:
            name = f"{text[start:end]} of {of_what}"
            yield About(area_id(name), name)
        else:
            whole = len(hits) == 1 and not qualified(text[:start]) and len(text) < 120
            yield About(area, text if whole else text[start:end])


def _listed(text: str, hits: list[tuple[int, int, str]]) -> list[str]:
    """“a, b and c” → its parts; the last “and” parts two of them, and no known name is parted."""
    parts, begin = [], 0
    for joint in SEPARATOR.finditer(text):
        if any(start < joint.start() < end for start, end, _ in hits):
            continue
        parts.append(text[begin : joint.start()])
        begin = joint.end()
    return [part.strip() for part in [*parts, text[begin:]] if part.strip()]
