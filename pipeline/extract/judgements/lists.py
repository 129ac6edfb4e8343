"""Grades that a press release lists: "Safe: Requires Improvement", a table, now and before."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Block, Document, Kind
from pipeline.extract.dates import find_dates
from pipeline.extract.judgements.areas import CLAUSE_VERB, area_id, qualified
from pipeline.extract.judgements.bodies import is_own, other_body
from pipeline.extract.judgements.printed import NUMBER, lead_in, read_row
from pipeline.extract.judgements.stated import HEADING, LONGEST_STATEMENT, About, Context, Stated
from pipeline.extract.provider import organisation_words
from pipeline.frameworks import Finder, Grade, Scale, fold

LISTED = re.compile(
    r"^(?P<area>[^:]{2,140}?)\s*(?:[:–—|]|\s-|\?)\s*(?:(?:now|still|rated|graded|judged)\s+)?"
    r"(?:grade\s+)?(?:[1-6]\s*[-–—:(]?\s*)?(?P<from>(?:(?:up|down|moved|improved|risen|gone|rose"
    r"|fell|declined)\s+){0,2}from\s+)?[‘’“”'\"(]*$",
    re.DOTALL | re.IGNORECASE,
)
"""What stands before a listed grade: an area and a colon, a dash or a question mark.

With “from” the grade is the earlier of two: “Planning: from poor to good”.
"""

TURNED = re.compile(
    r"^[‘’“”'\"]*\s*(?:to|then\s*[,;]?(?:\s+and|\s+but)?|→|->)\s*(?:now\s+)?[‘’“”'\"]*",
    re.IGNORECASE,
)
"""Between an earlier grade and the new one: “from poor to good”, “poor then, good now”."""

BEFORE = re.compile(
    r"^[‘’“”'\"]*\s*[(\[,]\s*(?:(?:previously|was|formerly|up from|down from|from|last time"
    r"|in)\s*:?\s*)?"
    r"(?:(?P<year>(?:19|20)\d\d)\s*[:,–-]?\s*)?[‘’“”'\"]*",
    re.IGNORECASE,
)
"""An earlier grade in brackets: "(previously Requires Improvement)", "(Good)"."""

RUN_ON = re.compile(
    r"(?:and\s+)?(?P<area>[^,;]{3,80}?)(?:,|,?\s+[–—-])\s*"
    r"[‘“'\"]?(?P<grade>[A-Za-z][\w -]+?)[’”'\"]?\s*$"
)
"""An item of a list in running text: “implementation and delivery, Good”."""

PART = re.compile(r"(?:^|(?<=[:;]))\s*([^:;.]+)(?=[;.]|$)")
"""What stands between two marks of a list in running text."""

GRADED = re.compile(
    r"[‘’“”'\"\s]*(?:(?:rated|graded|judged)\s+(?:to\s+be\s+|as\s+)?[‘“'\"]?)?", re.IGNORECASE
)
"""What may open a line before its grade: “Rated ‘Good’: …”."""

GRADE_FIRST = re.compile(
    r"^[‘’“”'\"]*\s*[:–—]\s+(?P<area>[^:]{3,140})$|^\s+-\s+(?P<area2>[^:]{3,140})$"
)
"""What stands behind a listed grade that comes first: “Good – the effectiveness of leaders”."""

NO_GRADE = re.compile(
    r"(?:\s+(?:now|overall|again|this time))?[\s.,;]*(?:[(\[][^()]{0,30}[)\]])?[\s.,;)’”'\"]*"
)
"""What may follow a listed grade: “(not inspected)”."""

OF_BEFORE = re.compile(
    r"\b(?:last|previous|earlier|former|preceding)\s+(?:\w+\s+){0,2}?"
    r"(?:inspect\w*|visit|report|judge?ments?|rat\w+|grad\w+|review|time)\b",
    re.IGNORECASE,
)
"""A list's lead that speaks of an earlier inspection: “The grades of our last inspection:”."""

BESIDE = re.compile(
    r"\b(?:in|the)\s+(?:brackets|parentheses)\b|\bsince\b|\bcompared\b|\balongside\b|\bnext\s+to\b"
    r"|\bwith\s+(?:those|the)\b|\b(?:this|new|latest|current|today|now|both)\b",
    re.IGNORECASE,
)
"""… but only beside this one: “with those of the last inspection in brackets”."""


