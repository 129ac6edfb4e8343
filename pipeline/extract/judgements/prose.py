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

ADVERBS = r"(?:(?:\w+ly|still|again|now|also|then|since|all|both|each|first|last)\s+)*"
VERB = r"(?:judged|graded|rated|evaluated|assessed|found|deemed|considered|described|given|awarded|classed)"
AGENT = (
    r"(?:which|who|that|it|they|ofsted|cqc|estyn|hmicfrs|hmic|hiqa|rqia|ciw|eti|inspectors?"
    r"|inspectorate\w*|inspection|report|commission|regulator|watchdog|\d{4})"
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
    rf"(?:^|.*(?:(?:^|[\s(]){AGENT},?|[,)]))\s+(?:(?:has|have|had|also|now|again|overall)\s+)*(?:judged|graded|rated|evaluated|found|describe[sd]|judges|rates|assessed)\s+"
    rf"(?P<np>[^;]*?)\s*(?:^|(?<=\s)){TO_BE}{MARKS}$",
    re.IGNORECASE | re.DOTALL,
)
"""“Ofsted judged the overall effectiveness of its services to be”."""

RELATIVE = re.compile(
    rf"(?P<np>[^;]*?),?\s+(?:which|that|whom)\s+(?:the\s+)?{AGENT}\s+(?:has\s+|have\s+|had\s+)?"
    rf"(?:judged|graded|rated|evaluated)\s+{TO_BE}{MARKS}$",
    re.IGNORECASE | re.DOTALL,
)
"""“the infirmary, which the CQC rated as”: the object stands before the relative clause."""

COUNTED_GRADES = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|\d+)\s+(?:\w+\s+)?(?:grades|ratings|judge?ments)\b[^,;]*$", re.I
)
"""“two grades of very good” counts grades and names no area."""

JOINT = re.compile(r"^[’'”\")\s,;]*(?:(?:and|but|while|whereas)\s+)?", re.IGNORECASE)
"""What joins a clause to the one before."""

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

CHAINED_SUBJECT = re.compile(
    r"^[’'”\")]*,?\s+(?:and|but|while)\s+(?P<np>[^,;]{3,80}?\s+(?:to\s+be|as)|those\s+for\s+[^,;]{3,80}?)"
    r"\s+[‘“'\"]*$",
    re.IGNORECASE,
)
"""“… and those for children looked after to be good”, “… and those for adoption good”."""

TAIL = re.compile(
    r"^[’'”\")]*(?:\s+(?:overall|service|services|provider|school|authority|force|trust|home))*\s+"
    r"(?:for|at|in\s+respect\s+of|in\s+terms\s+of|in\s+relation\s+to|with\s+regard\s+to|across|in)\s+"
    r"(?P<np>(?!(?:19|20)\d\d|the\s+(?:last|same)|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[^.;:]+)",
    re.IGNORECASE,
)
"""What a grade is for, said behind it: “good for leadership”, “inadequate in respect of …”."""

