"""A provider's timeline as tables: what `findings provider` prints, part by part."""

from collections.abc import Iterable

from pipeline.ask.answers import Answer, Value
from pipeline.ask.continuity import lines_of
from pipeline.ask.hindsight import Recollection
from pipeline.ask.inspections import OVERALL, PRESS, Inspection, graded
from pipeline.ask.providers import Provider
from pipeline.ask.timeline import Timeline

PARTS = (
    "provider",
    "inspections",
    "grades",
    "moves",
    "hindsight",
    "returning",
    "officials",
    "figures",
)
"""Names of the parts, by which one is asked for alone."""


def profile(found: Timeline) -> list[Answer]:
    """Everything of a timeline, a table a part, in the order of PARTS."""
    return [
        _provider(found),
        _inspections(found),
        grades(graded(found.inspections)),
        _moves(found),
        _hindsight(found),
        _returning(found),
        _officials(found),
        _figures(found),
    ]


def listed(providers: Iterable[Provider]) -> Answer:
    """Providers, one a row."""
    rows = [
        (each.name, ", ".join(each.codes), each.kind, len(each.documents)) for each in providers
    ]
    return Answer.of("providers", "Providers", ("name", "code", "kind", "documents"), rows)


def heading(inspection: Inspection) -> str:
    """How an inspection is named at the head of a column: its date and its framework."""
    return f"{inspection.date} {kind(inspection)}"


def kind(inspection: Inspection) -> str:
    """By what it was inspected, or what the document is; a press release always says so."""
    names = [inspection.framework]
    if inspection.document_type == PRESS or not inspection.framework:
        names.append(inspection.document_type)
    return " ".join(filter(None, names)).replace("_", " ")


def grades(columns: tuple[Inspection, ...]) -> Answer:
    """Areas as rows, inspections as columns in the order of time, grades in the cells."""
    rows = []
    for area in areas(columns):
        cells = [each.grade_of(area) for each in columns]
        rows.append((area, *(cell.grade if cell else "" for cell in cells)))
    return Answer.of("grades", "Grades", ("area", *map(heading, columns)), rows, repeat=1)


def areas(found: tuple[Inspection, ...]) -> list[str]:
    """The areas that some inspections grade, what is overall first.

    Those of one line stand together, in the order in which the lines first appear.
    """
    seen: dict[str, tuple[tuple[str, ...], int]] = {}
    lines: dict[str, int] = {OVERALL: 0}
    for each in found:
        for grade in each.grades:
            its_lines = lines_of(each.framework, grade.area)
            for line in its_lines:
                lines.setdefault(line, len(lines))
            if grade.area not in seen or len(its_lines) > len(seen[grade.area][0]):
                seen[grade.area] = (its_lines, len(seen))
    return sorted(seen, key=lambda area: (lines[seen[area][0][0]], seen[area][1]))


def _provider(found: Timeline) -> Answer:
    provider = found.provider
    facts: dict[str, Value] = {
        "code": ", ".join(provider.codes),
        "kind": provider.kind,
        "printed as": "; ".join(provider.names),
        "documents": len(provider.documents),
    }
    return Answer.about("provider", provider.name, facts)


def _inspections(found: Timeline) -> Answer:
    columns = (
        "date",
        "inspection",
        "lead_inspector",
        "grades",
        "recommendations",
        "id",
        "document",
    )
    rows = [
        (
            each.date,
            kind(each),
            each.lead_inspector,
            len(each.grades) or "",
            each.recommendations or "",
            each.document_id,
            each.file_name + (f" and {len(each.same)} more" if each.same else ""),
        )
        for each in found.inspections
    ]
    title = "Inspections, visits and press releases"
    return Answer.of("inspections", title, columns, rows, spare=("document",))


def _moves(found: Timeline) -> Answer:
    rows = [
        (
            move.line,
            move.before.date,
            move.grade_before.grade,
            move.after.date,
            move.grade_after.grade,
            move.direction,
        )
        for move in found.moves
    ]
    columns = ("area", "from", "was", "to", "became", "move")
    return Answer.of("moves", "How each area moved", columns, rows)


def _hindsight(found: Timeline) -> Answer:
    rows = [
        (
            each.teller.date,
            each.area,
            each.judged_on,
            each.grade,
            each.verdict,
            _given(each),
            each.earlier.document_id if each.earlier else "",
            each.judgement_id,
        )
        for each in found.recollections
    ]
    columns = (
        "date",
        "area",
        "judged_on",
        "says",
        "verdict",
        "report_says",
        "report",
        "id",
    )
    title = "What later documents say of earlier grades, against the reports of then"
    return Answer.of("hindsight", title, columns, rows, spare=("id", "report"))


def _given(told: Recollection) -> str:
    """What the earlier report says, with its area where that has another name."""
    if not told.given:
        return ""
    area = f" ({told.given.area.replace('_', ' ')})" if told.given.area != told.area else ""
    return told.given.grade.replace("_", " ") + area


def _returning(found: Timeline) -> Answer:
    rows = [
        (
            each.earlier.inspection.date,
            each.earlier.text,
            each.later.inspection.date,
            each.later.text,
            each.likeness,
            each.earlier.recommendation_id,
            each.later.recommendation_id,
        )
        for each in found.returns
    ]
    columns = ("first", "text", "again", "again_text", "likeness", "first_id", "again_id")
    title = "Recommendations that come back in similar words"
    spare = ("first_id", "again_id")
    return Answer.of("returning", title, columns, rows, spare=spare)


def _officials(found: Timeline) -> Answer:
    rows = [
        (each.name, each.role, each.involvement, each.first, each.last, each.documents)
        for each in found.people
    ]
    columns = ("name", "role", "involvement", "first", "last", "documents")
    return Answer.of("officials", "Officials", columns, rows, spare=("documents", "first"))


def _figures(found: Timeline) -> Answer:
    rows = [
        (
            each.measure_class,
            each.unit,
            each.inspection.date,
            each.value_text,
            each.measure,
            each.as_of,
            each.figure_id,
            each.page,
        )
        for each in found.figures
    ]
    columns = ("class", "unit", "date", "value", "measure", "as_of", "id", "page")
    return Answer.of("figures", "Key figures", columns, rows, spare=("unit", "page"))
