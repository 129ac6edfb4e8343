"""What a report tells of a store, as plain values for its page."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from pipeline.ask.inspections import OVERALL, Inspection, graded, inspections
from pipeline.ask.providers import providers
from pipeline.charts import ARCHIVE, Chart, provider_grades
from pipeline.charts.colours import framework_label, words
from pipeline.corrections import set_values
from pipeline.errors import FindingsError
from pipeline.gazetteer import resolve
from pipeline.records import FINDING_TYPES
from pipeline.report.crops import Camera

Plain = dict[str, Any]

KEY = "coalesce(provider_id, provider_name)"
"""What stands for a provider: its official code, or its name where it has none."""
DATE = "coalesce(inspection_end, inspection_start, published_on)"
OVERALL_AREAS = (OVERALL, "overall")
"""Areas that grade a provider as a whole: what an area's partnership achieves is none of them."""
EXAMPLES = 12
"""Judgements of an archive that are shown with their evidence."""
ROWS = 15
"""Figures and officials of one document that are shown; the tables hold all."""
SAID = 8
"""Providers that an error names."""


def archive(database: sqlite3.Connection, camera: Camera) -> Plain:
    """The whole store: counts, charts, providers, a few judgements with their evidence."""
    return {
        "title": "Inspection findings",
        "subtitle": "An archive of inspection reports and press releases, read into tables",
        "counts": _counts(database),
        "charts": [_chart(make(database)) for make in ARCHIVE],
        "providers": _providers(database),
        "examples": _examples(database, camera),
        "problems": _problems(database),
        "corrections": _corrections(database),
    }


def provider(database: sqlite3.Connection, name: str, camera: Camera) -> Plain:
    """One provider: its grades over time, and what each document says, with the evidence.

    Raises FindingsError where no provider, or more than one, is meant by the name.
    """
    key = find_provider(database, name)
    where = f"WHERE {KEY} = ?"
    found = database.execute(
        f"SELECT * FROM documents {where} ORDER BY {DATE} DESC, document_id", (key,)
    ).fetchall()
    title = _usual(row["provider_name"] or key for row in found)
    kind = next((row["provider_type"] for row in found if row["provider_type"]), "")
    code = next((row["provider_id"] for row in found if row["provider_id"]), "")
    ids = [row["document_id"] for row in found]
    return {
        "title": title,
        "subtitle": ", ".join(filter(None, (words(kind or ""), code, f"{len(ids)} documents"))),
        "charts": [_chart(provider_grades(database, key))],
        "documents": [_document(database, row, camera) for row in found],
        "problems": _problems(database, ids),
        "corrections": _corrections(database, ids),
    }


def find_provider(database: sqlite3.Connection, name: str) -> str:
    """The code of the provider that a name means, or its printed name where it has no code.

    Raises FindingsError, naming those that come near, where it is none or not only one.
    """
    known: dict[str, set[str]] = {}
    query = f"SELECT DISTINCT {KEY}, provider_name FROM documents WHERE {KEY} IS NOT NULL"
    for key, printed in database.execute(query):
        known.setdefault(key, set()).add(printed or key)
    authority = resolve(name)
    if (code := authority.code if authority else name.strip().upper()) in known:
        return code
    wanted = name.casefold().strip()
    exact = [key for key, names in known.items() if wanted in map(str.casefold, names)]
    near = [key for key, names in known.items() if any(wanted in n.casefold() for n in names)]
    found = exact or near
    if len(found) == 1:
        return found[0]
    some = ", ".join(sorted(min(known[key]) for key in found or known)[:SAID])
    several = f"are several providers: {some}. Give the whole name"
    none = f"is no provider in these tables, which have {some or 'none'} …"
    raise FindingsError(f"{name!r} {several if found else none}")


def _counts(database: sqlite3.Connection) -> list[tuple[str, str]]:
    pages = database.execute("SELECT coalesce(sum(pages), 0) FROM documents").fetchone()[0]
    names = ["documents", *(kind.table for kind in FINDING_TYPES), "problems"]
    sizes = [(n, database.execute(f"SELECT count(*) FROM {n}").fetchone()[0]) for n in names]
    first, *rest = sizes
    every = [first, ("pages", pages), ("providers", len(providers(database))), *rest]
    return [(name, f"{count:,}") for name, count in every]


def _chart(chart: Chart) -> Plain:
    rows = [[_cell(value) for value in row] for row in chart.rows]
    shown = {"title": chart.title, "description": chart.description, "columns": chart.columns}
    return {**shown, "rows": rows, "svg": chart.svg()}


