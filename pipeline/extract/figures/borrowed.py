"""Routes to a measure that belongs to another figure: compared, in brackets, pointing back."""

import re

from pipeline.extract.figures import clauses, phrases
from pipeline.extract.figures.comparisons import CHANGE_NOUNS, HEDGE, TO, is_alike
from pipeline.extract.figures.nouns import BRACKET, noun_behind
from pipeline.extract.figures.numbers import Number
from pipeline.extract.figures.scene import Measure, Scene, spans_of
from pipeline.extract.figures.subjects import (
    PREPOSITION,
    PREPOSITION_BEFORE,
    find_subject,
    without_tail,
)
from pipeline.extract.figures.vocabulary import words

CHANGE_NOUN = re.compile(
    r"""\s*(?:more|fewer|less|higher|lower|longer|shorter|up|down)\s+(?:than|from|on)\b
    |\s*(?:quicker|faster|slower)\s+than\b
    |\s*(?:(?!require)\w+\s+)?(?:increase|decrease|reduction|rise|drop|fall|growth|decline|improvement|uplift)s?\b
      (?:\s+(?P<of>in|of)\b)?
    |(?<=\bcent)\s+(?P<fewer>fewer|more|less)(?=\s+[a-z])""",
    re.VERBOSE | re.IGNORECASE,
)
"""A 42% increase (in referrals); 12% more than a year ago."""

A_CHANGE_OF = re.compile(
    rf"(?:[,(–—-]|\bis)\s*(?:an?|the)\s+(?:\w+\s+)?(?:{CHANGE_NOUNS})\s+of\s+{HEDGE}\Z",
    re.IGNORECASE,
)
"""2,316 plans, an increase of 11 per cent."""

GONE = re.compile(rf"[,(–—-]\s*(?:up|down)\s+{HEDGE}\Z", re.IGNORECASE)
"""6.1 per cent in March, down 1.4 points."""

TIME = re.compile(r"(?:last|past|previous|next|same)\b|\w+\s+(?:years?|months?|weeks?)\b", re.I)
WITHIN = re.compile(
    rf"\b(?:in|within|over|during)\s+(?!(?:an?|the)\s+average\s+of\b){HEDGE}\Z", re.IGNORECASE
)
AND_THEN = re.compile(r"[,;]|\b(?:and|while|but)\b")
OPEN_BRACKET = re.compile(r"\([^()]*\Z")
PARTED_RATE = re.compile(
    r"[,;:)]|\b(?:although|while|but|which|of\s+(?:whom|these)|because|who)\b", re.IGNORECASE
)
PARTED = re.compile(rf"{PARTED_RATE.pattern}|\b(?:and|with)\b", re.IGNORECASE)
"""Between a figure and a bracket: the bracket belongs to something else."""

COMPARES = re.compile(r"\b(?:above|below|higher|lower|better|worse|more|less)\b")
"""Absence (14%) remains above the national figure: this is not what is measured."""

SERIES = re.compile(r"\s*\),?(?:\s+and)?[^()]{1,60}")
"""Suffolk (86), Lincolnshire (39) and Cambridgeshire (24)."""

