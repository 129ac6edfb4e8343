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

from pipeline.extract.judgements.alignment import (
    group_before,
    group_behind,
    is_intended,
    with_areas,
)
from pipeline.extract.judgements.clauses import (
    LINKS,
    VERBS,
    Clause,
    Verb,
    behind,
    governor,
    is_marked,
    is_verbal,
    is_weak,
)
from pipeline.extract.judgements.constructions import (
    ADJECTIVE,
    AS_WAS,
    COUNT_TAIL,
    COUNTED_GRADES,
    DANGLING,
    FOR_AREA,
    FOUND,
    HEARSAY,
    HOW,
    IN_REPORT,
    INSPECTION_WORD,
    LISTED_GRADES,
    MOSTLY,
    NO_LONGER,
    NOW_IS,
    OR_BETTER,
    OVERALL_TAIL,
    REPORTED,
    REQUIRES,
    SAME_BEFORE,
    TAIL,
    TAIL_END,
    TELLS,
    THAN,
    WHEN,
    WITH_AREA,
    is_counted,
)
from pipeline.extract.judgements.tokens import Token, reader
from pipeline.frameworks import Finder, Scale

SCALE_LENGTH = 3
"""So many grades in a row are the scale."""


@dataclass(frozen=True)
class Claim:
    """One grade that a sentence gives: offsets into the sentence, and whom it is about.

    `subject` holds the words before (or between) that name what was judged, `tail` those
    behind. `verb` says how the grade is governed; `earlier` is True for the old grade of
    a change ("from good to …"), `newer` for the one that it led to; `weak` claims need a known
    area.
    """

    start: int
    end: int
    subject: str
    tail: str
    verb: str
    earlier: bool = False
    plural: bool = True
    weak: bool = False
    newer: bool = False


def find_claims(
    sentence: str,
    scale: Scale,
    areas: Finder | None = None,
    follows: bool = False,
    before: Claim | None = None,
) -> list[Claim]:
    """Every grade in a sentence that a judging construction governs.

    `areas` are those of a press release, in which a grade may also belong to the area that
    stands nearest; None in reports. `follows` says that the sentence before told of an earlier
    inspection, so that a plain “services were inadequate” may go on telling of it. `before` is
    that sentence's last claim.
    """
    tokens = reader(scale).read(sentence)
    press = areas is not None
    if areas is not None:
        tokens = with_areas(tokens, areas, sentence)
    found = list(_single(sentence, tokens))
    last, at = before, -1
    claims: list[Claim] = []
    for k, following in zip_longest(found, found[1:]):
        token = tokens[k]
        after = sentence[token.end : tokens[following].start if following else len(sentence)]
        if COUNT_TAIL.search(after) or ADJECTIVE.match(sentence[token.end :]):
            continue
        clause = Clause(sentence, tokens, k, at + 1)
        claim = _claim(clause, last, after, press, follows)
        claim = _told(clause, claim) if press else claim
        if claim and claim.newer and claims and not claims[-1].tail:
            claims[-1] = replace(claims[-1], tail=claim.tail)  # “from poor to good for safety”
        if claim:
            claims += [claim, *_also(claim, sentence[token.end :])]
        last, at = claim, k
    return claims


def _claim(
    clause: Clause, last: Claim | None, after: str, press: bool, follows: bool
) -> Claim | None:
    """What the words around a grade claim, by the verb that governs it."""
    whole = clause._replace(low=0)
    claim = None if press and behind(clause) else _chained(clause, last, after)
    if claim is None and clause.low:
        joined = _joined(clause.tokens, clause.low)
        if clause.tokens[joined].kind == "about":  # behind what the last grade was for
            joint = (k for k in range(joined, clause.grade) if clause.kind(k) in {"and", ";"})
            joined = next(joint, clause.grade - 1) + 1
        if joined < clause.grade:
            claim = _governed(clause._replace(low=joined), after, press, follows)
            claim = None if claim and WHEN.fullmatch(claim.subject.strip()) else claim
    claim = claim or _governed(whole, after, press, follows)
    return claim or (_attributive(whole) if press else None)


