"""Judgements that sentences tell: earlier grades in reports, any grade in press releases.

A grade counts only where a judging verb governs it ("was judged to be good", "Ofsted rated
the service good", "has gone from good to outstanding") or a named area is said to have it.
Adjectives ("support is good"), aims ("to become outstanding"), counts of settings ("all were
judged to be good or outstanding") and the scale explained are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from pipeline.extract.judgements.alignment import (
    group_before,
    group_behind,
    is_intended,
    with_areas,
)
from pipeline.extract.judgements.chained import chained
from pipeline.extract.judgements.claim import Claim, tail_of
from pipeline.extract.judgements.clauses import (
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
    AS_WELL,
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
    NAMES_FOLLOW,
    NO_LONGER,
    NOW_IS,
    OR_BETTER,
    REPORTED,
    REQUIRES,
    SAME_BEFORE,
    TELLS,
    THAN,
    THE_SAME,
    WHEN,
    WITH_AREA,
    WITH_REGULATION,
    is_counted,
)
from pipeline.extract.judgements.tokens import Token, reader
from pipeline.frameworks import Finder, Scale

SCALE_LENGTH = 3
"""So many grades in a row are the scale."""


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
        if claim and claim.weak and press and _goes_on(clause, claim, claims):
            claim = replace(claim, weak=False)
        if claim and claim.newer and claims and not claims[-1].tail:
            claims[-1] = replace(claims[-1], tail=claim.tail)  # “from poor to good for safety”
        if claim:
            claims += [claim, *_also(claim, sentence[token.end :])]
        last, at = claim, k
    return claims


def _goes_on(clause: Clause, claim: Claim, claims: list[Claim]) -> bool:
    """“Teaching was rated good, and careers advice was found to be poor”: both are grades."""
    ruled = claims and claims[-1].verb in {"passive", "active"} and not claims[-1].weak
    found = claim.verb == "passive" and clause.tokens[clause.grade - 1].low == "to be"
    return bool(ruled and found)


def _claim(
    clause: Clause, last: Claim | None, after: str, press: bool, follows: bool
) -> Claim | None:
    """What the words around a grade claim, by the verb that governs it."""
    whole = clause._replace(low=0)
    claim = None if press and behind(clause) else chained(clause, last, after)
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
    same = THE_SAME.search(after)
    if same and not TELLS.search(same.group("np")):
        yield replace(claim, subject=same.group("np"), tail="", verb="as_was")
    besides = AS_WELL.match(after)
    if besides:
        yield replace(claim, tail=DANGLING.sub("", besides.group("np")))
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
    if verb is None or _states_nothing(verb, before, after):
        return None
    how = HOW.match(verb.subject.rpartition(",")[2].strip())
    return Claim(
        start=token.start,
        end=token.end,
        subject=how.group("areas") if how else verb.subject,
        tail=tail_of(after),
        verb=verb.name,
        earlier=verb.name == "changed_from" or NO_LONGER.search(before) is not None,
        plural=verb.aux not in {"was", "is"},
        weak=is_weak(verb),
    )


def _states_nothing(verb: Verb, before: str, after: str) -> bool:
    """Grades counted, or several bodies summed up."""
    counted = COUNTED_GRADES.search(before) and not NAMES_FOLLOW.match(after)
    if counted or MOSTLY.search(before):
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
        or (press and is_counted(before) and NAMES_FOLLOW.match(after))
        or (press and WITH_REGULATION.match(after))
        or (press and (is_marked(clause.text, token.start) or NOW_IS.search(clause.text)))
    )


def _attributive(clause: Clause) -> Claim | None:
    """“with an outstanding capacity for improvement”, where inspectors are said to state it."""
    token = clause.tokens[clause.grade]
    before, after = clause.text[: token.start], clause.text[token.end :]
    if not (WITH_AREA.search(before) and REPORTED.search(before)):
        return None
    area = re.match(r"\s+([^,.;]+)", after)
    return Claim(token.start, token.end, area.group(1), "", "with") if area else None


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