TAIL_END = re.compile(
    r"\s+(?:when|at|following|since|during|after|by|in)\s+(?:the|they|it|its|their|this|ofsted|(?:19|20)\d\d|(?-i:[A-Z]\w+))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""When it was, behind what it is for: “good in all areas | when they were last inspected”."""

DANGLING = re.compile(r"[\s,‘“'\"(]*\b(?:and|but|while|as|to)?(?:\s+to\s+be)?[\s,‘“'\"(]*$", re.I)
"""The joint to the next grade, at the end of what the last one is for."""

AS_WAS = re.compile(r"^[’'”\")]*,\s+as\s+(?:was|were|is|are)\s+(?P<np>[^,.;]+)", re.IGNORECASE)
"""The same grade for another area: “was rated outstanding, as was staffing”."""

SAME_BEFORE = re.compile(
    r"^[^.;]*?,\s+(?:the\s+same\s+(?:rating|grade|judge?ment|as)|as\s+it\s+was)\b[^.;]*?\d{4}", re.IGNORECASE
)
"""The same grade earlier: “…, the same rating that it was given in 2019”."""

TO_GRADE = re.compile(r"^[’'”\")]*\s+to\s+[‘“'\"]*$", re.IGNORECASE)

WITH_AREA = re.compile(rf"\bwith\s+(?:an?\s+)?{MARKS}$", re.IGNORECASE)
"""“…, with an outstanding capacity for improvement”: the area follows its grade."""

INTENT = re.compile(r"(?:\b(?:to|will|would|could|should|can|may|might|must|not|never|n[’']t)\s+)$", re.IGNORECASE)
"""Before “be judged”: an aim or a possibility, not a judgement."""

COUNT_TAIL = re.compile(r"^\W*(?:in|for|at)\s+(?:all\s+but\s+)?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:of|out)\b", re.I)
"""“graded as outstanding in three of four criteria”."""

ADJECTIVE = re.compile(
    r"^[’'”\")]*\s+(?!(?:overall|for|in|at|by|to|and|but|when|with|from|across|on|as|since|after|following"
    r"|again|because|while|schools?|provider|services?|authority|council|force|trust|home|college|academy|nursery"
    r"|rating|grade|judge?ment|status|throughout|under|during|last|this|until|despite|although|though|which|than"
    r"|capacity|has|have|had|was|were|is|are)\b)[a-z]"
)
"""A grade word before a noun describes it (“praises the good food”)."""

CUE = re.compile(
    r"\b(?:judge[ds]?|judging|judge?ments?|grade[ds]?|graded|rate[ds]?|ratings?|evaluated|inspection|inspected|deemed"
    r"|effectiveness|states?|stated|report|found\s+to\s+be|described|describes?|gone|moved|improved|risen|fallen|dropped|upgraded|downgraded|goes)\b",
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
    plural: bool = True


def find_claims(
    sentence: str, grades: re.Pattern[str], press: bool, follows: bool = False
) -> Iterator[Claim]:
    """Every grade in a sentence that a judging construction governs.

    `follows` says that the sentence before told of an earlier inspection, so that a plain
    “services were inadequate” may go on telling of it.
    """
    found = [m for m in grades.finditer(sentence) if not _in_list(sentence, m, grades)]
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
    other = AS_WAS.search(after)
    if other:
        yield replace(claim, subject=other.group("np"), tail="", verb="as_was")
    if SAME_BEFORE.search(after):
        yield replace(claim, earlier=True, verb="same_before")


def _governed(
    before: str, after: str, match: re.Match[str], press: bool, follows: bool
) -> Claim | None:
    constructions = [("moved", MOVED), ("relative", RELATIVE), ("active", ACTIVE)]
    constructions += [("passive", PASSIVE), ("noun", NOUN), ("reduced", REDUCED), ("copula", COPULA)]
    for verb, pattern in constructions:
        hit = pattern.search(before)
        if hit is None:
            continue
        subject = hit.group("np") or ""
        if verb != "noun" and not subject.strip():
            continue  # "it was found good" has no object: a passive
        if verb == "noun" and COUNTED_GRADES.search(before):
            return None
        if verb == "passive" and hit.group("aux").lower() == "be" and INTENT.search(subject + " "):
            return None
        if verb == "copula" and not (follows or _may_copulate(before, press)):
            return None
        if verb == "reduced":
            subject = subject.rpartition(" with ")[2]
        if verb == "noun" and not subject:
            subject = before[: hit.start()]
        plural = hit.groupdict().get("aux", "were").lower() not in {"was", "is"}
        return Claim(
            match.start(), match.end(), subject, _tail(after), verb, verb == "moved", plural
        )
    return None


def _may_copulate(before: str, press: bool) -> bool:
    """“Overall effectiveness was good” needs a word of inspection or report around it."""
    cue = re.search(r"\b(?:inspection|inspected|judge?ment)\b", before, re.IGNORECASE)
    return bool(cue or (press and REPORTED.search(before)))


def _chained(
    sentence: str, last: Claim | None, match: re.Match[str], after: str
) -> Claim | None:
    """A further grade of the verb that governed the one before."""
    if last is None:
        return None
    between = sentence[last.end : match.start()]
    tail = _tail(after)
    if last.earlier and TO_GRADE.match(between):
        return Claim(match.start(), match.end(), last.subject, tail, "moved")
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
