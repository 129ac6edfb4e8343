"""Whom and what a claim is about: the words around a grade → areas and other bodies."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.extract.judgements.stated import About, Context
from pipeline.extract.provider import organisation_words
from pipeline.frameworks import fold

IGNORE = re.IGNORECASE
IGNORE_S = re.IGNORECASE | re.DOTALL

CLAUSE = re.compile(
    r".*(?:[;:]|,?\s+(?:when|where|while|whereas|because|since|and\s+that|but|however|although)\b"
    r"|,\s+(?:and|after|with)\b"
    r"|,\s+(?:and|in|at|on|by|during|since|following)\b[^,]*,|\bthat\b|^(?:at|in|on|since|during"
    r"|following|before|after|when|within|across)\b[^,]*,)\s*",
    IGNORE_S,
)
"""Everything up to the clause that a judging verb belongs to."""

RELATIVE = re.compile(r",?\s*\b(?:which|who|that)(?:\s+(?:is|was|are|were)\s+[^,]*,)?\s*$", IGNORE)
"""“Resettlement policy, which is rated separately,” → “Resettlement policy”."""

DATELINE = re.compile(r"^[^.;]{0,60}?\b(?:19|20)\d\d\s*[-–—]\s+")
"""“Cragside, 7 February 2023 - ” at the head of a press release."""

AUXILIARY = re.compile(
    r"\s+(?:(?:is|are|was|were)\s+(?:last\s+)?inspected\b[^,]*|has|have|had|having|was|were|is"
    r"|are)\s*$",
    IGNORE_S,
)
"""A verb's remains behind the name: “services were”, “services was last inspected in 2018 and”."""

APPOSITION = re.compile(r"^(?P<outer>[^,]+),\s*(?P<inner>[A-Z][^,]*?)\s*,?\s*$", re.DOTALL)
"""“Its predecessor, Birchcote Community College,” → the name."""

ASIDE = re.compile(r"^(?P<outer>[A-Z][^,]+),\s*[a-z][^,]*,\s*$", re.DOTALL)
"""“Birchcote Academy, part of a trust,” → the academy."""

DETERMINER = re.compile(
    r"^(?:(?:and|also|both|the|its|their|his|her|our|this|these|an?)\s+)+", IGNORE
)

OPENING = re.compile(
    r"^(?:for example|however|in addition|as a result|overall|also|furthermore|similarly"
    r"|consequently)\s*,\s*"
    r"|^(?:in|at|during)\s+(?:that|this|the\s+same|(?:[a-z]+\s+)?(?:19|20)\d\d)"
    r"(?:\s+inspection)?,?\s+"
    r"|^(?:in|at|during|following)\s+(?:the|its|their|an)\s+(?:[a-z]+\s+)?inspection\s+"
    r"(?:of|in)\s+(?:[a-z]+\s+)?(?:19|20)\d\d,?\s+",
    IGNORE,
)
"""What may open a sentence before the name of what was judged."""

NAMED_THAT = re.compile(r"^(?:the\s+)?(?P<name>\w+(?:\s+\w+){0,6}?)\s+that\s", IGNORE)
"""“the help and protection that children receive” is help and protection."""

OWNED = re.compile(r"^(?:their|its)\s", IGNORE)

AT_BODY = re.compile(r"^(?:At|In) (?:the )?(?P<name>[A-Z][^,]{4,60}),")
"""“At Sir Francis Academy, …, personal development was”: whose area it is."""

WHICH_ASIDE = re.compile(r"^(?:which|who|where)\b.*,\s*", IGNORE_S)

PRONOUN = re.compile(r"(?:.*[,\s]\s*)?(?:it|they|them|this|these|he|she|we)$", IGNORE_S)

PREDICATE = re.compile(r"(?:^|\s+)(?:was|were|had|has|have|been)\b.*$", re.IGNORECASE)
"""A verb and what follows is no part of a name: "local authority | had previously"."""

FRAGMENT = re.compile(
    r"^(?:and|or|with|while|as|in|at|on|for|by|from|to|if|when|where|who|what|that|not|there|because)\b",
    IGNORE,
)
"""No name starts like this."""

NAMED = re.compile(
    r"(?:(?:the\s+)?[A-Z][\w’'&.-]*(?:\s+(?:of|and|the|for|upon|on|na|an|y|&))*\s*)+$"
)
"""A name: capitalised words and the small ones inside it."""