def _aligned(clause: Clause, claim: Claim | None) -> Claim | None:
    """A claim about the known areas beside its grade, where the verb does not name them."""
    token = clause.tokens[clause.grade]
    if (claim and claim.verb == "same_before") or MOSTLY.search(clause.text[: token.start]):
        return claim
    if is_intended(clause.tokens, clause.low, clause.grade):
        return claim
    group = group_behind(clause.tokens, clause.grade)
    if group:
        made = claim or Claim(token.start, token.end, "", "", "aligned")
        return replace(made, tail=clause.text[slice(*group)])
    group = group_before(clause.text, clause.tokens, clause.low, clause.grade, clause.low > 0)
    if group is None or (claim and (claim.tail not in {"", "overall"} or claim.verb == "noun")):
        return claim
    named = clause.text[slice(*group)]
    if claim and claim.subject and named.lower().startswith("overall "):
        return claim  # “the overall rating for Fernbank School”
    if claim and _is_subject(named, claim.subject):
        return claim
    if claim:
        return replace(claim, subject="", tail=named, verb="aligned", weak=False)
    return Claim(token.start, token.end, "", named, "aligned")


def _is_subject(named: str, subject: str) -> bool:
    """Whether areas are the subject that the grammar found, or all but a word or two of it."""
    before, found, rest = subject.rpartition(named)
    return bool(found) and not (
        is_counted(subject)
        or re.match(r"\s+(?:the|it|they|its|we|our)\b", rest)
        or before.rstrip().endswith((",", ";", ":"))
        or TELLS.search(before)
    )


def _told(clause: Clause, claim: Claim | None) -> Claim | None:
    """What a release says of the areas beside a grade, unless it is only what people say."""
    claim = _aligned(clause, claim)
    before = clause.text[: clause.tokens[clause.grade].start]
    return None if claim and _is_hearsay(before, claim) else claim


def _is_hearsay(before: str, claim: Claim) -> bool:
    """“Staff said that leadership was good”; but not “She said that it was rated good”."""
    heard = HEARSAY.search(before)
    judged = heard and re.search(r"\b(?:judged|rated|graded|evaluated)\b", before[heard.end() :])
    return bool(heard) and not judged and claim.verb in {"copula", "aligned", "active"}


def _joined(tokens: list[Token], at: int) -> int:
    """Where a clause begins, behind what joins it to the one before."""
    while at < len(tokens) and tokens[at].kind in {"quote", ",", ";", "and"}:
        at += 1
    return at


def _also(claim: Claim, after: str) -> Iterator[Claim]:
    """The same grade for another area, or at an earlier inspection."""
    other = AS_WAS.search(after)
    if other:
        yield replace(claim, subject=other.group("np"), tail="", verb="as_was")
    if SAME_BEFORE.search(after):
        yield replace(claim, earlier=True, verb="same_before")


def _governed(clause: Clause, after: str, press: bool, follows: bool) -> Claim | None:
    """The claim of the verb that governs a grade."""
    token = clause.tokens[clause.grade]
    before = clause.text[: token.start]
    verb = (behind(clause) if press else None) or governor(clause)
    if verb is None and is_verbal(token) and (press or FOUND.search(before)):
        hit = REQUIRES.search(clause.words(clause.low, clause.grade))
        name = "active" if FOUND.search(before) else "copula"
        verb = Verb(name, hit.group("np")) if hit else None
    elif verb and verb.name == "copula" and FOUND.search(before):
        verb = verb._replace(name="active")
    elif verb and verb.name == "copula" and not (follows or _may_copulate(clause, after, press)):
        return None
    if verb is None or _states_nothing(verb, before):
        return None
    how = HOW.match(verb.subject.rpartition(",")[2].strip())
    return Claim(
        start=token.start,
        end=token.end,
        subject=how.group("areas") if how else verb.subject,
        tail=_tail(after),
        verb=verb.name,
        earlier=verb.name == "changed_from" or NO_LONGER.search(before) is not None,
        plural=verb.aux not in {"was", "is"},
        weak=is_weak(verb),
    )


def _states_nothing(verb: Verb, before: str) -> bool:
    """Grades counted, or several bodies summed up."""
    if MOSTLY.search(before) or COUNTED_GRADES.search(before):
        return True
    return not verb.subject.strip() and verb.name not in {"fronted", "given"}


