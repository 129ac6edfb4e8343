"""Whom and what a claim is about, and of which inspection: names → areas, subjects, dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.dates import Dates, find_dates
from pipeline.extract.provider import organisation_words
from pipeline.frameworks import Finder, fold

CLAUSE = re.compile(
    r".*(?:[;:]|,?\s+(?:when|where|while|whereas|because|since|and\s+that|but|however|although)\b|,\s+(?:and|after|with)\b"
    r"|,\s+(?:and|in|at|on|by|during|since|following)\b[^,]*,|\bthat\b|^(?:at|in|on|since|during|following|before|after|when|within|across)\b[^,]*,)\s*",
    re.IGNORECASE | re.DOTALL,
)
"""Everything up to the clause that a judging verb belongs to."""

RELATIVE = re.compile(r",?\s*\b(?:which|who|that)(?:\s+(?:is|was|are|were)\s+[^,]*,)?\s*$", re.IGNORECASE)
"""“Resettlement policy, which is rated separately,” → “Resettlement policy”."""

DATELINE = re.compile(r"^[^.;]{0,60}?\b(?:19|20)\d\d\s*[-–—]\s+")
"""“Skelwith, 7 February 2023 - ” at the head of a press release."""

AUXILIARY = re.compile(
    r"\s+(?:(?:is|are|was|were)\s+(?:last\s+)?inspected\b[^,]*|has|have|had|having|was|were|is|are)\s*$", re.IGNORECASE | re.DOTALL
)
"""A verb's remains behind the name: “services were”, “services was last inspected in 2018 and”."""

APPOSITION = re.compile(r"^(?P<outer>[^,]+),\s*(?P<inner>[A-Z][^,]*?)\s*,?\s*$", re.DOTALL)
"""“Its predecessor, Fernleigh Community College,” → the name."""

ASIDE = re.compile(r"^(?P<outer>[A-Z][^,]+),\s*[a-z][^,]*,\s*$", re.DOTALL)
"""“Fernleigh Academy, part of a trust,” → the academy."""

DETERMINER = re.compile(r"^(?:(?:and|also|the|its|their|his|her|our|this|these|an?)\s+)+", re.IGNORECASE)

OPENING = re.compile(
    r"^(?:for example|however|in addition|as a result|overall|also|furthermore|similarly|consequently)\s*,\s*"
    r"|^(?:in|at|during)\s+(?:that|this|the\s+same|(?:[a-z]+\s+)?(?:19|20)\d\d)(?:\s+inspection)?,?\s+", re.IGNORECASE
)
"""What may open a sentence before the name of what was judged."""

PRONOUN = re.compile(r"(?:.*,\s*)?(?:it|they|them|this|these|he|she)$", re.IGNORECASE | re.DOTALL)

FRAGMENT = re.compile(r"^(?:with|while|as|in|at|on|for|by|from|to|if|when|where|who|what|that|not|there|because)\b", re.IGNORECASE)
"""No name starts like this."""

NAMED = re.compile(
    r"(?:(?:the\s+)?[A-Z][\w’'&.-]*(?:\s+(?:of|and|the|for|upon|on|na|an|y|&))*\s*)+$"
)
"""A name: capitalised words and the small ones inside it."""

