"""Of which inspection a claim speaks: the document's own, or an earlier one and its date."""

import re

from pipeline.extract.dates import MONTH, MONTHS, find_dates
from pipeline.extract.judgements.stated import Context

Period = tuple[str, str]
"""("current" or "previous", ISO date of the earlier inspection or "")."""

LAST_INSPECTION = re.compile(
    r"\b(?:last|previous(?:ly)?|earlier|prior|preceding|former(?:ly)?|predecessor|first|since\s+the"
    r"|most\s+recent)\b[^.;]{0,60}?\b(?:inspect\w*|judge?ments?|report|rat\w+|grad\w+|visit)"
    r"|\blast\s+inspected\b|\bpreviously\b|\bpredecessor\b|\b(?:was|were)\s+inspected\b"
    r"|\blast\s+time\b|\b(?:that|same)\s+inspection\b|\bsince\s+(?:the\s+)?(?:[\w’'-]+"
    r"\s+){0,6}inspection\b"
    r"|\bhad\s+been\b|\b(?:years?|months?)\s+(?:after|since)\b|\bno\s+longer\b",
    re.IGNORECASE,
)
"""Words about an earlier inspection: “the last inspection”, “was inspected in”."""

INTRODUCED = re.compile(
    r"\b(?:last|previous)\s+(?:\w+\s+){0,2}(?:inspection|inspected|report|assessment)\b",
    re.IGNORECASE,
)
"""In a press release only these words let a sentence speak for the next one."""

AT_LAST = re.compile(
    r"^[’'”\"]*,?\s+(?:last\s+time|previously)\b|^[^.;]{0,40}?\b(?:at|in|following|during|from)"
    r"\s+(?:its|the|their|that)?\s*"
    r"(?:last|previous|earlier|same)\b"
    r"|^[^.;]{0,40}?\bwhen\s+(?:it|they|the\s+\w+)\s+(?:was|were)\s+last\s+inspected\b",
    re.IGNORECASE,
)
"""Behind a grade: “judged good at the last inspection”."""

NOW = re.compile(
    r"\bnow\s+[‘“'\"]*$|\bnow\s+(?:\w+\s+)?(?:judged|graded|rated|found|been)[^.;]*$"
    r"|\b(?:at|in|during|from)\s+this\s+inspection\b[^.;]*$|\b(?:this|first)\s+time\b[^.;]*$",
    re.IGNORECASE,
)
"""A report's own judgement, told in passing: “… is now judged to be”."""

PRESENT = re.compile(
    r"\b(?:is|are)\s+(?:\w+\s+)?(?:judged|rated|graded)\s+(?:to\s+be\s+|as\s+)?[‘“'\"]*$",
    re.IGNORECASE,
)
"""“is also judged”: of this inspection, whatever the sentence before told."""

CLAUSE_END = re.compile(r";|,\s+(?:and|but|while|whereas)\s")
"""What parts two clauses, of which the first may tell of another inspection."""

IS_NOW = re.compile(r"^[^,]*\b(?:is|are)\s+[‘“'\"]*$")
HAS_BEEN = re.compile(r"\b(?:has|have)\s+(?:\w+\s+)?been\s+(?:judged|rated|graded)\b")
AFTER = re.compile(r"(?:after|following|since|despite|having)\b[^;:]*,", re.IGNORECASE)
"""“After two poor ratings, in 2015 and 2018, …”."""

PAST = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)

DATED = re.compile(
    r"^[^,.;]{0,60}?\b(?:in|on|at|since)\s+(?:the\s+)?(?:(?:inspection|report|letter)\s+(?:of"
    r"|in)\s+)?$",
    re.IGNORECASE,
)
"""Between a grade and the date of its inspection: “outstanding in ” March 2022."""