def _cell(value: str | int | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.0%}"
    return f"{value:,}" if isinstance(value, int) else value or ""


def _providers(database: sqlite3.Connection) -> list[Plain]:
    """Every provider with its documents and its latest overall grade."""
    rows = []
    for each in providers(database):
        found = inspections(database, each)
        rows.append(
            {
                "name": each.name,
                "documents": len(each.documents),
                "latest": max(inspection.date for inspection in found),
                "grade": _latest(graded(found)),
            }
        )
    return rows


def _latest(found: Sequence[Inspection]) -> str:
    """The overall grade of the last inspection that gives one, with its year."""
    for each in reversed(found):
        given = [grade for area in OVERALL_AREAS if (grade := each.grade_of(area))]
        if given:
            return f"{words(given[0].grade)} ({each.date[:4]})"
    return ""


def _usual(names: Iterable[str]) -> str:
    """The form in which most documents print a name."""
    found = sorted(names, key=lambda name: (len(name), name))
    return max(found, key=found.count)


def _examples(database: sqlite3.Connection, camera: Camera) -> list[Plain]:
    """The overall grades of the latest reports, one of each, as they are printed."""
    query = f"""
        SELECT j.*, source, sha256, media_type, file_name, provider_name, framework,
               {DATE} AS inspected, min(j.start)
        FROM judgements j JOIN documents USING (document_id)
        WHERE period = 'current' AND subject IS NULL AND area LIKE 'overall%'
        GROUP BY document_id ORDER BY inspected DESC, document_id LIMIT ?
    """
    return [_row(row, row, camera) for row in database.execute(query, (EXAMPLES,))]


def _document(database: sqlite3.Connection, document: Any, camera: Camera) -> Plain:
    """What one document says."""
    facts = {
        "inspected": _span(document["inspection_start"], document["inspection_end"]),
        "published": document["published_on"],
        "framework": framework_label(document["framework"]),
        "lead inspector": document["lead_inspector"],
        "file": file_name(document["source"]),
    }
    rows = {}
    for kind in FINDING_TYPES:
        where = f'FROM {kind.table} WHERE document_id = ? ORDER BY "start", "end"'
        found = database.execute(f"SELECT * {where}", (document["document_id"],)).fetchall()
        rows[kind.table] = found
    every = {name: len(found) for name, found in rows.items()}
    limits = {"figures": ROWS, "officials": ROWS}
    shown: Plain = {
        name: [_row(row, document, camera) for row in found[: limits.get(name)]]
        for name, found in rows.items()
    }
    title = document["title"] or document["file_name"]
    when = document["inspection_end"] or document["inspection_start"] or document["published_on"]
    about: Plain = {"title": title, "when": when or "undated", "all": every}
    about["facts"] = [(name, value) for name, value in facts.items() if value]
    return {**about, **shown, "id": document["document_id"], "file": facts["file"]}


def _row(row: Any, document: Any, camera: Camera) -> Plain:
    """A finding with its evidence; judgements are also shown as they are printed."""
    plain = dict(row)
    if "grade" in plain:
        plain |= {"grade": words(row["grade"]), "area": words(row["area"])}
        plain["picture"] = camera.picture(document, row["boxes"])
        plain["framework"] = framework_label(document["framework"])
        plain["file"] = file_name(document["source"])
    return plain


def _span(first: str | None, last: str | None) -> str:
    return " to ".join(dict.fromkeys(filter(None, (first, last))))


def file_name(source: str) -> str:
    """A source without its folders, which are nobody's business but the sender's."""
    return PurePath(source).name


def _chosen(ids: Sequence[str] | None) -> tuple[str, Sequence[str]]:
    """A condition for some documents, or none for all."""
    if ids is None:
        return "", ()
    return f"WHERE document_id IN ({', '.join('?' * len(ids))})", ids


def _problems(database: sqlite3.Connection, ids: Sequence[str] | None = None) -> list[Plain]:
    """How many problems of each code, with one of them."""
    where, values = _chosen(ids)
    query = f"SELECT code, count(*) AS rows, message, min(source) AS source FROM problems {where} "
    found: Iterable[Any] = database.execute(f"{query} GROUP BY code ORDER BY 2 DESC, 1", values)
    return [{**dict(row), "source": file_name(row["source"])} for row in found]


def _corrections(database: sqlite3.Connection, ids: Sequence[str] | None = None) -> list[Plain]:
    where, values = _chosen(ids)
    found = database.execute(f"SELECT * FROM corrections {where} ORDER BY made_at", values)
    return [{**dict(row), "set": set_values(row["new_values"])} for row in found]