OTHER_KIND = re.compile(
    r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*\s+(?:children[’']s\s+)?(?:centre|home|school|nursery|academy|college|unit|hospital)"
)
"""A name that ends in a common noun: “Beacon children’s centre”."""

GENERIC = re.compile(
    r"^(?:local authority|authority|council|borough|county|services?|children(?:’|')?s (?:social care |social work )?services?"
    r"|services? (?:for|to) children\b.*|it|they|them|this|which|who|that|one|provider|force|trust|school|academy|home|care home"
    r"|college|partnership|hospital|department|organisation|team|prison|nursery|judge?ments?|overall|effectiveness|"
    r"all (?:areas|services|judge?ments|aspects)|inspection|ofsted|inspectors|children)?$",
    re.IGNORECASE,
)
"""Words that mean the inspected body as a whole."""

KIND_WORDS = re.compile(
    r"\b(?:council|county|city|borough|metropolitan|district|royal|london|of|the|local|area"
    r"|partnership|trust|services?|police)\b",
    re.IGNORECASE,
)

BODY_WORDS = re.compile(
    r"(?:force|trust|school|academy|home|care home|college|hospital|prison|nursery)", re.I
)
"""Generic words that mean the provider only where it is one."""

ALL_AREAS = re.compile(r"\ball\s+(?:the\s+)?(?:other\s+)?(?:areas|services|judge?ments|aspects|key judge?ments)\b", re.IGNORECASE)
ORGANISED = re.compile(
    r".*\bchildren(?:’|')?s (?:social care |social work )?services\b.*"
    r"|services(?: (?:in|at|provided)\b.*| (?:for|to) children(?: and (?:families|young people).*)?)?",
    re.IGNORECASE,
)
"""The inspected services as a whole: “children’s services in the area”."""

LAST_INSPECTION = re.compile(
    r"\b(?:last|previous(?:ly)?|earlier|prior|preceding|former(?:ly)?|predecessor|first|since the|most recent)\b[^.;]{0,60}?"
    r"\b(?:inspect\w*|judge?ments?|report|rat\w+|grad\w+|visit)|\blast inspected\b|\bpreviously\b|\bpredecessor\b"
    r"|\b(?:was|were)\s+inspected\b|\b(?:that|same)\s+inspection\b|\bsince\s+(?:the\s+)?(?:[\w’'-]+\s+){0,6}inspection\b|\bhad been\b",
    re.IGNORECASE,
)
"""A sentence about an earlier inspection."""

AT_LAST = re.compile(
    r"^[^.;]{0,40}?\b(?:at|in|following|during|from)\s+(?:its|the|their|that)?\s*"
    r"(?:last|previous|earlier|same)\b", re.IGNORECASE
)
"""Behind a grade: “judged good at the last inspection”."""

NOW = re.compile(
    r"\bnow\s+(?:\w+\s+)?(?:judged|graded|rated|found|been)[^.;]*$"
    r"|\b(?:at|in|during|from)\s+this\s+inspection\b[^.;]*$",
    re.IGNORECASE,
)
"""A report's own judgement, told in passing: “… is now judged to be”."""

PAST = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)

DATED = re.compile(r"^[^,.;]{0,60}?\b(?:in|on|at|since)\s+(?:the\s+)?(?:inspection\s+(?:of|in)\s+)?$", re.IGNORECASE
)
"""Between a grade and the date of its inspection: “outstanding in ” March 2022."""

LITTLE = re.compile(r"\b(?:the|its|their|a|an)\b\s*", re.IGNORECASE)

SERVICE_WORDS = re.compile(
    r"\b(?:the|its|their|those|these|of|for|and|to|in|services?|experiences?|progress|support|quality|effectiveness|overall"
    r"|local authority[’']s|council[’']s|authority[’']s|arrangements|outcomes|judge?ments?)(?=\s|$|,)",
    re.IGNORECASE,
)
"""Words that may stand before an area's name without changing it."""

JOINED = re.compile(r"\s+(?:of|for|in|to)\s+(?:(?:the|its|their)\s+)?(?:services\s+for\s+)?")

OBJECT = re.compile(r"\s+(?:of|for)\s+(?:(?:the|its|their)\s+)?(?P<what>.+)$")
"""What an area is of: “overall effectiveness of” safeguarding services."""

LONGEST_NAME = 9
"""Words of an area's name that no list knows."""

COUNTED = re.compile(
    r"^(?:(?:more than|over|about|around|nearly|almost|just|only)\s+)?(?:an?\s+(?:third|quarter|half|number|few)"
    r"|all(?!\s+(?:areas|services|judge?ments|aspects))|both|most|many|some|several|few|none|any"
    r"|(?:the\s+)?(?:majority|minority|rest|others?|remaining)|each|every|half|two[- ]thirds|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*)\b",
    re.IGNORECASE,
)
"""Settings counted, not judged: “All were judged …”, “89 per cent of schools …”."""

@dataclass(frozen=True)
class Context:
    """What the resolver has to know of a document.

    `own` are folded names of the inspected body; `overall` the id of its overall judgement;
    `inspected` the first day of the inspection, ISO, "" if unknown; `press` whether the text
    is a press release, in which unmarked grades are current.
    """

    finder: Finder
    own: tuple[str, ...]
    overall: str
    inspected: str
    press: bool


@dataclass(frozen=True)
class About:
    """What a claim is about: area id, its printed words, and the other body if it is one."""

    area: str
    area_text: str
    subject: str = ""


def resolve(
    subject: str, tail: str, context: Context, any_name: bool = False, plural: bool = True
) -> Iterator[About]:
    """The areas (and other bodies) that the words around a grade name; none if unclear.

    With `any_name` an area may have a name that no list knows; without `plural` the commas
    and “and” of a name part nothing.
    """
    words = _noun_phrase(subject)
    opening = OPENING.match(subject.strip())
    if COUNTED.match(words) or (opening and COUNTED.match(subject.strip()[opening.end() :])):
        return
    behind = list(_areas(tail, context, any_name)) if tail and tail != "overall" else []
    body = _other_body(words, context)
    if behind:
        for about in behind:
            yield About(about.area, about.area_text, body)
        return
    if body:
        yield About("overall", body, body)
        return
    yield from _areas(words, context, any_name, plural)


def _noun_phrase(subject: str) -> str:
    """The words that name what was judged: the last clause without what qualifies it."""
    text = OPENING.sub("", subject.strip(" ‘’“”'\"("))
    text = DATELINE.sub("", RELATIVE.sub("", AUXILIARY.sub("", text)))
    cut = CLAUSE.match(text)
    rest = text[cut.end() :] if cut else text
    text = rest if rest.strip(" ,") else text
    name = APPOSITION.match(text)
    aside = ASIDE.match(text)
    text = name.group("inner") if name else aside.group("outer") if aside else text
    if PRONOUN.fullmatch(text):
        return text.split()[-1]
    return text.strip(" ,‘’“”'\"(")


def _areas(
    words: str, context: Context, any_name: bool, plural: bool = True
) -> Iterator[About]:
    text = DETERMINER.sub("", words.strip(" ,.‘’“”'\""))
    if ALL_AREAS.search(words):
        yield About("all_areas", words.strip(" ,."))
        return
    if any_name and plural and "," in text:
        for part in _listed(text):
            yield from _areas(part, context, any_name)
        return
    hits = context.finder.find(text)
    if hits and not (any_name and _qualified(text[: hits[0][0]])):
        yield from _named_areas(text, hits, context)
    elif _whole(text, context):
        if context.press or not BODY_WORDS.fullmatch(text) or text.lower() in context.own[0]:
            yield About(context.overall, text or "overall")
    elif any_name and 0 < len(text.split()) <= LONGEST_NAME and not FRAGMENT.match(text):
        yield About(area_id(text), text)


def _qualified(before: str) -> bool:
    """Whether words before a known name make it another thing (“the engagement of” …)."""
    return bool(SERVICE_WORDS.sub("", before).strip(" ,"))


def area_id(name: str) -> str:
    """A snake_case id from an area's printed name."""
    return fold(LITTLE.sub(" ", name)).replace(" ", "_")


def _named_areas(
    text: str, hits: list[tuple[int, int, str]], context: Context
) -> Iterator[About]:
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
            whole = len(hits) == 1 and not _qualified(text[:start]) and len(text) < 120
            yield About(area, text if whole else text[start:end])


def _whole(words: str, context: Context) -> bool:
    """Whether words mean the inspected body and its services as a whole."""
    text = DETERMINER.sub("", words)
    return bool(GENERIC.fullmatch(text) or ORGANISED.fullmatch(text) or _is_own(text, context))


def _listed(text: str) -> list[str]:
    """“a, b and c” → its parts; the last “and” parts two of them."""
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+(?=(?:(?!\sand\s)[^,])*$)", text)
    return [part.strip() for part in parts if part and part.strip()]


def _other_body(words: str, context: Context) -> str:
    """The name of another body than the document's own provider, or ""."""
    name = re.sub(r"^(?:[Tt]he|[Oo]ne|[Aa]nother),?\s+", "", words).strip(" ,")
    named = NAMED.search(name)
    if not named and OTHER_KIND.fullmatch(name) and not context.finder.find(name):
        return "" if _is_own(name, context) else name
    if not named or context.finder.find(name):
        return ""
    if named.start() > 0:
        name = named.group().removeprefix("the ").strip()
        if name.split()[-1] not in organisation_words():
            return ""
    if _is_own(name, context) or len(name) < 5 or " " not in name:
        return ""
    return name


def _is_own(name: str, context: Context) -> bool:
    """Whether a name means the inspected body: its own, or that without kind words."""
    folded = fold(name)
    bare = fold(KIND_WORDS.sub(" ", name))
    return any(
        folded == own or bare == own or (" " in own and own in folded) for own in context.own
    )


def own_names(provider: str) -> tuple[str, ...]:
    """A provider's folded name, whole and without the words that say what kind it is."""
    names = (fold(provider), fold(KIND_WORDS.sub(" ", provider)))
    return tuple(dict.fromkeys(name for name in names if name))


def period_of(
    sentence: str,
    before: str,
    earlier: bool,
    context: Context,
    span: tuple[int, int],
    told: tuple[str, str] | None = None,
) -> tuple[str, str] | None:
    """(period, judged_on) of a claim whose grade is at `span`; None where a report's grade
    is tied to no other inspection.

    `before` is the sentence before, which may introduce the inspection: “The previous
    inspection was in December 2011. The local authority was judged to be good.” `told` is the
    period of the grades of that sentence, on which a past tense goes on.
    """
    head, tail = sentence[: span[0]], sentence[span[1] :]
    if NOW.search(head) and not context.press:
        return None
    marked = bool(LAST_INSPECTION.search(head) or AT_LAST.search(tail))
    dates = [d.last for d in find_dates(head) if _is_past(d, context)]
    dates += [d.last for d in find_dates(tail) if DATED.match(tail[: d.start])][:1]
    if earlier and not dates:
        dates = [d.last for d in find_dates(tail)][:1]
    if not dates and LAST_INSPECTION.search(before):
        dates = [d.last for d in find_dates(before) if _is_past(d, context)]
        marked = True
    if marked and not dates and told:
        return told
    if marked or earlier or (dates and _before(dates[-1], context)):
        return "previous", dates[-1] if dates else ""
    if told and PAST.search(head):
        return told
    return ("current", "") if context.press else None


def _is_past(dates: Dates, context: Context) -> bool:
    return _before(dates.last, context)


def _before(day: str, context: Context) -> bool:
    """Whether a date lies before the document's own inspection."""
    length = min(len(day), len(context.inspected), 7)
    return not context.inspected or day[:length] < context.inspected[:length]
