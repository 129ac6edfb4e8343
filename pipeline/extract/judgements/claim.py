"""A claim: one grade that a sentence gives, and the words that say what it is about."""

import re
from dataclasses import dataclass

from pipeline.extract.judgements.constructions import DANGLING, OVERALL_TAIL, TAIL, TAIL_END


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


def tail_of(after: str) -> str:
    """What a grade is for, said behind it; “overall” where it is for the whole, else ""."""
    hit = TAIL.match(after)
    if hit:
        tail = TAIL_END.sub("", DANGLING.sub("", hit.group("np")))
        return "" if re.search(r"\b(?:inspection|report)\b", tail) else tail
    return "overall" if OVERALL_TAIL.match(after) else ""