def find_listed(document: Document, context: Context, scale: Scale) -> Iterator[Stated]:
    """Every listed grade of a press release; nothing for other documents."""
    if not context.press:
        return
    lead, heading, body = "", None, ""
    tables: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.start >= document.body_end:
            break
        lead = _lead(document, block, lead)
        body = _body_above(document, block, context, body)
        heading = _heading_grade(document, block, scale, heading)
        if block.kind is Kind.ROW:
            table = tables.setdefault(block.table, [])
            table.append(block)
            finder = _first_cell(document, block, context)
            yield from read_row(document, table, finder, scale, context.inspected)
        elif block.end - block.start <= LONGEST_STATEMENT:
            found = list(_read_item(document, block, lead, context, scale))
            found = found or list(_under_grade(document, block, heading, context, scale))
            found = found or list(_run_on(document, block, context, scale))
            yield from (_of_body(stated, body, context) for stated in found)
        else:
            yield from _run_on(document, block, context, scale)


def _body_above(document: Document, block: Block, context: Context, body: str) -> str:
    """The other body whose name stands alone above a list; the list ends at running text."""
    text = document.of(block).strip().rstrip(":")
    if block.end - block.start > LONGEST_NAME or text.endswith("."):
        return ""
    name = other_body(text.partition(",")[0], context)
    alone = name and name.split()[-1] in organisation_words() and len(name.split()) > 1
    return name if alone and text.startswith(name) else body


def _of_body(stated: Stated, body: str, context: Context) -> Stated:
    if not body or stated.subject:
        return stated
    area = "overall" if stated.area == context.overall else stated.area
    return replace(stated, subject=body, area=area)


def _heading_grade(
    document: Document, block: Block, scale: Scale, above: Block | None
) -> Block | None:
    """The line above a list that holds nothing but the grade of all its items."""
    if _alone(document, block, scale):
        return block
    return above if block.kind is Kind.ITEM else None


def _alone(document: Document, block: Block, scale: Scale) -> str:
    """The grade that a line holds and nothing else: “Rated Good:”, “Outstanding for”; or ""."""
    text = document.of(block)
    found = ALONE.fullmatch(text) if len(text) < LONGEST_NAME else None
    printed = found.group("grade") if found else ""
    return printed if scale.grade_of(printed) else ""


def _under_grade(
    document: Document, block: Block, heading: Block | None, context: Context, scale: Scale
) -> Iterator[Stated]:
    """An item under its grade: “Good”, and below it “Leadership”."""
    if heading is None or block is heading or block.kind is not Kind.ITEM:
        return
    printed = _alone(document, heading, scale)
    name = document.of(block).strip(" .;")
    grade = scale.grade_of(printed)
    if grade is None or len(name) > LONGEST_NAME:
        return
    for about in _areas(name, name.endswith("?"), context):
        yield Stated(
            area=about.area,
            area_text=name,
            grade=grade,
            grade_text=printed,
            scale=scale.id,
            place=HEADING,
            rule="list",
            start=heading.start,
            end=block.end,
            subject=about.subject,
        )


def _run_on(document: Document, block: Block, context: Context, scale: Scale) -> Iterator[Stated]:
    """A list in running text: “The ratings are: staffing, Good; planning, Inadequate”."""
    parts = list(PART.finditer(document.of(block)))
    items = [(part, RUN_ON.match(part.group(1))) for part in parts]
    found = [(p, i, scale.grade_of(i.group("grade"))) for p, i in items if i]
    listed = sum(grade is not None for _, _, grade in found) > 1
    for part, item, grade in found:
        if grade is None or not (item.group("grade")[:1].isupper() or listed):
            continue
        for about in _areas(item.group("area"), False, context):
            yield Stated(
                area=about.area,
                area_text=item.group("area"),
                grade=grade,
                grade_text=item.group("grade"),
                scale=scale.id,
                place=HEADING,
                rule="list",
                start=block.start + part.start(1),
                end=block.start + part.end(1),
                subject=about.subject,
            )


def _lead(document: Document, block: Block, lead: str) -> str:
    """The lead-in line; the lines of a list in plain text need not be marked as items."""
    found = lead_in(document, block, lead)
    short = block.end - block.start < 100 and not document.of(block).endswith(".")
    return found or (lead if short else "")


def _first_cell(document: Document, row: Block, context: Context) -> Finder:
    """In a table of grades the first cell names the area, known or not."""
    name = NUMBER.sub("", document.cell_texts(row)[0]).strip(" ?:")
    known = next(iter(_areas(name, False, context)), None)
    return Finder({known.area: (name,)} if known and name else {})


