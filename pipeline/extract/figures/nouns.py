"""Routes to a measure that is printed behind its number.

The noun ("1,088 looked after children") and what is said of it, or what is said alone ("41 live
with parents").
"""

import re
from functools import cache

from pipeline.extract.figures import clauses, phrases
from pipeline.extract.figures.comparisons import FROM, HEDGE
from pipeline.extract.figures.numerals import SMALL
from pipeline.extract.figures.phrases import Span
from pipeline.extract.figures.scene import Measure, Scene, spans_of
from pipeline.extract.figures.subjects import PREPOSITION, PRICED, find_subject
from pipeline.extract.figures.vocabulary import words
from pipeline.frameworks import scales

BRACKET = re.compile(r"\s*\([^()]{0,60}\)")
SKIPPED = re.compile(
    r"""-strong\b|\s*(?:\([^()]{0,60}\)(?:\s*[–—,](?=\s*of\b))?|[,–—](?=\s*of\b)
    |or\s+(?:more|less|fewer|over|under)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand between a number and its noun: 11% (32) children, two or more contacts."""

OF_COUNT = re.compile(r"\s+of\s+(?:(?:all|the|its|our|their|those|these)\s+)*\d[\d,]*(?=\s+[a-z])")
"""Two-thirds of the 1,500 people who replied."""

POINTS_BACK = re.compile(
    r"""\s*(?:out\s+)?(?:of\s+)?(?:(?:all|both)\s+of\s+)?(?:them|these|those|which|whom|it)\b
    (?!(?<!them)\s+(?:who|that|with|aged|in|under|over|children|\w+s)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Seventy-nine of them; but not "of those who are 16"."""

THOSE_WHO = re.compile(
    r"""\s*(?:of\s+)?(?:all\s+)?
    (?P<those>those\s+(?:who|with|aged|that|in|under|over)\b(?:\s+[\w’'-]+){1,7})""",
    re.VERBOSE | re.IGNORECASE,
)
"""A third of those who are 16 or over: here the pronoun is the noun."""

SHARED = re.compile(r"\s*(?:of\b|\w+\s+of\b|(?:the|all|these|those|its|their)\b)", re.IGNORECASE)
"""Of a share, the noun stands behind "of": 90% of contacts, half the cohort."""

TIME_NOUN = re.compile(
    r"(?:last|next|this|previous|the|two|three|four|five|six|ten|few)?\s*(?:year|month|week|day|time|end|period)s?\b|point\b",
    re.IGNORECASE,
)
"""Rose to 12 last year: a noun that is not counted."""

NOUN_ENDS = re.compile(r"\s*(?:[.,;:()!?]|\Z|\n)")
TIME_ONLY = re.compile(r"(?:years?|months?|weeks?|quarter|term|\d{4})\Z", re.IGNORECASE)
"""Over the past year 88% of …: when, and no part of what is measured."""

WORKLOAD = re.compile(
    r"\b(?:caseloads?|responsible\s+for|managing|supervising|carrying|looking\s+after|each\s+\w+)\b",
    re.I,
)
"""Social workers are responsible for 31 children: who carries them is part of the measure."""

THEY = re.compile(
    rf"\b(?:they|we|he|she|I|it)(?:[’'](?:ve|d|s))?\s+(?:\w+\s+){{1,3}}{HEDGE}\Z", re.IGNORECASE
)
"""They have done half of them: a pronoun and its verb say nothing of what is counted."""

HOLDER = re.compile(
    rf"\b(?P<noun>(?:places|beds|rooms?|space|seats|cells|capacity))\s+for\s+(?:up\s+to\s+)?{HEDGE}\Z",
    re.IGNORECASE,
)
"""Places for 26 children: what there are so many of."""

TO_NUMBER = re.compile(rf"\s+to\s+{HEDGE}(?:\d|{'|'.join(SMALL)}\b)")
AND = re.compile(r"and\s(?!(?:their|his|her|its|the|other)\b)", re.IGNORECASE)
NAMED_BEFORE = re.compile(r"\bthe\s+\Z", re.IGNORECASE)
WHO = re.compile(
    r"\s+(?:who|that)\s+(?!(?:are|is|were|was|have|has|had|do|did|will|should|could|may|live|need)\b)",
    re.IGNORECASE,
)
"""Thanks to the 40 people who gave blood: here "who" tells which, not how many."""

OF_THE = re.compile(r"\s+of\s+(?:(?:all|the|its|our|their|those|these)\s+)+")
WHOLE_WHO = re.compile(r"\s+who\s+(?:(?:is|are|was|were|have|has|had)\s+)?\w+")
FINITE = re.compile(
    rf"\s+(?:\w+ly\s+)?(?:{phrases.AUXILIARY.pattern}|said|say|told|felt|feel|thought|think|agreed|agree"
    r"|reported|knew|know|would|could|did|do|lived|live|came|come|went|go|wanted|want)\b"
)
RELATIVE = re.compile(r"\s+(?:who|that)\s+")
MAIN = re.compile(r"[,;:]|\b(?:and|but|while|when)\b")
FOR_EACH = re.compile(r"\s+to\s+[\d.]+(?=\s+(?:for\s+(?:each|every)|per)\s)")
"""From 27 children to 16 for each social worker."""


@cache
def grades() -> frozenset[str]:
    """Four were outstanding and 15 good: no noun, but what is said of the noun before."""
    named = (name for scale in scales().values() for grade in scale.grades for name in grade.names)
    return frozenset(name.lower() for name in named)


def noun_behind(scene: Scene) -> Measure | None:
    """1,088 looked after children; 90% of contacts did not meet the threshold."""
    text, number = scene.text, scene.number
    if number.kind == "duration":
        return _time_of(scene)
    if number.noun:
        return _noun_inside(scene)
    if number.kind == "rate" and scene.is_led_to and (subject := find_subject(scene)):
        return Measure((subject,), "subject")
    counted = OF_COUNT.match(text, number.tail, scene.end) if scene.is_share else None
    if counted:
        whole = scene.noun(counted.end())
        return Measure(_with_what_is_said(scene, whole), "noun") if whole else None
    skipped = SKIPPED.match(text, number.tail, scene.end)
    begin = skipped.end() if skipped else number.tail
    if number.kind == "money" and PRICED.match(text, begin, scene.end):
        return _priced(scene, begin)
    points_back = POINTS_BACK.match(text, begin, scene.end)
    if points_back:
        return _of_them(scene, points_back.end())
    those = THOSE_WHO.match(text, begin, scene.end)
    noun = those.span("those") if those else scene.noun(begin)
    if not noun or TIME_NOUN.fullmatch(text, *noun):
        return None
    printed = text[slice(*noun)].lower()
    if printed in grades() and scene.counted_before:
        return Measure((*scene.counted_before.spans, noun), "said")
    if printed == "total" and scene.last:
        return scene.last.copy("same")
    held = _held_by(scene, noun) if number.unit == "count" else None
    if held:
        return held
    if scene.is_share and number.kind != "ratio" and not SHARED.match(text, begin, scene.end):
        return _said_of_share(scene, begin)
    return Measure(_with_what_is_said(scene, noun), "noun")


def _held_by(scene: Scene, noun: Span) -> Measure | None:
    """Beds for 48 residents; the queue was cut from 64 patients to nine: what has so many."""
    text, left, start = scene.text, scene.left, scene.number.start
    holder = HOLDER.search(text, left, start)
    if holder:
        return Measure((holder.span("noun"), noun), "noun")
    is_from = FROM.search(text, left, start) and TO_NUMBER.match(text, noun[1])
    is_each = FOR_EACH.match(text, noun[1], scene.end)
    subject = find_subject(scene) if is_from and not is_each else None
    return Measure((noun, subject), "noun") if subject else None


def _time_of(scene: Scene) -> Measure | None:
    """After eight years’ service: what the time was spent in."""
    text, tail = scene.text, scene.number.tail
    noun = scene.noun(tail) if text[tail - 1] in "’'" else None
    return Measure((noun,), "noun") if noun else None


def _noun_inside(scene: Scene) -> Measure:
    """124 children in care for every 10,000; three cases out of the 15 seen."""
    number = scene.number
    start = scene.text.index(number.noun, number.start)
    noun = (start, start + len(number.noun))
    if number.kind == "ratio":
        return Measure(spans_of(noun, scene.said(number.tail)), "noun")
    return Measure(spans_of(noun, find_subject(scene) if scene.is_led_to else None), "noun")


def _priced(scene: Scene, begin: int) -> Measure:
    """People pay £27.40 an hour; residents pay £279 a year towards policing."""
    while scene.text[begin].isspace():
        begin += 1
    price = phrases.said_after(scene.text, begin, scene.right)
    return Measure(spans_of(price, find_subject(scene)), "price")


def _of_them(scene: Scene, begin: int) -> Measure | None:
    """Seventy-nine of them live with their families; fathers are absent from a third of them."""
    counted = scene.counted_before
    said = scene.said(begin)
    if counted and said:
        return Measure((*counted.spans, said), "of_them")
    clause = clauses.clause_before(scene.text, scene.left, scene.number.start)
    if counted and THEY.search(scene.text, scene.left, scene.number.start):
        return Measure(counted.spans, "of_them")
    if clause and scene.is_share and " " in scene.text[slice(*clause)]:
        return Measure((clause,), "of_them")
    return Measure(counted.spans, "of_them") if counted else None


def _said_of_share(scene: Scene, begin: int) -> Measure | None:
    """Reviews are timely, with 94% held within timescales."""
    noun = scene.noun(begin)
    first = phrases.first_word(scene.text, begin, scene.end)
    is_verb = first in words().verbs or phrases.PARTICIPLE.match(first)
    if noun and not is_verb and not scene.is_led_to and NOUN_ENDS.match(scene.text, noun[1]):
        return Measure((noun,), "noun")  # "a 7.2% vacancy rate"
    said = None if scene.is_led_to else scene.said(begin)
    counted = scene.counted_before
    if not said:
        return None
    return Measure((*(counted.spans if counted else ()), said), "said")


def _with_what_is_said(scene: Scene, noun: Span) -> tuple[Span, ...]:
    """A share's noun and a general one ("children") need what is said of them."""
    text = scene.text
    is_general = phrases.head(text, noun) in words().general
    if not (scene.is_share or is_general) or len(text[slice(*noun)].split()) > 5:
        return (noun,)
    if scene.earlier and OF_THE.fullmatch(text, scene.left, scene.number.start):
        return _of_the_whole(scene, noun)
    if not scene.is_share and _is_told_apart(scene, noun):
        return (noun,)
    told = _told_of_those(scene, noun) if scene.is_share else ()
    if told:
        return (noun, *told)
    bracket = BRACKET.match(text, noun[1], scene.end)
    said = scene.said(bracket.end() if bracket else noun[1])
    is_told_before = scene.is_share or WORKLOAD.search(text, scene.left, scene.number.start)
    if said and not scene.is_share and AND.match(text, said[0]):
        said = None
    each = FOR_EACH.match(text, noun[1], scene.end)
    if not said and each:
        said = scene.said(each.end())
    if not said:
        begin = scene.left if scene.earlier and scene.is_share else scene.start
        before = clauses.clause_before(text, begin, scene.number.start)
        return spans_of(noun, before if is_told_before else None)
    if scene.is_share and PREPOSITION.match(text, said[0]) and not _has_verb(text, said):
        before = clauses.clause_before(text, scene.left, scene.number.start)
        is_time = before and TIME_ONLY.search(text, *before)
        return spans_of(noun, said, None if is_time else before)
    return noun, said


def _told_of_those(scene: Scene, noun: Span) -> tuple[Span, ...]:
    """Eight of the 11 schools that were inspected here are good: which ones, and what of them."""
    text = scene.text
    who = RELATIVE.match(text, noun[1], scene.end)
    if not who:
        return ()
    verbs: list[re.Match[str]] = []
    for verb in phrases.AUXILIARY.finditer(text, who.end(), scene.end):
        if MAIN.search(text, noun[1], verb.start()):
            break
        if verbs and not text[verbs[-1].end() : verb.start()].strip():
            verbs.pop()  # "have been" is one verb
        verbs.append(verb)
    if len(verbs) < 2:
        return ()
    which = phrases.said_after(text, noun[1], verbs[1].start())
    return spans_of(which, scene.said(verbs[1].start()))


def _of_the_whole(scene: Scene, noun: Span) -> tuple[Span, ...]:
    """40% of the 212 pupils are late: the whole is pupils; of people it is told which ones."""
    text = scene.text
    told = WHOLE_WHO.match(text, noun[1], scene.end)
    verb = told and FINITE.search(text, told.end(), scene.end)
    return ((noun[0], verb.start()),) if told and verb else (noun,)


def _is_told_apart(scene: Scene, noun: Span) -> bool:
    """The 40 people who gave blood: "the" says that they are known."""
    text, number = scene.text, scene.number
    is_known = NAMED_BEFORE.search(text, scene.left, number.start)
    is_plain = text[slice(*noun)].isalpha() and text[slice(*noun)].lower() != "children"
    return bool(is_known and is_plain and WHO.match(text, noun[1], scene.end))


def _has_verb(text: str, span: Span) -> bool:
    verbs = words().verbs
    return any(
        word in verbs or phrases.PARTICIPLE.match(word)
        for word in text[slice(*span)].lower().split()
    )


def said_behind(scene: Scene) -> Measure | None:
    """41 live with parents: the verb's subject is what was counted before."""
    text, number = scene.text, scene.number
    if number.kind == "duration" or scene.is_led_to:
        return None
    bracket = BRACKET.match(text, number.tail, scene.end)
    begin = bracket.end() if bracket else number.tail
    first = phrases.first_word(text, begin, scene.end)
    if first not in words().verbs and not phrases.PARTICIPLE.match(first):
        return None
    said = scene.said(begin)
    counted = scene.counted_before if number.kind != "money" else None
    if not said:
        return None
    return Measure((*(counted.spans if counted else ()), said), "said")
