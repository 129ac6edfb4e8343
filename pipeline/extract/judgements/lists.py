"""Grades that a press release lists: "Safe: Requires Improvement", a table, now and before."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Block, Document, Kind
from pipeline.extract.dates import find_dates
from pipeline.extract.judgements.names import area_id, is_own, other_body, qualified
from pipeline.extract.judgements.periods import LAST_INSPECTION
from pipeline.extract.judgements.printed import NUMBER, lead_in, read_row
from pipeline.extract.judgements.stated import HEADING, LONGEST_STATEMENT, About, Context, Stated
from pipeline.frameworks import Finder, Grade, Scale, fold

LISTED = re.compile(r"^(?P<area>[^:]{2,140}?)\s*(?:[:–—|]|\s-|\?)\s*[‘’“”'\"(]*$", re.DOTALL)
"""What stands before a listed grade: an area and a colon, a dash or a question mark."""

BEFORE = re.compile(
    r"^[‘’“”'\"]*\s*[(\[,]\s*(?:(?:previously|was|formerly|up from|down from|from|last time"
    r"|in)\s*:?\s*)?"
    r"(?:(?P<year>(?:19|20)\d\d)\s*[:,–-]?\s*)?[‘’“”'\"]*",
    re.IGNORECASE,
)
"""An earlier grade in brackets: "(previously Requires Improvement)", "(Good)"."""

RUN_ON = re.compile(
    r"(?:and\s+)?(?P<area>[^,;]{3,80}?),?\s*[,–-]\s*"
    r"[‘“'\"]?(?P<grade>[A-Z][\w -]+?)[’”'\"]?\s*$"
)
"""An item of a list in running text: “implementation and delivery, Good”."""

GRADE_FIRST = re.compile(
    r"^[‘’“”'\"]*\s*[:–—]\s+(?P<area>[^:]{3,140})$|^\s+-\s+(?P<area2>[^:]{3,140})$"
)
"""What stands behind a listed grade that comes first: “Good – the effectiveness of leaders”."""

NO_GRADE = re.compile(r"[\s.,;]*(?:[(\[][^()]{0,30}[)\]])?[\s.,;)’”'\"]*")
"""What may follow a listed grade: “(not inspected)”."""

BRACKETS = re.compile(r"\b(?:in|the)\s+(?:brackets|parentheses)\b", re.IGNORECASE)


def find_listed(document: Document, context: Context, scale: Scale) -> Iterator[Stated]:
    """Every listed grade of a press release; nothing for other documents."""
    if not context.press:
        return
    lead, heading = "", None
    tables: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.start >= document.body_end:
            break
        lead = _lead(document, block, lead)
        heading = _heading_grade(document, block, scale, heading)
        if block.kind is Kind.ROW:
            table = tables.setdefault(block.table, [])
            table.append(block)
            finder = _first_cell(document, block, context)
            yield from read_row(document, table, finder, scale, context.inspected)
        elif block.end - block.start <= LONGEST_STATEMENT:
            found = list(_read_item(document, block, lead, context, scale))
            yield from found or _under_grade(document, block, heading, context, scale)
        else:
            yield from _run_on(document, block, context, scale)


def _heading_grade(
    document: Document, block: Block, scale: Scale, above: Block | None
) -> Block | None:
    """The line above a list that holds nothing but the grade of all its items."""
    if scale.grade_of(document.of(block).strip(" :–-‘’“”")):
        return block
    return above if block.kind is Kind.ITEM else None


def _under_grade(
    document: Document, block: Block, heading: Block | None, context: Context, scale: Scale
) -> Iterator[Stated]:
    """An item under its grade: “Good”, and below it “Leadership”."""
    if heading is None or block is heading or block.kind is not Kind.ITEM:
        return
    printed = document.of(heading).strip(" :–-‘’“”")
    name = document.of(block).strip(" .;")
    grade = scale.grade_of(printed)
    if grade is None:
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
    for part in re.finditer(r"(?:^|(?<=[:;]))\s*([^:;.]+)(?=[;.]|$)", document.of(block)):
        item = RUN_ON.match(part.group(1))
        grade = scale.grade_of(item.group("grade")) if item else None
        if item is None or grade is None or not item.group("grade")[:1].isupper():
            continue
        for about in _areas(item.group("area"), False, context):
            start = block.start + part.start(1)
            yield Stated(
                area=about.area,
                area_text=item.group("area"),
                grade=grade,
                grade_text=item.group("grade"),
                scale=scale.id,
                place=HEADING,
                rule="list",
                start=start,
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
    then = BEFORE.match(behind)
    old = scale.pattern.match(behind, then.end()) if then else None
    rest = behind[old.end() :] if old else behind
    if not NO_GRADE.fullmatch(rest):
        return
    name = NUMBER.sub("", left.group("area")).strip(" ?•*")
    question = "?" in text[: match.start()]
    earlier = LAST_INSPECTION.search(lead) is not None and not BRACKETS.search(lead)
    dates = find_dates(lead)
    date = dates[-1].last if dates else ""
    for about in _areas(name, question, context):
        printed = name + "?" if question else name
        period = ("previous", date) if earlier else ("current", "")
        yield _stated(about, printed, grade, match, block, scale, *period)
        before = scale.grade_of(old.group()) if old else None
        if old and before:
            shifted = match.end()
            then_on = (then.group("year") if then else "") or date
            yield _stated(about, printed, before, old, block, scale, "previous", then_on, shifted)


def _grade_first(block: Block, text: str, context: Context, scale: Scale) -> Iterator[Stated]:
    """“Outstanding – how well children are helped and protected”."""
    match = scale.pattern.match(text.lstrip("‘’“”'\" "))
    lead = len(text) - len(text.lstrip("‘’“”'\" "))
    behind = GRADE_FIRST.match(text[lead + match.end() :]) if match else None
    grade = scale.grade_of(match.group()) if match else None
    if match is None or behind is None or grade is None:
        return
    name = behind.group("area").strip(" .")
    for about in _areas(name, name.endswith("?"), context):
        yield replace(
            _stated(about, name, grade, match, block, scale, "current", ""), end=block.end
        )


def _areas(name: str, question: bool, context: Context) -> list[About]:
    """What a list names: a known area, another body, or an area by its printed name."""
    if question:
        return [About(area_id(name), name)]
    first = name.partition(",")[0]
    body = other_body(first, context)
    if body:
        return [About("overall", body, body)]
    hits = context.finder.find(name)
    if fold(name) in OVERALL or is_own(name, context):
        return [About(context.overall, name)]
    known = [
        hit for hit in hits if not qualified(name[: hit[0]]) and name[hit[1] :].strip(" .") == ""
    ]
    return [About(known[-1][2] if known else area_id(name), name)]


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
