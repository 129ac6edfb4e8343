"""Whom and what a claim is about: the words around a grade → areas and other bodies."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.judgements.areas import area_id, areas_of
from pipeline.extract.judgements.bodies import is_own, is_whole, other_body
from pipeline.extract.judgements.clauses import NOUN_OF
from pipeline.extract.judgements.constructions import ANY, is_counted
from pipeline.extract.judgements.stated import About, Context
from pipeline.extract.provider import organisation_words

IGNORE = re.IGNORECASE
IGNORE_S = re.IGNORECASE | re.DOTALL

CLAUSE = re.compile(
    r".*(?:[;:]|\b(?:found|said|made|saw|visited|praised|noted|returned)\b.*?\sand\s+(?=(?:the"
    r"|its?|they|we)\b)|,?\s+(?:when|where|while|whereas|because|since|and\s+that|but|however"
    r"|although)\b"
    r"|,\s+(?:and|after|with)\b"
    r"|,\s+(?:and|in|at|on|by|during|since|following)\b[^,]*,|\bthat\b(?!\s+(?:time|point"
    r"|inspection|year|date|stage))|^(?:at|in|on|of|among|since|during"
    r"|following|before|after|when|within|across)\b[^,]*,)\s*",
    IGNORE_S,
)
"""Everything up to the clause that a judging verb belongs to."""

RELATIVE = re.compile(r",?\s*\b(?:which|who|that)(?:\s+(?:is|was|are|were)\s+[^,]*,)?\s*$", IGNORE)
"""“Resettlement policy, which is rated separately,” → “Resettlement policy”."""

ASIDES = re.compile(r",\s*(?:which|who|rated|judged|graded|described|last)\b[^,]*,(?=\s*$)", IGNORE)
"""“Fire precautions, | rated poor last time,” → fire precautions."""

COORDINATE = re.compile(
    r"^(?P<np>.{3,80}?)\s+(?:is|was|has|had|runs|cares|serves|supports|provides|got|[a-z]+ed)\b"
    r".*\s(?:and|but)$",
    re.DOTALL,
)
"""“The service | scored 27 points and” was rated: the subject of both verbs."""

DATELINE = re.compile(r"^[^.;]{0,60}?\b(?:19|20)\d\d\s*[-–—]\s+")
"""“Cragside, 7 February 2023 - ” at the head of a press release."""

AUXILIARY = re.compile(
    r"\s+(?:(?:is|are|was|were)\s+(?:last\s+|also\s+|recently\s+)?inspected\b[^,]*|has|have|had"
    r"|having|was|were|is"
    r"|are)\s*$",
    IGNORE_S,
)
"""A verb's remains behind the name: “services were”, “services was last inspected in 2018 and”."""

APPOSITION = re.compile(r"^(?P<outer>[^,]+),\s*(?P<inner>[A-Z][^,]*?)\s*,?\s*$", re.DOTALL)
"""“Its predecessor, Birchcote Community College,” → the name."""

ASIDE = re.compile(r"^(?P<outer>[A-Z][^,]+),\s*[a-z][^,]*,\s*$", re.DOTALL)
"""“Birchcote Academy, part of a trust,” → the academy."""

