"""Further grades behind the first one of a sentence: joined to it, or left by its verb."""

import re
from dataclasses import replace

from pipeline.extract.judgements.claim import Claim, tail_of
from pipeline.extract.judgements.clauses import LINKS, VERBS, Clause, is_verbal
from pipeline.extract.judgements.constructions import CLOSE
from pipeline.extract.judgements.tokens import Token

LONGEST_GAPPED = 6
"""Words of a subject whose verb is left out."""


def chained(clause: Clause, last: Claim | None, after: str) -> Claim | None:
    """A further grade of the verb that governed the one before."""
    if last is None:
        return None
    tokens, first = clause.tokens, clause.low
    token = tokens[clause.grade]
    between = [t for t in tokens[first : clause.grade] if t.kind != "to" or not is_verbal(token)]
    tail = tail_of(after)
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
    if not same and joint + 1 in joints and between[joint + 1].low in {"and", "but"}:
        joint += 1  # “…, and teaching to be good”
    rest = between[joint + 1 :]
    linked = any(t.kind == "link" for t in rest) or _is_gapped(clause, last, rest)
    while rest and rest[-1].kind in LINKS:
        rest.pop()
    if rest and rest[0].kind == "about" and not tail:
        rest = rest[1:]  # “the verdict on standards is good and | on | teaching adequate”
    governed = VERBS | {"from", "earlier"}
    if not linked or rest[0].kind == "to":
        governed |= {"to"}  # but “the response to complaints as very good”
    if any(t.kind in governed for t in [*rest, *_behind_tail(between[:joint])]):
        return None
    if not rest:
        tail = tail or ("" if last.subject else last.tail)
        return Claim(token.start, token.end, last.subject, tail, last.verb)
    if between[joint].kind != "and" and not (linked and len(rest) <= LONGEST_GAPPED):
        return None
    subject = clause.text[rest[0].start : rest[-1].end]
    weak = last.weak or not linked
    return Claim(token.start, token.end, subject, tail, last.verb, weak=weak)


def _is_gapped(clause: Clause, last: Claim, rest: list[Token]) -> bool:
    """“Teaching was judged good | and the curriculum poor.”: the verb is left out."""
    ended = re.match(rf"{CLOSE}(?:[.,;]|$)", clause.text[clause.tokens[clause.grade].end :])
    determined = bool(rest) and rest[0].low in {"the", "its", "their"}
    judged = any(token.kind == "judged" for token in clause.tokens[: clause.low])
    ruled = last.verb in {"passive", "active", "aligned"} and judged and not last.weak
    return bool(ended and determined and ruled and len(rest) <= LONGEST_GAPPED)


def _behind_tail(between: list[Token]) -> list[Token]:
    """The tokens after a grade without what it is for, which may have verbs of its own."""
    start = next((k for k, t in enumerate(between) if t.kind not in LINKS), len(between))
    return [] if start < len(between) and between[start].kind == "about" else between