MOVES = "rose|risen|fell|fallen|increased|reduced|decreased|dropped|improved"
EQUALS = (
    "represents?|represented|equates?|equated|amounts?|amounted|stands?|stood|remains?|remained"
)
THIS_IS = re.compile(
    rf"""(?:\b(?:(?:this|that)(?:\s+(?:figure|number|rate|total))?|it|these|they|which
      |the\s+(?:\w+\s+)?(?:figure|number|rate|total|proportion|percentage))\s+
    (?:(?:also|now|currently|still)\s+)?
    (?:is|are|was|were|has|have|had|rose|fell|reached|{EQUALS})\s+|\b(?:it|that|they)[’'](?:s|re)\s+)
    (?:(?:been|be|now|currently|also|just|only|still|about|around|approximately|over|under|nearly
      |almost|well|{EQUALS}|{MOVES}|equivalent|further|to|by|at|a|an|rate|of|or|up|down|less|more
      |than|some|little)\s+){{0,6}}\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""This is 19% of the population; the figure was 12; it has risen further to 554."""

OBJECT = re.compile(
    rf"""\b(?:(?:we|they|it|he|she|I|you)(?:[’'](?:ve|ll|d|s)|\s+(?:have|has|had|will|can|could))?
      |and\s+(?:\w+ly\s+|now\s+)?(?:has|have|had|[a-z]+(?:ed|st|nt|ld|pt)))\s+
    (?:(?:\w+ly|now|also|still|already|only|just|been|be)\s+)*(?:[a-z]+\s+)?(?:up\s+|to\s+)?{HEDGE}\Z""",
    re.VERBOSE,
)
"""This year we’ve lost just two: a number alone behind a pronoun and its verb."""

SECOND_VERB = re.compile(
    rf"\band\s+(?:now\s+)?(?:is|are|was|were|will|has|have|had)\s+(?:[a-z]+\s+){{0,3}}{HEDGE}\Z"
)
"""The deficit was £11m and is expected to reach £14m."""

ITS_FIGURE = re.compile(
    rf"\b(?:the|its)\s+(?:\w+\s+)?(?:figure|average|rate|equivalent|proportion|percentage)\b"
    rf"[^,;.]*\s(?:is|was|stood\s+at|stands\s+at)\s+{HEDGE}\Z"
)
ALONE = re.compile(r"\s*(?:[.,;:)!?”]|\Z|(?:and|but|by|at|on|with|since|last|this|in)\b)")

PUT_AGAIN = re.compile(rf",\s+(?:or|that\s+is|equivalent\s+to|equal\s+to)\s+{HEDGE}\Z")
"""52 children, or 3.4 per 1,000 of those under 18: the same number in another unit."""

IN_ALL = re.compile(
    rf"\b(?:bringing|taking|making)\s+(?:the|its|our|their|a)\s+(?:\w+\s+)?"
    rf"(?:total|figure|number|sum|bill)\s+(?:to|of)\s+{HEDGE}\Z"
)
"""£400,000 for repairs, bringing the total to £1.6m."""

OF_WHOM = re.compile(
    r",?\s*\bof\s+(?:whom|which|these|those|them|this\s+number)\b[\s,]*(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
"""…, of whom 22% live outside the area."""

SHARE_OF = re.compile(
    r"""\b(?:account(?:s|ed|ing)?\s+for|mak(?:e|es|ing)\s+up|made\s+up|represent(?:s|ed|ing)?
    |compris(?:e|es|ed|ing)|constitut(?:e|es|ing)|form(?:s|ed|ing)?)\s+(?:\w+\s+){0,2}\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""Part-time teachers account for 9% of …: the subject is measured."""


def changed_by(scene: Scene) -> Measure | None:
    """A 42% increase; a 10% drop in referrals."""
    text, number = scene.text, scene.number
    if scene.earlier and GONE.search(text, scene.left, number.start):
        return scene.earlier[-1][1].copy("change")
    match = CHANGE_NOUN.match(text, number.tail, scene.end)
    if not match:
        is_amount = scene.earlier and A_CHANGE_OF.search(text, scene.left, number.start)
        return scene.earlier[-1][1].copy("change") if is_amount else None
    noun = scene.noun(match.end()) if match["of"] or match["fewer"] else None
    if noun and not TIME.match(text, *noun):
        return Measure((noun,), "change")
    return scene.last.copy("change") if scene.last else None


def compared(scene: Scene) -> Measure | None:
    """What is given to compare with measures what it is compared with."""
    if scene.number.bound == "at_most" and scene.earlier:
        low, measure = scene.earlier[-1]
        if low.bound == "at_least":
            return noun_behind(scene) or measure.copy("compared")
    if not scene.comparison.copies:
        return None
    is_previous = scene.comparison.comparator == "previous"
    if is_previous and scene.earlier and _has_own_subject(scene):
        return None
    alike = [pair for pair in scene.earlier[::-1] if is_alike(pair[0], scene.number)]
    counted = [pair for pair in alike if not _only_says_when(scene, pair[0])]
    for _, measure in counted or alike:
        if measure.spans:
            return measure.copy("compared")
    if scene.earlier and (_is_its_figure(scene) if not is_previous else not find_subject(scene)):
        return scene.earlier[-1][1].copy("compared")
    if not scene.known or not scene.known[1].spans or not is_alike(scene.known[0], scene.number):
        return None
    if is_previous and find_subject(scene):
        return None
    return scene.known[1].copy("compared")


def _is_its_figure(scene: Scene) -> bool:
    """44 per cent of reviews were on time; the figure for Wales was 71."""
    text, number = scene.text, scene.number
    is_bare = number.tail == scene.end or ALONE.match(text, number.tail, scene.end)
    return bool(is_bare and ITS_FIGURE.search(text, scene.left, number.start))


def says_when(text: str, start: int, number: Number) -> bool:
    """Whether a length of time in the sentence from `start` is a time: "in six weeks"."""
    return number.kind == "duration" and bool(WITHIN.search(text, start, number.start))


def _only_says_when(scene: Scene, number: Number) -> bool:
    """14 fires in six weeks, against nine in similar towns: nine fires, not nine weeks."""
    return says_when(scene.text, scene.start, number)


def _has_own_subject(scene: Scene) -> bool:
    """… 117 social workers, and average caseloads have come down from 29."""
    text, left, end = scene.text, scene.free, scene.number.start
    begin = clauses.last_part(text, left, end)
    subject = clauses.subject_before(text, begin, end)
    if not subject or not AND_THEN.search(text, left, end):
        return False
    is_pronoun = phrases.AUXILIARY.match(text, subject[0])
    return not is_pronoun and not PREPOSITION_BEFORE.search(text, left, subject[0])


def in_brackets(scene: Scene) -> Measure | None:
    """148 (or 22%); most placements (92%) are …; Suffolk (86)."""
    text, number = scene.text, scene.number
    bracket = OPEN_BRACKET.search(text, scene.start, number.start)
    close = text.find(")", number.end, scene.end)
    if not bracket or not 0 <= close - number.tail < 30:
        return None
    if number.unit == "count" and scene.noun(number.tail, close):
        return None
    if scene.earlier:
        other, measure = scene.earlier[-1]
        parted = PARTED if number.unit != "rate" else PARTED_RATE
        if measure.spans and not parted.search(text, other.tail, bracket.start()):
            return measure.copy("companion")
        if measure.route == "series" or SERIES.fullmatch(text, other.tail, bracket.start()):
            subject = clauses.subject_before(text, other.tail + 1, bracket.start())
            base = without_tail(text, measure.spans)
            if measure.route == "series" and len(measure.spans) > 1:
                base = measure.spans[:-1]
            if subject:
                return Measure((*base, subject), "series")
    return _around_bracket(scene, bracket.start(), close + 1)


def _around_bracket(scene: Scene, opened: int, closed: int) -> Measure | None:
    """Most placements (92%) are within 20 miles; the majority (98%) of care leavers are in …."""
    text = scene.text
    noun = scene.noun(closed) if text.startswith(" of ", closed) else None
    if noun:
        return Measure(spans_of(noun, scene.said(noun[1])), "bracket")
    begin = max(clauses.last_part(text, scene.start, opened), scene.left)
    reads = (
        clauses.subject_before
        if phrases.AMOUNT.search(text, begin, opened)
        else clauses.clause_before
    )
    subject = reads(text, begin, opened)
    until = scene.right if scene.right > closed else scene.end
    said = phrases.said_after(text, closed, until)
    if said and subject and COMPARES.search(text, *said):
        said = None
    if not subject and not said:
        return None
    return Measure(spans_of(subject, said), "bracket" if said else "series")


def this_is(scene: Scene) -> Measure | None:
    """This is 19.4% of the total population: what was counted just before."""
    last = scene.last
    bounds = scene.left, scene.number.start
    if not last or not any(p.search(scene.text, *bounds) for p in (THIS_IS, IN_ALL, PUT_AGAIN)):
        return None
    if PUT_AGAIN.search(scene.text, *bounds) and not _is_put_again(scene):
        return None
    noun = scene.noun(scene.number.tail) if scene.is_share else None
    return Measure((*last.spans[:1], noun), "this_is") if noun else last.copy("this_is")


def _is_put_again(scene: Scene) -> bool:
    """Whether a share or a rate says in its own unit what the count before it said."""
    is_count = bool(scene.earlier) and scene.earlier[-1][0].unit == "count"
    return is_count and (scene.is_share or scene.number.kind == "rate")


def share_of(scene: Scene) -> Measure | None:
    """Part-time teachers account for 9% of the school staff."""
    text, number = scene.text, scene.number
    match = SHARE_OF.search(text, scene.left, number.start)
    if not match or not scene.is_share:
        return None
    begin = clauses.last_part(text, scene.left, match.start())
    subject = clauses.subject_before(text, begin, match.start())
    comma = text.rfind(",", scene.start, match.start())
    if not subject and comma > 0:
        subject = clauses.clause_before(text, scene.start, comma)
    whole = scene.noun(number.tail, scene.right)
    if not subject and not whole:
        return scene.last.copy("share") if scene.last else None
    return Measure(spans_of(subject, whole), "share")


def bare_object(scene: Scene) -> Measure | None:
    """We lost eleven households. This year we’ve lost just two."""
    text, number = scene.text, scene.number
    last = scene.last_alike
    if not last or not last.spans:
        return None
    is_alone = ALONE.match(text, number.tail, scene.end) or number.tail == scene.end
    if is_alone and SECOND_VERB.search(text, scene.left, number.start):
        return last.copy("same")
    if number.kind not in ("count", "percent", "ratio"):
        return None
    is_object = is_alone and OBJECT.search(text, scene.left, number.start)
    return last.copy("same") if is_object else None


def of_whom(scene: Scene) -> Measure | None:
    """40 ride to school by bus, of whom 12% change on the way."""
    text, number = scene.text, scene.number
    match = OF_WHOM.search(text, scene.left, number.start)
    if not match:
        return None
    whole = scene.last
    if not scene.earlier and match.start() > scene.start + 1:
        subject = clauses.clause_before(text, scene.start, match.start() - 1)
        whole = Measure((subject,), "subject") if subject else whole
    bracket = BRACKET.match(text, number.tail, scene.end)
    begin = bracket.end() if bracket else number.tail
    said = phrases.said_after(text, begin, scene.end if bracket else scene.right)
    if not whole or (scene.noun(begin, scene.right) and not said):
        return None
    is_told = whole.route in ("said", "of_them", "of_whom", "lead", "subject")
    counted = whole.spans[-1:] if is_told else whole.spans[:1]
    return Measure((*counted, said) if said else whole.spans, "of_whom")


def more_of_them(scene: Scene) -> Measure | None:
    """… seven posts are vacant and nine more are filled by agency staff."""
    match = MORE.match(scene.text, scene.number.tail, scene.end) if scene.earlier else None
    counted = scene.counted_before if match else None
    if not match or not counted:
        return None
    return Measure(spans_of(*counted.spans, scene.said(match.end())), "of_them")


MORE = re.compile(
    r"\s+(?:more|others?)\b(?=\s*[.,;)]|\s+(?:is|are|have|has|had|were|was)\b)", re.IGNORECASE
)


def elliptic(scene: Scene) -> Measure | None:
    """… 86% reached Level 4 in reading, 83% in writing: the same of something else."""
    text, number = scene.text, scene.number
    if not scene.earlier or number.kind == "duration":
        return None
    other, measure = scene.earlier[-1]
    if other.unit != number.unit:
        between = set(re.findall(r"\w+", text[scene.left : number.start].lower()))
        is_bare = scene.is_led_to and between <= words().leading_to
        return measure.copy("same") if is_bare else None
    begin = clauses.last_part(text, scene.free, number.start)
    goes_on = TO.search(text[scene.left : number.start]) and not _has_own_subject(scene)
    if not goes_on and clauses.subject_before(text, begin, number.start):
        return None
    said = None
    if PREPOSITION.match(text, number.tail):
        said = phrases.said_after(text, number.tail, scene.right)
    if not said:
        return measure.copy("same")
    gap = text[number.tail : said[0]]
    begin = number.tail + len(gap) - len(gap.lstrip())
    base = measure.spans if goes_on else without_tail(text, measure.spans)
    return Measure((*base, (begin, said[1])), "elliptic")