OPENING = re.compile(
    r"^(?:nearby|neighbouring|although|though|whereas)\s+|^(?:nationally|locally|regionally|across\s+[^,]{3,30}),\s*"
    r"|^(?:for example|however|in addition|as a result|overall|also"
    r"|furthermore|similarly"
    r"|consequently|meanwhile|elsewhere[^,]{0,40}|nearby|by contrast|in contrast|this time"
    r"|again)\s*,\s*"
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

PRONOUN = re.compile(
    r"(?:.*[,\s]\s*)?(?:it|they|them|this|that|these|he|she|we|there|here|which)$", IGNORE_S
)

OWNER_OF = re.compile(
    r"^(?:the\s+)?(?P<body>[A-Z].*?)[’'](?:s\s+|\s+(?=[a-z]))(?P<what>.+)$", re.DOTALL
)
"""“Fernbank School’s | leadership”."""

APPOSED_AREA = re.compile(
    r",\s*(?:an?|the|one)\s+(?:area|aspect|theme|category|standard)\b[^,]{0,20},?$", IGNORE
)

WHOSE = re.compile(r"^(?P<head>.*),\s*whose\s+(?:own\s+)?\w+$", re.DOTALL)
ASKED = re.compile(r"[‘“\"'](?P<question>(?:How|Is|Are|What)\s[^‘“\"?]*\?)")
"""“‘How good is our leadership?’ was graded”."""

BODY_IN = re.compile(
    r"^(?:the\s+)?(?P<body>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)+)\s+(?:in|near)\s+[A-Z][\w’'-]+"
    r"(?:\s+[A-Z][\w’'-]+)*$"
)
"""“Holly Cottage | in Marlbridge”."""

OF_COUNT = re.compile(r"^(?:of|among|out\s+of)\s[^.;]*,\s*(?P<np>[^,]+)$", IGNORE)
"""“Of the nine areas that were evaluated, | two”."""

ORGANISATION = re.compile(r"[A-Z][\w’'&-]*(?:\s+(?:(?:of|and|the)\s+)?[A-Z][\w’'&-]*)+")
"""“the head of | Fernbank School |, Ms Grey, whose school was judged”."""

AREA_AT = re.compile(
    r"^(?P<what>(?-i:[^A-Z]|^[A-Z]).*?)\s+(?:at|of)\s+(?:the\s+)?(?P<body>[A-Z].*)$", re.DOTALL
)
"""“leadership at | Fernbank School”."""

PLACED = re.compile(
    r"^(?:[A-Z][\w’'&-]*\s+)+(?:[a-z]+\s+)?[A-Z][\w’'&-]*(?:\s[a-z]+)*,\s*(?:in"
    r"\s+)?(?:[A-Z][\w’'-]*\s*)+,?$"
)
"""“Hafan Deg, Trefelin,”: a name of several words and where it is."""


def resolve(
    subject: str, tail: str, context: Context, any_name: bool = False, plural: bool = True
) -> Iterator[About]:
    """The areas (and other bodies) that the words around a grade name; none if unclear.

    With `any_name` an area may have a name that no list knows; without `plural` the commas
    and “and” of a name part nothing.
    """
    if ANY.match(subject.strip()):
        return
    asked = ASKED.search(subject)
    if asked:
        yield About(area_id(asked.group("question")), asked.group("question"))
        return
    apposed = APPOSED_AREA.search(subject.strip())
    if apposed:  # “how it plans, an area that was rated”
        hits = context.finder.find(subject[: apposed.start()])[-1:]
        yield from (About(area, subject[start:end]) for start, end, area in hits)
        return
    words = _judged_words(subject, context)
    if _counts(subject.strip(), words):
        return
    words, body = _owner(words, context)
    behind = list(areas_of(tail, context, any_name)) if tail and tail != "overall" else []
    if behind:
        yield from (replace(about, subject=body) for about in behind)
    elif body and (not words or is_whole(words, context)):
        yield About("overall", body, body)
    elif body:
        yield from (replace(a, subject=body) for a in areas_of(words, context, any_name, plural))
    else:
        owned = OWNED.match(words) and not context.finder.find(words)
        named = context.finder.find(subject) if owned else []
        if named:  # “Children in care fare less well: their experiences were …”
            yield About(named[-1][2], subject[named[-1][0] : named[-1][1]])
        else:
            yield from areas_of(words, context, any_name, plural)


def _judged_words(subject: str, context: Context) -> str:
    """The noun phrase that is judged, of the words before its grade."""
    words = _noun_phrase(subject)
    rating = NOUN_OF.match(words)
    qualified = NAMED_THAT.match(subject.strip())
    if qualified and context.finder.find(qualified.group("name")):
        return qualified.group("name")
    return rating.group("np") if rating else words


def _counts(subject: str, words: str) -> bool:
    """Whether the words only say how many areas have the grade."""
    counted = OF_COUNT.match(subject)
    opening = OPENING.match(subject)
    return is_counted(counted.group("np") if counted else words) or bool(
        opening and is_counted(subject[opening.end() :])
    )


def _owner(words: str, context: Context) -> tuple[str, str]:
    """What is judged, and the other body whose it is: “Fernbank School’s | leadership”."""
    body = other_body(words, context)
    if body:
        return "", body
    whose = WHOSE.match(words)
    names = ORGANISATION.findall(whose.group("head")) if whose else []
    if names and other_body(names[-1], context):
        return "", other_body(names[-1], context)
    placed = BODY_IN.match(words) if context.press and any(context.own) else None
    if placed and _is_elsewhere(placed.group("body"), context):
        return "", placed.group("body")
    for pattern in (OWNER_OF, AREA_AT):
        owned = pattern.match(words)
        if owned and is_own(owned.group("body"), context):
            return owned.group("what"), ""
        body = other_body(owned.group("body"), context) if owned else ""
        if owned and body and (body in context.bodies or body.split()[-1] in organisation_words()):
            return owned.group("what"), body
    return words, ""


def _is_elsewhere(name: str, context: Context) -> bool:
    """Whether a name with its place behind it is that of another body, and no area."""
    return not (is_own(name, context) or is_whole(name, context) or context.finder.find(name))


def _noun_phrase(subject: str) -> str:
    """The words that name what was judged: the last clause without what qualifies it."""
    text = OPENING.sub("", subject.strip(" ‘’“”'\"("))
    host = AT_BODY.match(text)
    if host:
        text = WHICH_ASIDE.sub("", text[host.end() :].strip())
    text = ASIDES.sub(" ", DATELINE.sub("", RELATIVE.sub("", AUXILIARY.sub("", text)))).strip()
    coordinate = COORDINATE.match(text)
    text = coordinate.group("np") if coordinate else text
    cut = CLAUSE.match(text)
    rest = text[cut.end() :] if cut else text
    text = rest if rest.strip(" ,") else text
    name = None if PLACED.match(text) else APPOSITION.match(text)
    text = text.partition(",")[0] if PLACED.match(text) else text
    aside = ASIDE.match(text)
    text = name.group("inner") if name else aside.group("outer") if aside else text
    if PRONOUN.fullmatch(text) and not is_counted(text):
        return text.split()[-1]
    return text.strip(" ,‘’“”'\"(")
