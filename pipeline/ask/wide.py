"""One row an inspection: the grades of all areas side by side, and how much else was found."""

import sqlite3
from collections import defaultdict

from pipeline.tables import DOCUMENTS, FINDINGS, PROBLEMS, Column, Row, Table

FACTS = (
    "document_id",
    "file_name",
    "provider_name",
    "provider_id",
    "provider_type",
    "inspectorate",
    "framework",
    "document_type",
    "title",
    "inspection_start",
    "inspection_end",
    "published_on",
    "lead_inspector",
    "pages",
)
"""What is taken over of `documents`."""
KINDS = {
    "own_recommendations": "recommendation",
    "areas_for_improvement": "area_for_improvement",
    "priority_actions": "priority_action",
}
"""Columns that count the recommendations of one kind only."""


def wide(database: sqlite3.Connection) -> tuple[Table, list[Row]]:
    """A table `inspections` with a row a document, and its rows in the order of provider and time.

    `grade_<area>` is the current grade of the provider itself, the areas that most documents
    have first; two grades of one area are joined by "; ". Counts are whole numbers.
    """
    areas, grades = _grades(database)
    counts = _counts(database)
    facts = [column for column in DOCUMENTS.columns if column.name in FACTS]
    facts.sort(key=lambda column: FACTS.index(column.name))
    table = Table(
        "inspections",
        (
            *facts,
            *(_column(f"grade_{area}", "string", f"grade of {area}") for area in areas),
            *(_column(name, "integer", f"how many there are: {name}") for name in counts),
        ),
        "document_id",
        ("document_id",),
    )
    rows = database.execute(
        f"SELECT {', '.join(FACTS)} FROM documents ORDER BY provider_id IS NULL, provider_id, "
        "provider_name, coalesce(inspection_end, inspection_start, published_on), document_id"
    )
    found: list[Row] = []
    for row in rows:
        own = grades.get(row[0], {})
        joined = ("; ".join(own[area]) if area in own else None for area in areas)
        found.append((*row, *joined, *(each.get(row[0], 0) for each in counts.values())))
    return table, found


def _column(name: str, type_: str, meaning: str) -> Column:
    return Column(name, name, type_, meaning, {})


def _grades(database: sqlite3.Connection) -> tuple[list[str], dict[str, dict[str, list[str]]]]:
    """The areas, and the current grades by document and area."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for document_id, area, grade in database.execute(
        "SELECT document_id, area, grade FROM judgements WHERE period = 'current' "
        'AND subject IS NULL ORDER BY document_id, start, "end", judgement_id'
    ):
        given = found[document_id][area]
        given += [grade] * (grade not in given)
    documents: dict[str, int] = defaultdict(int)
    for own in found.values():
        for area in own:
            documents[area] += 1
    return sorted(documents, key=lambda area: (-documents[area], area)), found


def _counts(database: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """By column how many rows a document has: by table, recommendations also by kind."""
    conditions = {table.name: (table.name, "1") for table in (*FINDINGS, PROBLEMS)}
    for name, kind in KINDS.items():
        conditions[name] = ("recommendations", f"kind = '{kind}'")
    return {
        name: dict(
            map(
                tuple,
                database.execute(
                    f"SELECT document_id, count(*) FROM {table} WHERE {condition} GROUP BY 1"
                ),
            )
        )
        for name, (table, condition) in conditions.items()
    }
