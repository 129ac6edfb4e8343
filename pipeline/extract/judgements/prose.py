"""Judgements that sentences tell: earlier grades in reports, any grade in press releases.

A grade counts only where a judging verb governs it ("was judged to be good", "Ofsted rated
the service good", "has gone from good to outstanding") or a named area is said to have it.
Adjectives ("support is good"), aims ("to become outstanding"), counts of settings ("all were
judged to be good or outstanding") and the scale explained are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ADVERBS = r"(?:(?:\w+ly|still|again|now|also|then|since|all|both|each|first|last)\s+)*"
VERB = r"(?:judged|graded|rated|evaluated|assessed|found|deemed|considered|described|given|awarded|classed)"
AGENT = (
    r"(?:which|who|that|it|they|ofsted|cqc|estyn|hmicfrs|hmic|hiqa|rqia|ciw|eti|inspectors?"
    r"|inspectorate\w*|inspection|report|commission|regulator|watchdog|\d{4}|[,)])"
)
TO_BE = (
    r"(?:overall\s+)?(?:(?:to\s+(?:be|have\s+been|still\s+be|remain|have)|as(?:\s+being)?|at|of|a)\s+)?"
    r"(?:overall\s+)?(?:(?:an?|the)\s+)?(?:overall\s+)?(?:(?:rating|grade|grading|judge?ment)s?\s+(?:of|as)\s+)?(?:to\s+)?"
)
MARKS = r"[‘’“”'\"(]*"

PASSIVE = re.compile(
    rf"(?P<np>.*?)(?:^|[\s,(])(?P<aux>was|were|is|are|been|being|be)\s+{ADVERBS}{VERB}\s+(?:(?:by|at|in|on)\s+[^,;]{{2,60}}?\s+)?{TO_BE}{MARKS}$",
    re.IGNORECASE | re.DOTALL,
)
"""“The overall effectiveness was judged to be”, “It has been given an overall rating of”."""

REDUCED = re.compile(rf"(?P<np>.*?)[\s,(]\s*(?:and\s+)?{ADVERBS}(?:judged|graded|rated)\s+{TO_BE}{MARKS}$", re.I | re.S)
"""“the unit, judged”, “the authority judged”: the participle alone."""

ACTIVE = re.compile(
    rf"(?:^|.*[\s,(]){AGENT}\s+(?:(?:has|have|had|also|now|again|overall)\s+)*(?:judged|graded|rated|evaluated|found|describe[sd]|judges|rates|assessed)\s+"
    rf"(?P<np>[^;]*?)\s*(?:^|(?<=\s)){TO_BE}{MARKS}$",
    re.IGNORECASE | re.DOTALL,
)
"""“Ofsted judged the overall effectiveness of its services to be”."""

NOUN = re.compile(
    rf"(?:rating|grade|grading|judge?ment)s?\s+(?:(?:for|of|on)\s+(?P<np>[^,;]*?)\s+)?(?:(?:was|were|is|of|as|:)\s+)+{MARKS}$",
    re.IGNORECASE,
)
"""“the judgement for overall effectiveness was”, “a rating of”."""

COPULA = re.compile(
    rf"(?P<np>[^;]*?)\s+(?:was|were|is|are|remain(?:s|ed)?|required?s?(?=\s*$))\s+{ADVERBS}{MARKS}$", re.I | re.S
)
"""“when overall effectiveness was”: no judging verb, so the subject has to be a named area."""

MOVED = re.compile(
    rf"(?P<np>.*?)\s+(?:(?:has|have|had|is|was|were|been)\s+)*(?:gone|went|goes|moved|moves|improved|improves|risen|rose|fallen|fell|dropped|slipped|climbed|upgraded|downgraded|up|down)\s+(?:(?:up|down)\s+)?from\s+{MARKS}$",
    re.IGNORECASE | re.DOTALL,
)
"""“Holmebridge has gone from”: an earlier grade, and behind “to” the new one."""

CHAINED = re.compile(
    r"^[’'”\")]*(?:\s+overall)?(?:\s+(?:for|at|in)\s+[^,;]{3,80}?)?(?:\s*\([^)]*\))?,?\s+(?:and|but|while)\s+(?:as\s+|to\s+be\s+|to\s+)?(?:also\s+)?[‘“'\"]*$"
    r"|^[’'”\")]*(?:\s+(?:for|at)\s+[^,;]{3,80}?),\s+[‘“'\"]*$",
    re.IGNORECASE,
)
"""Between two grades of one verb: “‘good’ for leadership and ‘very good’ for its staff”."""

TAIL = re.compile(
    r"^[’'”\")]*(?:\s+(?:overall|service|services|provider|school|authority|force|trust|home))*\s+"
    r"(?:for|at|in\s+respect\s+of|in\s+terms\s+of|in\s+relation\s+to|with\s+regard\s+to|across|in)\s+"
    r"(?P<np>(?!(?:19|20)\d\d|the\s+(?:last|same)|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[^.;:]+)",
    re.IGNORECASE,
)
"""What a grade is for, said behind it: “good for leadership”, “inadequate in respect of …”."""

AS_WAS = re.compile(r"^[’'”\")]*,\s+as\s+(?:was|were|is|are)\s+(?P<np>[^,.;]+)", re.IGNORECASE)
"""The same grade for another area: “was rated outstanding, as was staffing”."""

TO_GRADE = re.compile(r"^[’'”\")]*\s+to\s+[‘“'\"]*$", re.IGNORECASE)

WITH_AREA = re.compile(rf"\bwith\s+(?:an?\s+)?{MARKS}$", re.IGNORECASE)
"""“…, with an outstanding capacity for improvement”: the area follows its grade."""

INTENT = re.compile(r"(?:\b(?:to|will|would|could|should|can|may|might|must|not|never|n[’']t)\s+)$", re.IGNORECASE)
"""Before “be judged”: an aim or a possibility, not a judgement."""

COUNTED = re.compile(
    r"^(?:(?:more than|over|about|around|nearly|almost|just|only)\s+)?(?:an?\s+(?:third|quarter|half|number|few)|all(?!\s+(?:areas|services|judge?ments))|both|most|many|some|several|few|none|"
    r"(?:the\s+)?(?:majority|minority|rest|others?)|each|every|half|two[- ]thirds|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*)\b",
    re.IGNORECASE,
)
"""Settings counted, not judged: “All were judged …”, “89 per cent of schools …”."""

COUNT_TAIL = re.compile(r"^\W*(?:in|for|at)\s+(?:all\s+but\s+)?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:of|out)\b", re.I)
"""“graded as outstanding in three of four criteria”."""

CUE = re.compile(
    r"\b(?:judge[ds]?|judging|judge?ments?|grade[ds]?|graded|rate[ds]?|ratings?|evaluated|inspection|inspected|deemed"
    r"|found\s+to\s+be|described|describes?|gone|moved|improved|risen|fallen|dropped|upgraded|downgraded|goes)\b",
    re.IGNORECASE,
)
"""A block without any of these words states no judgement in prose."""

REPORTED = re.compile(r"\b(?:report|inspectors?|inspectorate|letter|ofsted|cqc|estyn|hmicfrs|commission)\b[^.]{0,40}?\b(?:states?|says?|said|found|finds|concluded|concludes|described?s?)\b", re.IGNORECASE)
"""A sentence that repeats what the inspectors state."""


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


def find_claims(sentence: str, grades: re.Pattern[str], press: bool) -> Iterator[Claim]:
    """Every grade in a sentence that a judging construction governs."""
    found = [m for m in grades.finditer(sentence) if not _in_list(sentence, m, grades)]
    last: Claim | None = None
    for match in found:
        before, after = sentence[: match.start()], sentence[match.end() :]
        if COUNT_TAIL.search(after):
            continue
        claim = _chained(sentence, last, match) or _governed(before, after, match, press)
        if claim is None and press:
            claim = _attributive(before, after, match)
        if claim:
            yield claim
            also = AS_WAS.search(after)
            if also:
                yield Claim(match.start(), match.end(), also.group("np"), "", "as_was")
        last = claim


def _governed(before: str, after: str, match: re.Match[str], press: bool) -> Claim | None:
    constructions = [("moved", MOVED), ("active", ACTIVE), ("passive", PASSIVE), ("noun", NOUN)]
    constructions += [("reduced", REDUCED), ("copula", COPULA)]
    for verb, pattern in constructions:
        hit = pattern.search(before)
        if hit is None:
            continue
        subject = hit.group("np") or ""
        if verb == "active" and not subject.strip():
            continue  # "it was found good" has no object: a passive
        if verb == "passive" and hit.group("aux").lower() == "be" and INTENT.search(subject + " "):
            return None
        if verb == "copula" and not _may_copulate(before, press):
            return None
        if verb == "noun" and not subject:
            subject = before[: hit.start()]
        return Claim(match.start(), match.end(), subject, _tail(after), verb, verb == "moved")
    return None


def _may_copulate(before: str, press: bool) -> bool:
    """“Overall effectiveness was good” needs a word of inspection or report around it."""
    cue = re.search(r"\b(?:inspection|inspected|judge?ment)\b", before, re.IGNORECASE)
    return bool(cue or (press and REPORTED.search(before)))


def _chained(sentence: str, last: Claim | None, match: re.Match[str]) -> Claim | None:
    """A further grade of the verb that governed the one before."""
    if last is None:
        return None
    between = sentence[last.end : match.start()]
    tail = _tail(sentence[match.end() :])
    if last.earlier and TO_GRADE.match(between):
        return Claim(match.start(), match.end(), last.subject, tail, "moved")
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
        return hit.group("np")
    return "overall" if re.match(r"[’'”\")]*\s+overall\b", after) else ""


def _in_list(sentence: str, match: re.Match[str], grades: re.Pattern[str]) -> bool:
    """Whether a grade is one of several that “or” joins: the scale, or settings counted."""
    after = sentence[match.end() : match.end() + 60]
    before = sentence[max(0, match.start() - 60) : match.start()]
    follows = re.match(r"[’'”\"]*(?:,|\s+or|\s+and/or)\s+[‘“'\"]*(?:or\s+[‘“'\"]*)?", after)
    if follows and "or" in follows.group() and grades.match(after, follows.end()):
        return True
    return re.search(r"\b(?:or|than)\s+[‘“'\"]*$", before) is not None or (
        re.match(r"[’'”\"]*\s+or\s+(?:better|above)", after) is not None
    )