def _read_item(
    document: Document, block: Block, lead: str, context: Context, scale: Scale
) -> Iterator[Stated]:
    text = document.of(block)
    found = ((m, LISTED.match(text[: m.start()])) for m in scale.pattern.finditer(text))
    match, left = next(((m, left) for m, left in found if left), (None, None))
    grade = scale.grade_of(match.group()) if match else None
    if match is None or left is None or grade is None:
        yield from _grade_first(block, text, context, scale)
        return
    behind = text[match.end() :]
    turned = TURNED.match(behind)
    newer = scale.pattern.match(behind, turned.end()) if turned else None
    then = None if newer else BEFORE.match(behind)
    old = newer or (scale.pattern.match(behind, then.end()) if then else None)
    if not NO_GRADE.fullmatch(behind[old.end() :] if old else behind):
        return
    name = NUMBER.sub("", left.group("area")).strip(" ?•*")
    if "?" not in text[: match.start()] and CLAUSE_VERB.search(name):
        return  # a sentence: “The same grade was given for planning: good”
    question = "?" in text[: match.start()]
    earlier = OF_BEFORE.search(lead) is not None and not BESIDE.search(lead)
    dates = find_dates(lead)
    date = dates[-1].last if dates else ""
    other = scale.grade_of(old.group()) if old else None
    then_on = (then.group("year") if then else "") or date
    now = ("previous", date) if earlier else ("current", "")
    periods = [("previous", date), ("current", "")] if newer else [now, ("previous", then_on)]
    for about in _areas(name, question, context):
        printed = name + "?" if question else name
        yield _stated(about, printed, grade, match, block, scale, *periods[0])
        if old and other:
            yield _stated(about, printed, other, old, block, scale, *periods[1], match.end())


def _grade_first(block: Block, text: str, context: Context, scale: Scale) -> Iterator[Stated]:
    """“Outstanding – how well children are helped and protected”."""
    opened = GRADED.match(text)
    lead = opened.end() if opened else 0
    match = scale.pattern.match(text[lead:])
    behind = GRADE_FIRST.match(text[lead + match.end() :]) if match else None
    grade = scale.grade_of(match.group()) if match else None
    if match is None or behind is None or grade is None:
        return
    printed = (behind.group("area") or behind.group("area2")).strip(" .")
    for name in _names(printed, context):
        for about in _areas(name, name.endswith("?"), context):
            row = _stated(about, name, grade, match, block, scale, "current", "")
            yield replace(row, end=block.end)


def _names(printed: str, context: Context) -> list[str]:
    """“leadership; planning and staffing” → the names, unless a list knows the whole."""
    hits = context.finder.find(printed)
    whole = [hit for hit in hits if hit[1] - hit[0] == len(printed)]
    by = r"\s*;\s*(?:and\s+)?" if ";" in printed else r",\s*(?:and\s+)?|\s+and\s+(?=[^,]*$)"
    parts = [part.strip() for part in re.split(by, printed)]
    apart = "," in printed or ";" in printed or len(hits) == len(parts)
    return parts if apart and not whole and all(parts) else [printed]


def _areas(name: str, question: bool, context: Context) -> list[About]:
    """What a list names: a known area, another body, or an area by its printed name."""
    if question:
        key = QUESTION.fullmatch(name.strip(" ?"))
        known = context.finder.find(key.group("area")) if key else []
        return [About(known[0][2] if known else area_id(name), name)]
    first = re.sub(r"\s*\([^)]*\)$", "", name.partition(",")[0])
    body = other_body(first, context) if " " in first else ""
    if body:
        return [About("overall", body, body)]
    hits = context.finder.find(name)
    if fold(name) in OVERALL or is_own(name, context):
        return [About(context.overall, name)]
    known = [
        hit for hit in hits if not qualified(name[: hit[0]]) and name[hit[1] :].strip(" .") == ""
    ]
    return [About(known[-1][2] if known else area_id(name), name)]


ALONE = re.compile(
    r"(?:(?:judged|rated|graded|evaluated)\s+)?(?:to\s+be\s+|as"
    r"\s+)?[‘’“”'\"]?(?P<grade>.+?)[‘’“”'\"]?"
    r"(?:\s+(?:for|in|at|areas|standards))?\s*[:–-]?",
    re.IGNORECASE,
)
"""A line above the areas that have one grade: “Good for:”."""

LONGEST_NAME = 120

QUESTION = re.compile(
    r"(?:is|are)\s+(?:it|they|care|(?:the|this)\s+\w+)\s+(?P<area>[\w-]+(?:\s\w+)?)", re.IGNORECASE
)
"""“Is the service safe?” is the area “safe”."""

OVERALL = {
    "overall",
    "overall rating",
    "overall grade",
    "overall judgement",
    "overall effectiveness",
}


def _stated(
    about: About,
    printed: str,
    grade: Grade,
    match: re.Match[str],
    block: Block,
    scale: Scale,
    period: str,
    judged_on: str,
    shifted: int = 0,
) -> Stated:
    return Stated(
        area=about.area,
        area_text=printed,
        grade=grade,
        grade_text=match.group(),
        scale=scale.id,
        place=HEADING,
        rule="list",
        start=block.start,
        end=block.start + shifted + match.end(),
        period=period,
        judged_on=judged_on,
        subject=about.subject,
    )