OTHER_KIND = re.compile(
    r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*\s+(?:children[’']s\s+)?(?:centre|home|school|nursery"
    r"|academy|college|unit|hospital)"
)
"""A name that ends in a common noun: “Beacon children’s centre”."""

GENERIC = re.compile(
    r"^(?:local authority|authority|council|borough|county|services?|children(?:’"
    r"|')?s (?:social care |social work )?services?"
    r"|services? (?:for|to) children\b.*|it|they|them|this|which|who|that|one|provider|force|trust"
    r"|school|academy|home|care home"
    r"|college|partnership|hospital|department|organisation|team|prison|nursery|judge?ments?"
    r"|overall|effectiveness|"
    r"all (?:areas|services|judge?ments|aspects)|inspection|ofsted|inspectors|children)?$",
    IGNORE,
)
"""Words that mean the inspected body as a whole."""

KIND_WORDS = re.compile(
    r"\b(?:council|county|city|borough|metropolitan|district|royal|london|of|the|local|area"
    r"|partnership|trust|services?|police)\b",
    IGNORE,
)

OWNER = re.compile(
    r"^(?:local authority|authority|council|borough|partnership|trust|force)[’']s\s+", IGNORE
)
"""“the council’s services” are the services."""

BODY_WORDS = re.compile(
    r"(?:force|trust|school|academy|home|care home|college|hospital|prison|nursery)", IGNORE
)
"""Generic words that mean the provider only where it is one."""

ALL_AREAS = re.compile(
    r"\ball\s+(?:the\s+)?(?:other\s+)?(?:key\s+|service\s+|judge?ment\s+)?"
    r"(?:areas|services|judge?ments|aspects)\b",
    IGNORE,
)
"""“in all areas”, “all services”."""

ORGANISED = re.compile(
    r".*\bchildren(?:’|')?s (?:social care |social work )?services\b.*"
    r"|services(?: (?:in|at|provided)\b.*| (?:for|to) children(?: and (?:families"
    r"|young people).*)?)?",
    IGNORE,
)
"""The inspected services as a whole: “children’s services in the area”."""

LITTLE = re.compile(r"\b(?:the|its|their|a|an)\b\s*", IGNORE)

SERVICE_WORDS = re.compile(
    r"\b(?:the|its|their|those|these|of|for|and|to|in|services?|experiences?|progress|support"
    r"|quality|effectiveness|overall"
    r"|local authority[’']s|council[’']s|authority[’']s|arrangements|outcomes|judge?ments?)(?=\s|$"
    r"|,)",
    IGNORE,
)
"""Words that may stand before an area's name without changing it."""

JOINED = re.compile(r"\s+(?:of|for|in|to)\s+(?:(?:the|its|their)\s+)?(?:services\s+for\s+)?")

OBJECT = re.compile(r"\s+(?:of|for)\s+(?:(?:the|its|their)\s+)?(?P<what>.+)$")
"""What an area is of: “overall effectiveness of” safeguarding services."""

LONGEST_NAME = 9
"""Words of an area's name that no list knows."""

COUNTED = re.compile(
    r"^(?:(?:more than|over|about|around|nearly|almost|just|only)\s+)?(?:an?\s+(?:third|quarter"
    r"|half|number|few)"
    r"|all(?!\s+(?:areas|services|judge?ments|aspects))|both|most|many|some|several|few|none|any"
    r"|(?:the\s+)?(?:majority|minority|rest|others?|remaining)|each|every|half|two[- ]thirds|one"
    r"|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*)\b",
    IGNORE,
)
"""Settings counted, not judged: “All were judged …”, “89 per cent of schools …”."""


def resolve(
    subject: str, tail: str, context: Context, any_name: bool = False, plural: bool = True
) -> Iterator[About]:
    """The areas (and other bodies) that the words around a grade name; none if unclear.

    With `any_name` an area may have a name that no list knows; without `plural` the commas
    and “and” of a name part nothing.
    """
    words = _noun_phrase(subject)
    qualified_name = NAMED_THAT.match(subject.strip())
    if qualified_name and context.finder.find(qualified_name.group("name")):
        words = qualified_name.group("name")
    opening = OPENING.match(subject.strip())
    if COUNTED.match(words) or (opening and COUNTED.match(subject.strip()[opening.end() :])):
        return
    behind = list(_areas(tail, context, any_name)) if tail and tail != "overall" else []
    body = other_body(words, context)
    if behind:
        for about in behind:
            yield About(about.area, about.area_text, body)
        return
    if body:
        yield About("overall", body, body)
        return
    owned = OWNED.match(words)
    named = context.finder.find(subject) if owned and not context.finder.find(words) else []
    if named:  # “Children in care fare less well: their experiences were …”
        yield About(named[-1][2], subject[named[-1][0] : named[-1][1]])
    else:
        yield from _areas(words, context, any_name, plural)


def _noun_phrase(subject: str) -> str:
    """The words that name what was judged: the last clause without what qualifies it."""
    text = OPENING.sub("", subject.strip(" ‘’“”'\"("))
    host = AT_BODY.match(text)
    if host:
        text = WHICH_ASIDE.sub("", text[host.end() :].strip())
    text = DATELINE.sub("", RELATIVE.sub("", AUXILIARY.sub("", text)))
    cut = CLAUSE.match(text)
    rest = text[cut.end() :] if cut else text
    text = rest if rest.strip(" ,") else text
    name = APPOSITION.match(text)
    aside = ASIDE.match(text)
    text = name.group("inner") if name else aside.group("outer") if aside else text
    if PRONOUN.fullmatch(text) and not COUNTED.match(text):
        return text.split()[-1]
    return text.strip(" ,‘’“”'\"(")


def _areas(words: str, context: Context, any_name: bool, plural: bool = True) -> Iterator[About]:
    text = DETERMINER.sub("", words.strip(" ,.‘’“”'\""))
    if ALL_AREAS.search(words):
        yield About("all_areas", words.strip(" ,."))
        return
    if any_name and plural and "," in text and not _has_object(text):
        for part in _listed(text):
            yield from _areas(part, context, any_name)
        return
    hits = context.finder.find(text)
    text = text if hits else PREDICATE.sub("", text)
    if hits and not (any_name and qualified(text[: hits[0][0]])):
        yield from _named_areas(text, hits, context)
    elif _whole(text, context):
        if context.press or not BODY_WORDS.fullmatch(text) or text.lower() in context.own[0]:
            yield About(context.overall, text or "overall")
    elif any_name and 0 < len(text.split()) <= LONGEST_NAME and not FRAGMENT.match(text):
        yield About(area_id(text), text)


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
    specific = context.press and of_what and not _whole(of_what, context)
    for start, end, area in hits:
        if specific:
            name = f"{text[start:end]} of {of_what}"
            yield About(area_id(name), name)
        else:
            whole = len(hits) == 1 and not qualified(text[:start]) and len(text) < 120
            yield About(area, text if whole else text[start:end])


def _whole(words: str, context: Context) -> bool:
    """Whether words mean the inspected body and its services as a whole."""
    text = OWNER.sub("", DETERMINER.sub("", words))
    return bool(GENERIC.fullmatch(text) or ORGANISED.fullmatch(text) or is_own(text, context))


def _listed(text: str) -> list[str]:
    """“a, b and c” → its parts; the last “and” parts two of them."""
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+(?=(?:(?!\sand\s)[^,])*$)", text)
    return [part.strip() for part in parts if part and part.strip()]


def other_body(words: str, context: Context) -> str:
    """The name of another body than the document's own provider, or ""."""
    name = re.sub(r"^(?:[Tt]he|[Oo]ne|[Aa]nother),?\s+", "", words).strip(" ,")
    named = NAMED.search(name)
    if not named and OTHER_KIND.fullmatch(name) and not context.finder.find(name):
        return "" if is_own(name, context) else name
    if not named or context.finder.find(name):
        return ""
    if named.start() > 0:
        name = named.group().removeprefix("the ").strip()
        if name.split()[-1] not in organisation_words():
            return ""
    if is_own(name, context) or len(name) < 5 or " " not in name:
        return ""
    return name


def is_own(name: str, context: Context) -> bool:
    """Whether a name means the inspected body: its own, or that without kind words."""
    folded = fold(name)
    bare = fold(KIND_WORDS.sub(" ", name))
    return any(
        folded == own or bare == own or (" " in own and own in folded) for own in context.own
    )


def host_of(sentence: str, context: Context) -> str:
    """The other body that a sentence opens with: “At Sir Francis Academy, …”; or ""."""
    place = AT_BODY.match(sentence)
    return other_body(place.group("name"), context) if place else ""


def own_names(provider: str) -> tuple[str, ...]:
    """A provider's folded name, whole and without the words that say what kind it is."""
    names = (fold(provider), fold(KIND_WORDS.sub(" ", provider)))
    return tuple(dict.fromkeys(name for name in names if name))
