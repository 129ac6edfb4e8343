"""What a number counts: the noun behind it, the subject before it, or what came before.

`read_measure` tries the routes one after the other; the route's name becomes part of the
row's rule, so that a reader can see why a measure reads as it does.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.extract.figures import phrases
from pipeline.extract.figures.comparisons import TO, Comparison
from pipeline.extract.figures.numbers import Number
from pipeline.extract.figures.phrases import Span
from pipeline.extract.figures.vocabulary import words


@dataclass(frozen=True, slots=True)
class Measure:
    """The spans of text that say what is counted, the first of them the noun, and the route."""

    spans: tuple[Span, ...]
    route: str
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the routes look at.

    `start` and `end` bound the sentence, `left` and `right` the stretch between the numbers on
    both sides. `earlier` are the measures of the sentence's numbers before this one, `known`
    is the measure that a pronoun or a bare verb points back to.
    """

    text: str
    number: Number
    start: int
    end: int
    left: int
    right: int
    earlier: Sequence[tuple[Number, Measure]]
    known: Measure | None
    known_number: Number | None
    comparison: Comparison
    topic: Span | None
    subject: Span | None

    @property
    def before(self) -> Measure | None:
        """What the last number measured, or what the sentence is about."""
        if self.earlier:
            return self.earlier[-1][1]
        if self.subject:
            return Measure((self.subject,), "topic")
        if self.known:
            return self.known
        return Measure((self.topic,), "topic") if self.topic else None


PARTED = re.compile(
    r"[,;:)]|\b(?:and|although|while|but|which|of\s+(?:whom|these)|because|with|who)\b", re.IGNORECASE
)
"""What stands between a figure and a bracket that belongs to something else."""

BRACKETED = re.compile(r"\s*\([^()]{0,60}\)")
SKIPPED = re.compile(
    r"\s*(?:\([^()]{0,60}\)|,(?=\sof\b)|or\s+(?:more|less|fewer|over|under)\b)", re.IGNORECASE
)
"""What may stand between a number and its noun: 11% (32) children, two or more contacts."""

OPEN_BRACKET = re.compile(r"\((?P<inside>[^()]*)$")
CHANGE_NOUN = re.compile(
    r"\s*(?:more|fewer|less|higher|lower|up|down)\s+(?:than|from|on)\b|\s*(?:\w+\s+)?(?:increase|decrease|reduction|rise|drop|fall|growth|decline|improvement|uplift)s?\b"
    r"(?:\s+(?:in|of)\b)?",
    re.IGNORECASE,
)
"""A 42% increase (in referrals)."""