def _may_copulate(clause: Clause, after: str, press: bool) -> bool:
    """“Overall effectiveness was good” needs a word of inspection or report around it."""
    token = clause.tokens[clause.grade]
    before = clause.text[: token.start]
    return bool(
        INSPECTION_WORD.search(before)
        or IN_REPORT.match(after)
        or (press and (FOR_AREA.match(after) or REPORTED.search(before)))
        or (press and (is_marked(clause.text, token.start) or NOW_IS.search(clause.text)))
    )


def _chained(clause: Clause, last: Claim | None, after: str) -> Claim | None:
    """A further grade of the verb that governed the one before."""
    if last is None:
        return None
    tokens, first = clause.tokens, clause.low
    token = tokens[clause.grade]
    between = [t for t in tokens[first : clause.grade] if t.kind != "to" or not is_verbal(token)]
    tail = _tail(after)
    words = [t for t in between if t.kind not in LINKS]
    if any(t.kind == "earlier" for t in between[-8:]) and not any(t.kind in VERBS for t in words):
        return replace(last, start=token.start, end=token.end, earlier=True, verb="same_before")
    if first == 0:
        return None
    if last.earlier and all(t.kind == "to" for t in words):
        tail = tail or last.tail
        return Claim(token.start, token.end, last.subject, tail, last.verb, newer=True)
    return _joined_to(clause, last, between, tail)


def _joined_to(clause: Clause, last: Claim, between: list[Token], tail: str) -> Claim | None:
    """A grade behind “and” or a comma: of the same subject, or of one without a verb."""
    token = clause.tokens[clause.grade]
    joints = [k for k, t in enumerate(between) if t.kind in {"and", ",", ";"}]
    if not joints:
        return None
    same = not _behind_tail(between) or joints[-1] == len(between) - 1
    joint = joints[-1] if same else joints[0]
    rest = between[joint + 1 :]
    linked = any(t.kind == "link" for t in rest)
    while rest and rest[-1].kind in LINKS:
        rest.pop()
    governed = VERBS | {"to", "from", "earlier"}
    if any(t.kind in governed for t in [*rest, *_behind_tail(between[:joint])]):
        return None
    if not rest:
        tail = tail or ("" if last.subject else last.tail)
        return Claim(token.start, token.end, last.subject, tail, last.verb)
    if between[joint].kind != "and":
        return None
    subject = clause.text[rest[0].start : rest[-1].end]
    weak = last.weak or not linked
    return Claim(token.start, token.end, subject, tail, last.verb, weak=weak)


def _behind_tail(between: list[Token]) -> list[Token]:
    """The tokens after a grade without what it is for, which may have verbs of its own."""
    start = next((k for k, t in enumerate(between) if t.kind not in LINKS), len(between))
    return [] if start < len(between) and between[start].kind == "about" else between


def _attributive(clause: Clause) -> Claim | None:
    """“with an outstanding capacity for improvement”, where inspectors are said to state it."""
    token = clause.tokens[clause.grade]
    before, after = clause.text[: token.start], clause.text[token.end :]
    if not (WITH_AREA.search(before) and REPORTED.search(before)):
        return None
    area = re.match(r"\s+([^,.;]+)", after)
    return Claim(token.start, token.end, area.group(1), "", "with") if area else None


def _tail(after: str) -> str:
    hit = TAIL.match(after)
    if hit:
        tail = TAIL_END.sub("", DANGLING.sub("", hit.group("np")))
        return "" if re.search(r"\b(?:inspection|report)\b", tail) else tail
    return "overall" if OVERALL_TAIL.match(after) else ""


def _single(sentence: str, tokens: list[Token]) -> Iterator[int]:
    """The grades that stand for themselves.

    Grades joined by “or”, and three or more in a row, are the scale explained or settings
    counted; so is “good or better”.
    """
    runs: list[list[int]] = []
    for k in (k for k, token in enumerate(tokens) if token.kind == "grade"):
        joint = sentence[tokens[runs[-1][-1]].end : tokens[k].start] if runs else ""
        if runs and LISTED_GRADES.fullmatch(joint):
            runs[-1].append(k)
        else:
            runs.append([k])
    for run in runs:
        first, last = tokens[run[0]], tokens[run[-1]]
        or_joined = re.search(r"\bor\b", sentence[first.end : last.start])
        if (
            len(run) < SCALE_LENGTH
            and not or_joined
            and not OR_BETTER.match(sentence, last.end)
            and not THAN.search(sentence[: first.start])
        ):
            yield from run