def period_of(
    sentence: str,
    before: str,
    earlier: bool,
    context: Context,
    span: tuple[int, int],
    told: Period | None = None,
) -> Period | None:
    """The period of a claim whose grade is at `span`; None where nothing ties it to one.

    A report's own grades are printed elsewhere, so only those of earlier inspections count.
    `before` is the sentence before, which may introduce the inspection: “The previous
    inspection was in December 2011. The local authority was judged to be good.” `told` is the
    period of the grades of that sentence, on which a past tense goes on.
    """
    head, tail = sentence[: span[0]], sentence[span[1] :]
    current = ("current", "") if context.press else None
    here = CLAUSE_END.split(head)[-1] if context.press else head
    if NOW.search(here) and not earlier:
        return current
    at_last = AT_LAST.search(tail)
    marked = bool(LAST_INSPECTION.search(head) or at_last)
    dates = _dates(head, tail, bool(earlier or at_last), context)
    opened = AGO.match(head) if context.press and not (dates or earlier) else None
    if opened and not NOW.search(head):
        return "previous", lately(opened.group(), context.published)
    if not dates and context.press and (earlier or marked):
        day = lately(head, context.published) or lately(tail, context.published)
        dates = [day] if day else []
    told_before = earlier or at_last or _told_of_before(here, tail, context)
    if PRESENT.search(here) and not told_before:
        return current
    if context.press and not (earlier or at_last) and _goes_back(head, here, context):
        return current
    introduced = INTRODUCED if context.press else LAST_INSPECTION
    if not dates and introduced.search(before):
        dates = [d.last for d in find_dates(before) if _before(d.last, context)]
        marked = marked or bool(dates)
    if marked and not dates and told:
        return told
    if marked or earlier or (dates and _before(dates[-1], context)):
        return "previous", dates[-1] if dates else ""
    return told if told and PAST.search(head) else current


def _goes_back(head: str, here: str, context: Context) -> bool:
    """Whether a clause tells of now behind one that told of before.

    “Surgery, which had been poor, is now good, and critical care is | outstanding”; “after its
    poor ratings in 2015 and 2018, the trust has been rated | good”.
    """
    last = head.rpartition(",")[2]
    back = here != head and IS_NOW.search(here) and not _told_of_before(here, "", context)
    fronted = AFTER.match(head) and HAS_BEEN.search(last) and not _dates(last, "", False, context)
    return bool(back or fronted)


def _told_of_before(head: str, tail: str, context: Context) -> bool:
    """Whether a clause has words or dates of an earlier inspection."""
    return bool(LAST_INSPECTION.search(head) or _dates(head, tail, False, context))


def _dates(head: str, tail: str, earlier: bool, context: Context) -> list[str]:
    """The dates around a grade that can be those of its inspection."""
    dates = [d.last for d in find_dates(head) if _before(d.last, context)]
    dates += [d.last for d in find_dates(tail) if DATED.match(tail[: d.start])][:1]
    if not dates and earlier:
        dates = [d.last for d in find_dates(tail) if _before(d.last, context)][:1]
    return dates


LATELY = re.compile(
    r"\b(?:last|earlier\s+this)\s+(?P<unit>week|month|year|spring|summer|autumn|winter|term)\b"
    r"|\b(?P<many>a|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?P<units>month"
    r"|year)s?\s+ago\b"
    rf"|\b(?:in|last|since)\s+(?P<month>{MONTH})(?!\s+\d)"
)
"""A day told from that of the release: “last month”, “four years ago”, “in May”."""

AGO = re.compile(
    r"(?:(?:only|just|even)\s+)?(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:month|year)s?"
    r"\s+(?:ago|earlier|before)\b[^;:]{0,80}$",
    re.IGNORECASE,
)
"""“Four years ago inspectors judged services | inadequate”."""

COUNTS = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def lately(text: str, published: str) -> str:
    """The month or year of “last month”, “two years ago” or a bare “in May”; "" without one."""
    found = LATELY.search(text)
    if found is None or not published:
        return ""
    year, month = int(published[:4]), int(published[5:7] or 0)
    if found["month"]:
        named = MONTHS[found["month"][:3].lower()]
        return f"{year - (named > month)}-{named:02}"
    if found["unit"] == "month" and month:
        return f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    if found["units"]:
        many = found["many"]
        count = int(many) if many.isdigit() else max(1, COUNTS.index(many))
        return str(year - count) if found["units"] == "year" else ""
    return str(year - 1) if found["unit"] == "year" else ""


def other_period(sentence: str, end: int, context: Context) -> Period | None:
    """A dated grade of another body belongs to an inspection that is over; None without date.

    `end` is where the grade ends in the sentence.
    """
    tail = re.split(r"[;.]|,\s+(?:and|but|while)\s", sentence[end:])[0]
    dated = (d.last for d in find_dates(tail) if DATED.match(tail[: d.start]))
    near = tail.partition(",")[0]
    date = next(dated, "") or lately(near, context.published)
    return ("previous", date) if date or LATELY.search(near) else None


def is_before(day: str, inspected: str) -> bool:
    """Whether an ISO date, maybe partial, lies before the first day of the inspection."""
    length = min(len(day), len(inspected), 7)
    return bool(day and inspected) and day[:length] < inspected[:length]


def _before(day: str, context: Context) -> bool:
    return not context.inspected or is_before(day, context.inspected)
