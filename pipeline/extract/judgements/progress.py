"""Progress that a report without a framework grades in sentences under its headings.

A progress inspection gives no table: each area has a heading, and the finding below opens with
the grade: “The council has made limited progress in …”, “Progress in … is satisfactory overall”.
"""

import re
from collections.abc import Iterator

from pipeline.document import Block, Document, Kind
from pipeline.extract.judgements.stated import GRADE_LINE, Context, Stated
from pipeline.extract.sentences import sentences
from pipeline.frameworks import Scale, fold

TITLE = re.compile(r"\bprogress\b", re.IGNORECASE)
"""“Inspection of progress made in …”."""

SECTION = re.compile(r"\b(?:summary|contents|findings|priorities|recommendations)\b", re.IGNORECASE)
"""Headings of sections, which are no areas."""

MADE = re.compile(r"\b(?:has|have)\s+made\s+$", re.IGNORECASE)
PROGRESS = re.compile(r"\s+progress\b|(?<=progress)", re.IGNORECASE)
"""“The council has made | limited | progress in …”."""

IS = re.compile(r"^(?:progress|[^,]*\bcapacity\s+to\s+improve)\b.*\b(?:is|are)\s+$", re.IGNORECASE)
"""“Progress in supporting staff is improving and is | satisfactory”."""

END = re.compile(r"(?:\s+overall)?\s*[.;]")


def find_progress(
    document: Document, title: tuple[int, int], context: Context, scale: Scale
) -> Iterator[Stated]:
    """The grades of progress under the headings of a report whose title names progress."""
    if not TITLE.search(document.text[slice(*title)]):
        return
    above: Block | None = None
    for block in document.blocks:
        if block.kind is Kind.HEADING:
            above = block
        elif block.kind not in (Kind.FURNITURE, Kind.NOTE):
            if above is not None and not SECTION.search(document.of(above)):
                yield from _graded(document, above, block, context, scale)
            above = None


def _graded(
    document: Document, heading: Block, block: Block, context: Context, scale: Scale
) -> Iterator[Stated]:
    """The grade in a finding's first sentence; none where it gives several."""
    text = document.of(block)
    start, end = next(iter(sentences(text)), (0, 0))
    sentence = text[start:end]
    found = [match for match in scale.pattern.finditer(sentence) if _counts(sentence, match)]
    name = document.of(heading).strip(" :")
    grade = scale.grade_of(found[0].group()) if len(found) == 1 else None
    if grade is None:
        return
    known = context.finder.find(name)
    yield Stated(
        area=known[0][2] if len(known) == 1 else fold(name).replace(" ", "_"),
        area_text=name,
        grade=grade,
        grade_text=found[0].group(),
        scale=scale.id,
        place=GRADE_LINE,
        rule="progress",
        start=heading.start,
        end=block.start + end,
    )


def _counts(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words around a grade say that progress or capacity has it."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    made = MADE.search(before) and PROGRESS.match(f"{match.group()}{after}", len(match.group()))
    return bool(made or (IS.match(before) and END.match(after)))