POINTS_BACK = re.compile(r"\s*(?:out\s+)?(?:of\s+)?(?:(?:all|both)\s+of\s+)?(?:them|these|those|which|whom|it)\b(?!\s+(?:who|that|with|aged|children|\w+s\b))", re.I)
THIS_IS = re.compile(
    r"\b(?:this|that|it|these|they|which|the\s+(?:\w+\s+)?(?:figure|number|rate|total|proportion|percentage))\s+"
    r"(?:also\s+|now\s+|currently\s+|still\s+)?(?:is|are|was|were|has|have|had|represents?|represented|equates?|equated|amounts?|amounted|stands?|stood|remains?|remained|rose|fell)\s+"
    r"(?:(?:been|be|now|currently|also|just|only|still|about|around|approximately|over|under|nearly|almost|well"
    r"|represents?|represented|equates?|equated|equivalent|amounts?|amounted|stands?|stood|remains?|remained|rose|risen|fell|fallen|increased|reduced|decreased|dropped|improved|further|to|at|a|an|rate|of|or|up|down|less|more|than|some|little)\s+){0,6}$",
    re.IGNORECASE,
)
OF_WHOM = re.compile(r",?\s*\bof\s+(?:whom|which|these|those|them|this\s+number)\b[\s,]*(?:\w+\s+){0,2}\Z", re.IGNORECASE)
SHARE_OF = re.compile(
    r"\b(?:account(?:s|ed|ing)?\s+for|mak(?:e|es|ing)\s+up|made\s+up|represent(?:s|ed|ing)?|compris(?:e|es|ed|ing)|constitut(?:e|es|ing)|form(?:s|ed|ing)?)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""Children from minority ethnic groups account for 5.5% of …: the subject is measured."""

PREPOSITION_BEFORE = re.compile(r"\b(?:in|for|at|on|from|with|by|of|under|over|aged|to|among|across)\s+(?:the\s+)?\Z", re.I)
PREPOSITION = re.compile(r"\s*(?:in|for|at|on|from|with|by|of|under|over|aged|to|among|across|outside|within)\b", re.I)
LED_TO = re.compile(
    r"\b(?:is|are|was|were|at|to|by|of|from|reached|averag\w+|total\w*)\s+(?:just\s+|only\s+|about\s+|around\s+|over\s+|under\s+|approximately\s+|nearly\s+|almost\s+)*\Z",
    re.IGNORECASE,
)
"""A number that its clause leads to has its subject before it."""

SHARES = ("percent", "ratio")
TIME_NOUN = re.compile(r"(?:last|next|this|previous|the)?\s*(?:year|month|week|day|time|point|end|period)s?\b", re.I)


def read_measure(scene: Scene) -> Measure:
    """What the scene's number measures; an empty measure where nothing says it."""
    for route in ROUTES:
        measure = route(scene)
        if measure:
            return measure
    return Measure((), "bare")


def text_of(text: str, spans: Sequence[Span]) -> str:
    """The printed phrase: spans that do not touch are joined by an ellipsis."""
    pieces: list[str] = []
    last = -1
    for start, end in spans:
        piece = re.sub(r"\s+", " ", re.sub(r"\s*\([^()]*\d[^()]*\)", "", text[start:end])).strip()
        if pieces and last <= start and not text[last:start].strip():
            pieces[-1] += " " + piece
        elif piece and piece not in pieces:
            pieces.append(piece)
        last = end
    return " … ".join(pieces)


def _like_the_one_before(scene: Scene) -> Measure | None:
    """What is given to compare with measures what it is compared with."""
    if scene.number.bound == "at_most" and scene.earlier and scene.earlier[-1][0].bound == "at_least":
        noun = _noun_behind(scene)
        return noun or Measure(scene.earlier[-1][1].spans, "compared", True)
    if not scene.comparison.copies:
        return None
    for number, measure in reversed(scene.earlier):
        if scene.comparison.comparator == "previous" and _has_own_subject(scene):
            return None
        if _alike(number, scene.number) and measure.spans:
            return Measure(measure.spans, "compared", True)
    if not scene.known or not scene.known_number or not scene.known.spans:
        return None
    is_alike = _alike(scene.known_number, scene.number)
    if is_alike and (scene.comparison.comparator != "previous" or not _subject(scene)):
        return Measure(scene.known.spans, "compared", True)
    return None


def _has_own_subject(scene: Scene) -> bool:
    """117 social workers, and average caseloads have come down from 29."""
    text, left, end = scene.text, scene.left, scene.number.start
    return bool(AND_THEN.search(text, left, end)) and bool(
        phrases.subject_before(text, phrases.last_part(text, left, end), end)
    )


AND_THEN = re.compile(r"[,;]|\b(?:and|while|but)\b")


def _alike(one: Number, two: Number) -> bool:
    if one.unit == two.unit:
        return True
    return two.unit == "count" and two.tail == two.end and one.kind in ("rate", "duration")


def _in_brackets(scene: Scene) -> Measure | None:
    """148 (or 22%); most placements (92%) are …; Suffolk (86)."""
    text, number = scene.text, scene.number
    bracket = OPEN_BRACKET.search(text, scene.start, number.start)
    if not bracket:
        return None
    close = text.find(")", number.end, scene.end)
    ends = close - number.tail < 30 if close > 0 else False
    own = phrases.noun_after(text, number.tail, close) if close > 0 and number.unit == "count" else None
    if not ends or own:
        return None
    if scene.earlier:
        other, measure = scene.earlier[-1]
        between = text[other.tail : bracket.start()]
        if measure.spans and not PARTED.search(between):
            return Measure(measure.spans, "companion", True)
        if measure.route == "series" or re.fullmatch(r"\s*\),?(?:\s+and)?[^()]{1,60}", between):
            subject = phrases.subject_before(text, other.tail + 1, bracket.start())
            base = _without_tail(text, measure.spans)
            if subject:
                return Measure((*base, subject), "series")
    return _around_bracket(scene, bracket.start(), close + 1)


def _around_bracket(scene: Scene, opened: int, closed: int) -> Measure | None:
    text = scene.text
    noun = phrases.noun_after(text, closed, scene.end) if text.startswith(" of ", closed) else None
    if noun:
        said = phrases.said_after(text, noun[1], scene.end, phrases.LONGEST_SHARE)
        return Measure((noun, said) if said else (noun,), "bracket")
    subject = phrases.clause_before(text, scene.start, opened)
    said = phrases.said_after(text, closed, scene.right if scene.right > closed else scene.end)
    spans = tuple(span for span in (subject, said) if span)
    return Measure(spans, "series" if not said else "bracket") if spans else None


def _without_tail(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """A phrase without what hangs on its last preposition, to make room for another."""
    if not spans:
        return ()
    start, end = spans[-1]
    cut = [m.start() for m in re.finditer(r"\s+(?:in|for|at|on|from|with|by)\s+", text[start:end])]
    return (*spans[:-1], (start, start + cut[-1])) if cut else spans


def _changed_by(scene: Scene) -> Measure | None:
    """An increase of 42%; a 10% drop in referrals."""
    text, number = scene.text, scene.number
    match = CHANGE_NOUN.match(text, number.tail, scene.end)
    if not match:
        return None
    if match.group().rstrip().lower().endswith((" in", " of")):
        noun = phrases.noun_after(text, match.end(), scene.end)
        if noun:
            return Measure((noun,), "change")
    if scene.earlier:
        return Measure(scene.earlier[-1][1].spans, "change", True)
    return Measure(scene.known.spans, "change", True) if scene.known else None


def _this_is(scene: Scene) -> Measure | None:
    """This is 19.4% of the total population: what was counted just before."""
    text, number = scene.text, scene.number
    known = scene.earlier[-1][1] if scene.earlier else scene.known
    if not known or not THIS_IS.search(text[scene.left : number.start]):
        return None
    noun = phrases.noun_after(text, number.tail, scene.end) if number.unit in SHARES else None
    return Measure((*known.spans[:1], noun) if noun else known.spans, "this_is", not noun)


def _share_of(scene: Scene) -> Measure | None:
    """Children from minority ethnic groups account for 5.5% of the school population."""
    text, number = scene.text, scene.number
    match = SHARE_OF.search(text, scene.left, number.start)
    if not match or number.unit not in SHARES:
        return None
    begin = phrases.last_part(text, scene.left, match.start())
    subject = phrases.subject_before(text, begin, match.start())
    whole = phrases.noun_after(text, number.tail, scene.right)
    if not subject:
        comma = text.rfind(",", scene.start, match.start())
        subject = phrases.clause_before(text, scene.start, comma) if comma > 0 else None
    if not subject:
        known = scene.earlier[-1][1] if scene.earlier else scene.known
        return Measure(known.spans, "share", True) if known else None
    return Measure(tuple(span for span in (subject, whole) if span), "share")


def _of_whom(scene: Scene) -> Measure | None:
    """536 live with foster families, of whom 22% live outside the authority area."""
    text, number = scene.text, scene.number
    known = scene.earlier[-1][1] if scene.earlier else scene.known
    match = OF_WHOM.search(text, scene.left, number.start)
    if match and not scene.earlier and match.start() > scene.start + 1:
        subject = phrases.clause_before(text, scene.start, match.start() - 1)
        known = Measure((subject,), "subject") if subject else known
    if not known or not match:
        return None
    said = phrases.said_after(text, number.tail, scene.right)
    noun = phrases.noun_after(text, number.tail, scene.right)
    if noun and not said:
        return None
    return Measure((*known.spans[-1:], said) if said else known.spans, "of_whom")


def _noun_behind(scene: Scene) -> Measure | None:
    """1,088 looked after children; 90% of contacts did not meet the threshold."""
    text, number = scene.text, scene.number
    if number.kind == "duration":
        return None
    begin = number.tail
    skipped = SKIPPED.match(text, begin, scene.end)
    if skipped:
        begin = skipped.end()
    if number.noun:
        return _noun_inside(scene)
    points_back = POINTS_BACK.match(text, begin, scene.end)
    known = scene.earlier[-1][1] if scene.earlier else scene.known
    if points_back and known:
        said = phrases.said_after(text, points_back.end(), scene.end)
        return Measure((*known.spans[:1], said) if said else known.spans[:1], "of_them")
    noun = _those_who(text, begin, scene.end) or phrases.noun_after(text, begin, scene.end)
    if not noun or TIME_NOUN.fullmatch(text, *noun):
        return None
    if number.unit in SHARES and not _is_shared(text[begin : noun[0]], number):
        return _said_of_share(scene, begin)
    return Measure(_with_what_is_said(scene, noun), "noun")


def _of_them(scene: Scene, begin: int) -> Measure | None:
    """Seventy-nine of them live with their families; absent from a third of them."""
    text = scene.text
    match = POINTS_BACK.match(text, begin, scene.end)
    known = scene.before
    said = phrases.said_after(text, match.end() if match else begin, scene.end)
    if known and known.spans and said:
        return Measure((*known.spans[:1], said), "of_them")
    clause = phrases.clause_before(text, scene.left, scene.number.start)
    if clause and " " in text[slice(*clause)]:
        return Measure((clause,), "of_them")
    return Measure(known.spans[:1], "of_them") if known else None


def _said_of_share(scene: Scene, begin: int) -> Measure | None:
    """… reviews are timely, with 94% held within timescales."""
    text = scene.text
    if LED_TO.search(text, scene.left, scene.number.start):
        return None
    said = phrases.said_after(text, begin, scene.end, phrases.LONGEST_SHARE)
    if not said:
        return None
    known = scene.before
    return Measure((*known.spans[:1], said) if known else (said,), "said")


def _those_who(text: str, start: int, end: int) -> Span | None:
    """a third of those who are 16 or over: the pronoun is the noun."""
    match = THOSE_WHO.match(text, start, end)
    return match.span("those") if match else None


THOSE_WHO = re.compile(
    r"\s*(?:of\s+)?(?:all\s+)?(?P<those>those\s+(?:who|with|aged|that|in|under|over)\b(?:\s+[\w’'-]+){1,7})",
    re.IGNORECASE,
)


def _is_shared(gap: str, number: Number) -> bool:
    """Of a share, the noun stands behind "of", but right behind a ratio: "20 of the 24 cases"."""
    return number.kind == "ratio" or bool(re.match(r"\s*(?:of\b|\w+\s+of\b|(?:the|all|these|those|its|their)\b)", gap))


def _noun_inside(scene: Scene) -> Measure:
    """124 children in care for every 10,000; three cases out of the 15 seen."""
    number, text = scene.number, scene.text
    start = text.index(number.noun, number.start)
    noun = (start, start + len(number.noun))
    said = phrases.said_after(text, number.tail, scene.end) if number.kind == "ratio" else None
    return Measure((noun, said) if said else (noun,), "noun")


def _with_what_is_said(scene: Scene, noun: Span) -> tuple[Span, ...]:
    text = scene.text
    is_share = scene.number.unit in SHARES
    general = phrases.head(text, noun) in words().general
    if not (is_share or general) or len(text[slice(*noun)].split()) > 5:
        return (noun,)
    begin = noun[1]
    bracket = BRACKETED.match(text, begin, scene.end)
    most = phrases.LONGEST_SHARE if is_share else phrases.LONGEST_SAID
    said = phrases.said_after(text, bracket.end() if bracket else begin, scene.end, most)
    clause = phrases.clause_before(text, scene.left, scene.number.start) if is_share else None
    if said and clause and PREPOSITION.match(text, said[0]) and not _has_verb(text, said):
        return noun, said, clause
    if said:
        return noun, said
    if is_share or WORKLOAD.search(text, scene.left, scene.number.start):
        clause = phrases.clause_before(text, scene.start, scene.number.start)
        return (noun, clause) if clause else (noun,)
    return (noun,)


def _has_verb(text: str, span: Span) -> bool:
    vocabulary = words()
    return any(
        word in vocabulary.verbs or phrases.PARTICIPLE.match(word)
        for word in text[slice(*span)].lower().split()
    )


WORKLOAD = re.compile(r"\b(?:caseloads?|responsible\s+for)\b", re.IGNORECASE)
"""Social workers are responsible for 31 children: who carries them is part of the measure."""


def _said_behind(scene: Scene) -> Measure | None:
    """41 live with parents: the verb's subject is what was counted before."""
    text, number = scene.text, scene.number
    if number.kind == "duration":
        return None
    begin = number.tail
    bracket = BRACKETED.match(text, begin, scene.end)
    if bracket:
        begin = bracket.end()
    first = phrases.first_word(text, begin, scene.end)
    if LED_TO.search(text, scene.left, number.start):
        return None
    if first not in words().verbs and not phrases.PARTICIPLE.match(first):
        return None
    known = scene.before
    said = phrases.said_after(text, begin, scene.end)
    if not said:
        return None
    return Measure((*known.spans[:1], said) if known else (said,), "said")


def _elliptic(scene: Scene) -> Measure | None:
    """… 86% reached Level 4 in reading, 83% in writing: the same of something else."""
    text, number = scene.text, scene.number
    if not scene.earlier or number.kind == "duration":
        return None
    other, measure = scene.earlier[-1]
    begin = phrases.last_part(text, scene.left, number.start)
    if other.unit != number.unit:
        return None
    if not TO.search(text[scene.left : number.start]) and phrases.subject_before(
        text, begin, number.start
    ):
        return None
    said = None
    if PREPOSITION.match(text, number.tail):
        said = phrases.said_after(text, number.tail, scene.right)
    if not said:
        return Measure(measure.spans, "same", True)
    begin = number.tail + len(text[number.tail :]) - len(text[number.tail :].lstrip())
    return Measure((*_without_tail(text, measure.spans), (begin, said[1])), "elliptic")


def _subject_before(scene: Scene) -> Measure | None:
    """The vacancy rate for social workers is 19%."""
    text = scene.text
    subject = _subject(scene)
    if not subject:
        return None
    if scene.number.kind == "money" and SPENT_ON.match(text, scene.number.end):
        if not LED_TO.search(text, scene.left, scene.number.start):
            return None
    lead = scene.known.spans[:1] if scene.known and scene.known.route == "lead" else ()
    if lead:
        preposition = PREPOSITION_BEFORE.search(text, scene.start, subject[0])
        subject = (preposition.start(), subject[1]) if preposition else subject
    if not lead and scene.earlier and ELLIPSIS.fullmatch(text, scene.left, scene.number.start):
        base = _without_tail(text, scene.earlier[-1][1].spans)
        return Measure((*base, subject), "elliptic")
    unit = _unit_word(scene)
    return Measure((*lead, *unit, subject), "subject")


SPENT_ON = re.compile(r"\s+(?:from|to|for|on|in)\b", re.IGNORECASE)
"""£275,000 to spend: what money is for stands behind it."""

ELLIPSIS = re.compile(r"\s*,?\s*(?:and\s+)?(?:in|for|at)\s+[\w’' -]+(?<!\bto )", re.IGNORECASE)
"""… in reading was 69% and in mathematics 63%."""


def _unit_word(scene: Scene) -> tuple[Span, ...]:
    """Hours and miles have no unit of their own in the tables: the word goes to the measure."""
    number = scene.number
    if number.kind != "duration" or number.unit != "other":
        return ()
    word = phrases.noun_span(scene.text, number.end, number.tail)
    return (word,) if word else ()


def _subject(scene: Scene) -> Span | None:
    """The subject in the last part of the clause, or in the one before a comma."""
    text, end = scene.text, scene.number.start
    begin = phrases.last_part(text, scene.start, end)
    subject = phrases.subject_before(text, max(begin, _not_before(scene)), end)
    if subject or begin <= scene.start or text[begin - 1] not in ",(:":
        return subject
    if text[begin:end].strip(" ,") and not LED_TO.search(text, begin - 1, end):
        return None
    earlier = phrases.last_part(text, scene.start, begin - 1)
    return phrases.subject_before(text, max(earlier, _not_before(scene)), begin - 1)


def _not_before(scene: Scene) -> int:
    """The end of the number before, unless its clause is part of this number's subject."""
    amount = None
    for amount in phrases.AMOUNT.finditer(scene.text, scene.start, scene.number.start):
        pass
    if amount and amount.end() <= scene.left:
        if not phrases.AUXILIARY.search(scene.text, amount.end(), scene.left):
            return scene.start
    return scene.left


def _clause(scene: Scene) -> Measure | None:
    """The words of the clause, where no phrase of it can be told apart."""
    text, number = scene.text, scene.number
    clause = phrases.clause_before(text, scene.left, number.start)
    said = phrases.said_after(text, number.tail, scene.end)
    if number.kind == "duration":
        spans = (*_unit_word(scene), clause or scene.topic or said)
    else:
        spans = (said or clause or scene.topic,)
    found = tuple(span for span in spans if span)
    if found:
        return Measure(found, "clause")
    known = scene.earlier[-1][1] if scene.earlier else scene.known
    return Measure(known.spans, "known", True) if known else None


ROUTES: tuple[Callable[[Scene], Measure | None], ...] = (
    _changed_by,
    _like_the_one_before,
    _in_brackets,
    _this_is,
    _share_of,
    _of_whom,
    _noun_behind,
    _said_behind,
    _elliptic,
    _subject_before,
    _clause,
)
