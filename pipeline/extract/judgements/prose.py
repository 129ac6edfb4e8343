"""Judgements that sentences tell: earlier grades in reports, any grade in press releases.

A grade counts only where a judging verb governs it ("was judged to be good", "Ofsted rated
the service good", "has gone from good to outstanding") or a named area is said to have it.
Adjectives ("support is good"), aims ("to become outstanding"), counts of settings ("all were
judged to be good or outstanding") and the scale explained are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from pipeline.extract.judgements.constructions import (
    ACTIVE,
    ADJECTIVE,
    AS_WAS,
    CHAINED,
    CHAINED_SUBJECT,
    CHANGED,
    COPULA,
    COUNT_TAIL,
    COUNTED_GRADES,
    DANGLING,
    FOR_AREA,
    GIVEN,
    HOW,
    IN_REPORT,
    INSPECTION_WORD,
    INTENT,
    JOINT,
    LISTED_GRADES,
    MOSTLY,
    MOVED,
    MOVED_TO,
    NO_LONGER,
    NOUN,
    OR_BETTER,
    OVERALL_TAIL,
    PASSIVE,
    REDUCED,
    RELATIVE,
    REPORTED,
    REQUIRES,
    SAME_BEFORE,
    SO_WAS,
    TAIL,
    TAIL_END,
    THAN,
    TO_GRADE,
    WEAK_VERBS,
    WITH_AREA,
)

SCALE_LENGTH = 3
"""So many grades in a row are the scale."""


@dataclass(frozen=True)
class Claim:
    """One grade that a sentence gives: offsets into the sentence, and whom it is about.

    `subject` holds the words before (or between) that name what was judged, `tail` those
    behind. `verb` says which construction was read; `earlier` is True for the old grade of
    a change ("from good to …").
    """

    start: int
    end: int
    subject: str
    tail: str
    verb: str
    earlier: bool = False
    plural: bool = True
    weak: bool = False


def find_claims(
    sentence: str, grades: re.Pattern[str], press: bool, follows: bool = False
) -> Iterator[Claim]:
    """Every grade in a sentence that a judging construction governs.

    `follows` says that the sentence before told of an earlier inspection, so that a plain
    “services were inadequate” may go on telling of it.
    """
    found = list(_single(sentence, list(grades.finditer(sentence))))
    last: Claim | None = None
    for match, following in zip_longest(found, found[1:]):
        before, after = sentence[: match.start()], sentence[match.end() :]
        limit = following.start() - match.end() if following else len(after)
        if COUNT_TAIL.search(after) or ADJECTIVE.match(after):
            continue
        claim = _chained(sentence, last, match, after[:limit])
        if claim is None and last:
            since = sentence[last.end : match.start()]
            claim = _governed(JOINT.sub("", since), after[:limit], match, press, follows)
        claim = claim or _governed(before, after[:limit], match, press, follows)
        if claim is None and press:
            claim = _attributive(before, after, match)
        if claim:
            yield claim
            yield from _also(claim, after)
        last = claim


def _also(claim: Claim, after: str) -> Iterator[Claim]:
    """The same grade for another area, or at an earlier inspection."""
    other = AS_WAS.search(after) or SO_WAS.search(after)
    if other:
        yield replace(claim, subject=other.group("np"), tail="", verb="as_was")
    if SAME_BEFORE.search(after):
        yield replace(claim, earlier=True, verb="same_before")


CONSTRUCTIONS = {
    "moved": MOVED,
    "changed": CHANGED,
    "moved_to": MOVED_TO,
    "relative": RELATIVE,
    "active": ACTIVE,
    "passive": PASSIVE,
    "noun": NOUN,
    "reduced": REDUCED,
    "copula": COPULA,
}
"""In the order in which they are tried: the more words a pattern needs, the earlier."""


def _governed(
    before: str, after: str, match: re.Match[str], press: bool, follows: bool
) -> Claim | None:
    """The claim of the first construction that the words before a grade fill."""
    for verb, pattern in CONSTRUCTIONS.items():
        hit = pattern.search(before)
        subject = _subject(verb, hit, before) if hit else ""
        if hit is None or not subject.strip():
            continue
        if _states_nothing(verb, hit, before) or (
            verb == "copula" and not (follows or _may_copulate(before, after, press))
        ):
            return None
        plural = hit.groupdict().get("aux", "were").lower() not in {"was", "is"}
        earlier = verb in {"moved", "changed"} or NO_LONGER.search(before) is not None
        weak = hit.groupdict().get("verb", "").lower() in WEAK_VERBS
        return Claim(match.start(), match.end(), subject, _tail(after), verb, earlier, plural, weak)
    if press and match.group().lower().startswith("require"):
        hit = REQUIRES.search(before)
        if hit:
            subject = hit.group("np")
            return Claim(match.start(), match.end(), subject, _tail(after), "copula")
    return None


def _subject(verb: str, hit: re.Match[str], before: str) -> str:
    subject = hit.group("np") or ""
    if verb == "reduced":
        return subject.rpartition(" with ")[2]
    how = HOW.match(subject.rpartition(",")[2].strip())
    if how:
        return how.group("areas")
    if subject or verb != "noun":
        return subject
    given = GIVEN.search(before[: hit.start()])
    return given.group("np") if given else before[: hit.start()]


def _states_nothing(verb: str, hit: re.Match[str], before: str) -> bool:
    """Grades counted, an aim (“to be rated good”), or several bodies summed up."""
    if MOSTLY.search(before):
        return True
    if verb == "noun":
        return COUNTED_GRADES.search(before) is not None
    intended = verb == "passive" and hit.group("aux").lower() == "be"
    return intended and INTENT.search(hit.group("np") + " ") is not None


def _may_copulate(before: str, after: str, press: bool) -> bool:
    """“Overall effectiveness was good” needs a word of inspection or report around it."""
    return bool(
        INSPECTION_WORD.search(before)
        or IN_REPORT.match(after)
        or (press and FOR_AREA.match(after))
        or (press and REPORTED.search(before))
    )


def _chained(sentence: str, last: Claim | None, match: re.Match[str], after: str) -> Claim | None:
    """A further grade of the verb that governed the one before."""
    if last is None:
        return None
    between = sentence[last.end : match.start()]
    tail = _tail(after)
    if last.earlier and TO_GRADE.match(between):
        return Claim(match.start(), match.end(), last.subject, tail, last.verb)
    joined = CHAINED_SUBJECT.match(between)
    if joined and not re.search(r"\b(?:was|were|is|are|been)\b", joined.group("np")):
        subject = re.sub(r"\s+(?:to\s+be|as)$", "", joined.group("np"))
        return Claim(match.start(), match.end(), subject, tail, last.verb)
    if CHAINED.match(between):
        return Claim(match.start(), match.end(), last.subject if not tail else "", tail, last.verb)
    return None


def _attributive(before: str, after: str, match: re.Match[str]) -> Claim | None:
    """“with an outstanding capacity for improvement”, where inspectors are said to state it."""
    if not (WITH_AREA.search(before) and REPORTED.search(before)):
        return None
    area = re.match(r"\s+([^,.;]+)", after)
    return Claim(match.start(), match.end(), area.group(1), "", "with") if area else None


def _tail(after: str) -> str:
    hit = TAIL.match(after)
    if hit:
        tail = TAIL_END.sub("", DANGLING.sub("", hit.group("np")))
        return "" if re.search(r"\b(?:inspection|report)\b", tail) else tail
    return "overall" if OVERALL_TAIL.match(after) else ""


def _single(sentence: str, grades: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The grades that stand for themselves.

    Grades joined by “or”, and three or more in a row, are the scale explained or settings
    counted; so is “good or better”.
    """
    runs: list[list[re.Match[str]]] = []
    for grade in grades:
        joint = sentence[runs[-1][-1].end() : grade.start()] if runs else ""
        if runs and LISTED_GRADES.fullmatch(joint):
            runs[-1].append(grade)
        else:
            runs.append([grade])
    for run in runs:
        inside = sentence[run[0].end() : run[-1].start()]
        or_joined = re.search(r"\bor\b", inside) or OR_BETTER.match(sentence, run[-1].end())
        if (
            len(run) < SCALE_LENGTH
            and not or_joined
            and not THAN.search(sentence[: run[0].start()])
        ):
            yield from run
