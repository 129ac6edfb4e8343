"""Routes to a measure that is printed before its number.

The subject ("the vacancy rate is 19%"), the noun in front ("a team of seven"), or the words of
its clause.
"""

import re

from pipeline.extract.figures import clauses, phrases
from pipeline.extract.figures.comparisons import HEDGE
from pipeline.extract.figures.phrases import Span
from pipeline.extract.figures.scene import LED_TO, Measure, Scene, spans_of
from pipeline.extract.figures.vocabulary import words

PREPOSITIONS = "in|for|at|on|from|with|by|of|under|over|aged|to|among|across|outside|within"
PREPOSITION = re.compile(rf"\s*(?:{PREPOSITIONS})\b", re.IGNORECASE)
PREPOSITION_BEFORE = re.compile(rf"\b(?:{PREPOSITIONS})\s+(?:the\s+)?\Z", re.IGNORECASE)
PRICED = re.compile(
    r"""\s+(?:an?|per|each|every|for\s+(?:each|every))\s+
    (?:hour|day|night|week|month|year|visit|head|person)\b|\s+(?:per|for\s+(?:each|every))\s+[a-z]""",
    re.VERBOSE | re.IGNORECASE,
)
"""£27.40 an hour: what a price is for is no noun that it counts."""

TO_DO = re.compile(
    r"(?:\s+on\s+average)?\s+to\s+(?=[a-z])"
    r"(?!(?:the|an?|this|their|its|over|more|one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
"""Nine minutes to reach a fire: what the time is for."""

WITHIN = re.compile(r"\bwithin\s+\Z", re.IGNORECASE)
ASIDE = re.compile(r"\s*(?:such\s+as|including|which|who|where|like|especially|mostly)\b", re.I)
"""Crews, such as those at Marl, …: words between commas that are not the subject."""

AND_GO = re.compile(r",?\s+and\s+")
"""They will buy 40 desks and lend … for six weeks: a clause that goes on behind a noun."""

AND_MORE = re.compile(r"\s+and\s+(?:for\s+)?(?:an?|the|its|their)\s+", re.IGNORECASE)
LIST_MORE = re.compile(
    r"(?:,\s+(?!and\s|but\s|which\s)(?:[a-z][\w’-]*\s?){1,3}(?=,|\s?and\s))+,?\s*and\s+(?:an?\s+|the\s+)?"
)
"""£415,000 for ramps, handrails and a boiler."""

HOURS = re.compile(r"\b(?:hours?|minutes?)\b", re.IGNORECASE)
"""12 minutes 30 seconds: the unit of the whole stands inside it."""

SPENT_ON = re.compile(r"\s+(?:from|to|for|on|in|into|towards)\b", re.IGNORECASE)
"""£275,000 to spend: what money is for stands behind it."""

AT_FIRST = re.compile(rf"\s*(?:At|With)\s+{HEDGE}")
LINK = re.compile(
    rf"""(?:,?\s+(?:(?:which|that)\s+(?:is|are|was|were)\s+)?
      (?:worth|costing|valued\s+at|priced\s+at|lasting|numbering)
    |,?\s+at\s+(?:an?|the)\s+(?:\w+\s+)?(?P<cost>cost|price)\s+of)\s+{HEDGE}\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words between a noun and its price, or its length."""

CHANGES_IT = re.compile(
    rf"""\b(?:has|have|had|will|to|we|they|it|and)\s+(?:\w+ly\s+)?
    (?:cut|reduced?|raised?|increased?|improved?|lowered|boost(?:ed)?|expand(?:ed)?)\s+
    (?P<it>(?P<own>(?:its|the|their|our)\s+)?(?:[a-z][\w’-]*\s+){{1,5}}?)(?:by|from|to)\s+{HEDGE}\Z""",
    re.VERBOSE,
)
ARTICLES = r"an?|the|its|their|our|his|her"
OF_NUMBER = re.compile(
    rf"\b(?:{ARTICLES})\s+(?P<noun>(?:(?!(?:{ARTICLES}|{PREPOSITIONS})\b)[a-z’-]+\s+){{1,4}})"
    rf"of\s+{HEDGE}\Z",
    re.IGNORECASE,
)
"""A team of seven."""

ELLIPSIS = re.compile(r"\s*,?\s*(?:and\s+)?(?:in|for|at)\s+[\w’' -]+(?<!\bto )", re.IGNORECASE)
"""… in reading was 69% and in mathematics 63%: the rest is that of the number before."""


def linked(scene: Scene) -> Measure | None:
    """A library costing £185,000, a strike lasting three days: the noun that the words hang on."""
    text, number = scene.text, scene.number
    link = LINK.search(text, scene.left, number.start)
    if not link:
        return _changed(scene)
    noun = phrases.noun_before(text, scene.left, link.start())
    cost = link.span("cost") if link["cost"] else None
    return Measure((*_unit_word(scene), *spans_of(noun, cost)), "group") if noun else None


def _changed(scene: Scene) -> Measure | None:
    """The hospital has reduced falls by 30 per cent: what it has changed."""
    text, number = scene.text, scene.number
    change = CHANGES_IT.search(text, scene.left, number.start)
    noun = phrases.noun_after(text, change.start("it"), change.end("it")) if change else None
    if not change or not noun or number.kind == "duration":
        return None
    is_noun = change["own"] or phrases.is_plural(phrases.head(text, noun))
    return Measure((noun,), "subject") if is_noun else None


def group_of(scene: Scene) -> Measure | None:
    """A team of seven, at a cost of £3,000: the noun before stands for what is counted."""
    text, number = scene.text, scene.number
    match = OF_NUMBER.search(text, scene.left, number.start)
    if not match:
        return None
    noun = match["noun"].lower().split()
    if noun[-1] in words().leading_to | words().empty or words().stops.intersection(noun):
        return None
    start = match.start("noun")
    return Measure(((start, start + len(match["noun"].rstrip())),), "group")


def subject_before(scene: Scene) -> Measure | None:
    """The vacancy rate for social workers is 19%."""
    text, number = scene.text, scene.number
    subject = find_subject(scene)
    each = PRICED.match(text, number.tail, scene.end) if number.kind == "duration" else None
    purpose = _purpose(scene)
    if purpose:
        return Measure((*_unit_word(scene), *spans_of(subject), purpose), "clause")
    if not subject or (number.kind == "money" and _is_spent(scene)):
        return None
    if scene.known and scene.known[1].route == "lead":
        preposition = PREPOSITION_BEFORE.search(text, scene.start, subject[0])
        subject = (preposition.start(), subject[1]) if preposition else subject
        return Measure((*scene.known[1].spans[:1], *_unit_word(scene), subject), "subject")
    if scene.earlier and ELLIPSIS.fullmatch(text, scene.free, number.start):
        base = without_tail(text, scene.earlier[-1][1].spans)
        return Measure((*base, subject), "elliptic")
    per = spans_of(phrases.said_after(text, each.start(), scene.right)) if each else ()
    return Measure((*_unit_word(scene), subject, *per), "subject")


def _purpose(scene: Scene) -> Span | None:
    """It takes nine minutes to reach a fire."""
    text, number = scene.text, scene.number
    if WITHIN.search(text, scene.left, number.start):
        return None
    is_told = number.kind == "duration" and TO_DO.match(text, number.tail, scene.end)
    return phrases.said_after(text, is_told.end(), scene.end) if is_told else None


def _spent_on(scene: Scene) -> Span | None:
    """£890,000 for training and a helpline: what the money is for may be two things."""
    text = scene.text
    tail = scene.number.tail
    said = phrases.said_after(text, tail, scene.end, phrases.LONGEST_SHARE)
    patterns = (AND_MORE, LIST_MORE) if said else ()
    more = next((m for p in patterns if said and (m := p.match(text, said[1], scene.end))), None)
    noun = scene.noun(more.end()) if more else None
    if not said or not noun or phrases.first_word(text, noun[1], scene.end) in words().verbs:
        return said
    return said[0], noun[1]


def _is_spent(scene: Scene) -> bool:
    return bool(SPENT_ON.match(scene.text, scene.number.end)) and not scene.is_led_to


def _unit_word(scene: Scene) -> tuple[Span, ...]:
    """Hours and miles have no unit of their own in the tables: the word goes to the measure."""
    number = scene.number
    if number.kind != "duration" or number.unit != "other":
        return ()
    inside = HOURS.search(scene.text, number.start, number.end)
    if inside:
        return (inside.span(),)
    return spans_of(phrases.last_word(scene.text, number.end, number.tail))


def find_subject(scene: Scene) -> Span | None:
    """The subject in the last part of the clause, or in the one before a comma or colon."""
    text, end = scene.text, scene.number.start
    begin = clauses.last_part(text, scene.start, end)
    amount = clauses.amount_before(text, _earliest(scene), begin, end)
    if amount:
        return amount
    earliest = _earliest(scene)
    subject = clauses.subject_before(text, max(begin, earliest), end)
    if subject or begin <= scene.start or text[begin - 1] not in ",(:":
        return subject
    if (
        text[begin - 1] == ":"
        and phrases.first_word(text, scene.number.tail, scene.end) in words().verbs
    ):
        return None  # "… will follow: £9,000 is going to libraries"
    if text[begin:end].strip(" ,") and not LED_TO.search(text, begin - 1, end):
        return None
    earlier = clauses.last_part(text, scene.start, begin - 1)
    if ASIDE.match(text, earlier, begin) and earlier > scene.start:
        begin, earlier = earlier, clauses.last_part(text, scene.start, earlier - 1)
    return clauses.subject_before(text, max(earlier, earliest), begin - 1)


def _earliest(scene: Scene) -> int:
    """The end of the number before, unless its words are part of this number's subject."""
    amounts = list(phrases.AMOUNT.finditer(scene.text, scene.start, scene.left))
    if amounts and not phrases.AUXILIARY.search(scene.text, amounts[-1].end(), scene.left):
        return scene.start
    return scene.free if AND_GO.match(scene.text, scene.free) else scene.left


def at_first(scene: Scene) -> Measure | None:
    """At 33%, the re-referral rate is high: the subject comes after its number."""
    text, number = scene.text, scene.number
    comma = text.find(",", number.tail, scene.right)
    if comma < 0 or not AT_FIRST.fullmatch(text, scene.start, number.start):
        return None
    subject = clauses.topic(text, comma + 1, scene.end)
    return Measure((subject,), "subject") if subject else None


def clause(scene: Scene) -> Measure | None:
    """The words of the clause, where no phrase of it can be told apart."""
    text, number = scene.text, scene.number
    before = clauses.clause_before(text, scene.left, number.start)
    said = scene.said(number.tail)
    counted = scene.counted_before.spans[0] if scene.counted_before else None
    if number.kind == "duration":
        noun = scene.noun(number.tail) if text.startswith(" of ", number.tail) else None
        spans = spans_of(*_unit_word(scene), noun or before or counted or said)
    else:
        spans = spans_of(_spent_on(scene) if number.kind == "money" else said)
        spans = spans or spans_of(before or counted)
    if spans:
        is_led = scene.known and scene.known[1].route == "lead"
        lead = scene.known[1].spans[:1] if scene.known and is_led else ()
        return Measure((*lead, *spans), "clause")
    return scene.last.copy("known") if scene.last else None


def without_tail(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A phrase without what hangs on its last preposition, to make room for another."""
    if not spans:
        return ()
    start, end = spans[-1]
    if len(spans) > 1 and PREPOSITION.match(text, start):
        return spans[:-1]
    cuts = [m.start() for m in re.finditer(r"\s+(?:in|for|at|on|from|with|by)\s+", text[start:end])]
    return (*spans[:-1], (start, start + cuts[-1] if cuts else end))
