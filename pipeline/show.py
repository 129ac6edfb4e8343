"""What the commands print for a person, with rich: colours and bars only on a terminal."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.frameworks import Framework
from pipeline.records import FINDING_TYPES, Correction, DocumentFacts, Findings, Judgement, Problem

if TYPE_CHECKING:  # batch imports all that reads documents
    from pipeline.batch.summary import Summary

WIDTH = 110
"""Columns to print where no terminal says how many it has."""
QUOTE = 150
"""Characters shown of a text or of its evidence."""
CLAIM = 90
"""… and of the two sides of a claim."""
ROWS = 10
"""Rows of a kind that are shown; a person who wants all has the tables."""
FACTS = (
    ("provider", "provider_name", "provider_id"),
    ("document", "document_type", "inspectorate", "framework"),
    ("inspected", "inspection_start", "inspection_end"),
    ("published", "published_on"),
    ("lead inspector", "lead_inspector"),
    ("read from", "source", "text_source"),
)
"""What is printed of `documents`: a label, and the columns whose values follow it."""
RIGHT = {"read", "partial", "failed", "rows", "page", "areas", "rank", "confidence"}
"""Headings over numbers."""
WHOLE = {"id", "document", "row", "rule", "code", "verdict"}
"""Headings over names that are looked up: never broken."""
COLUMNS = {
    "recommendations": ("number", "kind", "text", "addressee", "deadline", "page"),
    "officials": ("name", "role", "organisation", "involvement", "page"),
    "quotations": ("speaker", "text", "page"),
    "figures": (
        "qualifier",
        "value_text",
        "measure",
        "comparator",
        "change",
        "as_of",
        "page",
    ),
}
"""Columns printed of the kinds that need no arrangement of their own, the empty ones aside."""


READ_AS = {
    "judgements": ("period", "subject", "area", "grade", "judged_on"),
    "recommendations": ("number", "kind", "deadline", "addressee", "section"),
    "officials": ("honorific", "name", "role", "organisation", "involvement"),
    "quotations": ("speaker", "cue"),
    "figures": ("value", "unit", "measure", "qualifier", "change", "comparator", "as_of"),
}
"""The values by which `--why` says what words were read as."""


def console(stderr: bool = False) -> Console:
    """A console that prints the words of documents as they are: no markup, no emoji codes."""
    made = Console(stderr=stderr, markup=False, highlight=False, emoji=False)
    if not made.is_terminal:
        made.width = WIDTH
    return made


class Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """The rate of a task, once it is known."""
        return Text(f"{task.speed:.1f} a second" if task.speed else "")


@contextmanager
def bar(hidden: bool = False, doing: str = "Reading") -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error if that is a terminal; call it with (done, total)."""
    where = console(stderr=True)
    left = (TimeRemainingColumn(), TextColumn("left"))
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), Rate(), *left)
    disable = hidden or not where.is_terminal
    with Progress(*columns, console=where, disable=disable, transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def summary(done: "Summary", stderr: bool = False) -> None:
    """Prints what a run did: documents by framework, findings by kind, problems, where it is."""
    parts: list[RenderableType] = []
    if done.documents:
        parts += [_documents(done), _findings(done)]
    if done.sample:
        parts.append(_sample(done))
    if done.problems:
        parts.append(_problems(done))
    _print([*parts, Text("\n".join(_ending(done)))], stderr)


def _ending(done: "Summary") -> Iterator[str]:
    """What was done in words, and where it is."""
    if done.documents:
        speed = f"{done.pages / max(done.seconds, 0.001):,.0f} pages a second"
        pages = f"{done.pages:,} pages in {done.seconds:,.1f} s ({speed})"
        yield f"Read {done.read:,} documents, {pages}."
    if done.unchanged:
        yield f"{done.unchanged:,} were read before and have not changed (--again reads them)."
    if done.unreadable:
        yield f"{done.unreadable:,} of them could not be read; the table problems says why."
    if done.copies:
        yield f"{done.copies:,} are copies of others; the table sources names them."
    if done.pruned:
        yield f"{done.pruned:,} that had vanished were removed."
    yield f"Tables: {done.output / 'tables'} (CSV, Parquet, datapackage.json)"
    yield f"Database: {done.output / 'findings.sqlite'}"


def _print(parts: Iterable[RenderableType], stderr: bool = False) -> None:
    """Prints the parts with an empty line between them."""
    where = console(stderr)
    for k, part in enumerate(parts):
        if k:
            where.print()
        where.print(part)


def _documents(done: "Summary") -> Table:
    table = _table("documents", "read", "partial", "failed", title="Documents")
    for name in sorted({name for name, _ in done.documents}, key=lambda name: (not name, name)):
        counts = [done.documents[name, status] for status in ("ok", "partial", "failed")]
        table.add_row(name or "(unknown)", *(f"{n:,}" if n else "" for n in counts))
    return table


def _findings(done: "Summary") -> Table:
    table = _table("kind", "rows", title="Findings")
    for kind in FINDING_TYPES:
        table.add_row(kind.table, f"{done.findings[kind.table]:,}")
    return table


def _sample(done: "Summary") -> Table:
    """A few rows of the table of judgements, so that a look tells what it is like."""
    table = _table("document", "area", "grade", "page", "evidence", title="Judgements, a few")
    for name, row in done.sample:
        words = (name, row["area"], row["grade"], str(row["page"]), _short(row["quote"]))
        table.add_row(*words)
    return table


def _problems(done: "Summary") -> Table:
    table = _table("code", "rows", "for example", title="Problems")
    for code, count in done.problems.most_common():
        examples = [_short(f"{each.source}: {each.message}") for each in done.examples[code]]
        table.add_row(code, f"{count:,}", "\n".join(examples))
    return table


def document(findings: Findings) -> None:
    """Prints one document: its facts, grades with evidence, other findings, problems."""
    facts = findings.document
    title = Text(_short(facts.title or facts.file_name), style="bold")
    parts: list[RenderableType] = [Group(title, _facts(facts))]
    if findings.judgements:
        parts.append(_judgements(findings.judgements))
    for kind, columns in COLUMNS.items():
        if rows := getattr(findings, kind):
            parts.append(_others(kind, columns, rows))
    if findings.problems:
        parts.append(Text("\n".join(f"Problem: {_said(each)}" for each in findings.problems)))
    _print(parts)


def why(findings: Findings) -> None:
    """Prints every row in the order of the document: which rule read which words as what."""
    title = f"What was read in {findings.document.file_name}"
    table = _table("page", "words", "read as", "rule", "confidence", title=title)
    for row in sorted(findings.rows(), key=lambda row: (row.start, row.end)):
        values = (str(getattr(row, name)) for name in READ_AS[row.table] if getattr(row, name))
        read_as = f"{row.table.removesuffix('s')}: {', '.join(values)}"
        certain = f"{row.confidence:.2f}"
        table.add_row(str(row.page), _short(row.quote), _short(read_as), row.rule, certain)
    _print([table])


def claims(rows: list[dict[str, Any]]) -> None:
    """Prints claims by press release: what it says, what the report says, the words of both."""
    parts: list[RenderableType] = []
    for source, group in groupby(rows, key=lambda row: row["source"]):
        of_it = list(group)
        held = any(row["report_id"] for row in of_it)
        title = source if held else f"{source}: no report held that it can mean"
        table = _table("verdict", "about", "says", "report says", "evidence", title=_short(title))
        for row in of_it:
            verdict = f"{row['verdict']}, nearly" if row["match"] == "nearly" else row["verdict"]
            values = (verdict, row["claim"], row["said"], row["found"] or "")
            table.add_row(*(_short(text.replace("_", " "), CLAIM) for text in values), _sides(row))
        parts.append(table)
    counts = Counter(row["verdict"].replace("_", " ") for row in rows)
    parts.append(Text(", ".join(f"{n:,} {verdict}" for verdict, n in sorted(counts.items()))))
    _print(parts)


def _sides(row: dict[str, Any]) -> str:
    """The words of a press release, and those of its report with their page."""
    said = _short(row["quote"], CLAIM)
    if not row["report_id"]:
        return said
    name = PurePath(row["report_source"] or row["report_id"]).name
    if not row["report_quote"]:
        return f"{said}\nnothing of it in {name}"
    return f"{said}\n{name}, page {row['report_page']}: {_short(row['report_quote'], CLAIM)}"


def frameworks(known: Iterable[Framework]) -> None:
    """Prints the frameworks, one a line."""
    table = _table("id", "name", "years", "areas", "scale", title="Frameworks")
    for each in known:
        scale = each.scale.id if each.scale else ""
        table.add_row(each.id, each.name, each.years, str(len(each.areas) or ""), scale)
    _print([table])


def framework(shown: Framework) -> None:
    """Prints one framework: its areas, scale, headings, and where they come from."""
    labels = ("id", "inspectorate", "document_type", "years", "source")
    facts = _grid((label.replace("_", " "), getattr(shown, label)) for label in labels)
    areas = _table("area", "printed as", title="Judgement areas")
    for area in shown.areas:
        areas.add_row(area.id, "\n".join(area.names))
    scale = _table("rank", "grade", "printed as", title="Grade scale")
    for grade in shown.scale.grades if shown.scale else ():
        scale.add_row(str(grade.rank or ""), grade.id, "\n".join(grade.names))
    sections = _table("kind", "printed as", title="Headings of recommendations")
    for section in shown.sections:
        sections.add_row(section.kind, "\n".join(section.headings))
    tables = [table for table in (areas, scale, sections) if table.row_count]
    _print([Group(Text(shown.name, style="bold"), facts), *tables])


def corrections(made: Sequence[Correction]) -> None:
    """Prints corrections, the latest last: who did what to which row, and why."""
    if not made:
        _print([Text("No row has been corrected.")])
        return
    title = f"Corrections ({len(made):,})"
    table = _table("id", "what", "row", "evidence", "now", "why", "by", title=title)
    for each in made:
        values = json.loads(each.new_values or "{}")
        now = ", ".join(f"{n} = {'(empty)' if v is None else v}" for n, v in values.items())
        what = f"{each.action} {each.kind.removesuffix('s')}"
        if each.status != "applied":
            what += f" ({each.status})"
        by = f"{each.author} {each.made_at[:10]}".strip()
        shown = (what, each.finding_id, f"page {each.page}: {each.quote}", now, each.reason, by)
        table.add_row(each.correction_id, *map(_short, shown))
    _print([table])


def _said(problem: Problem) -> str:
    return _short(f"page {problem.page}: {problem.message}" if problem.page else problem.message)


def _facts(facts: DocumentFacts) -> Table:
    rows = []
    for label, *names in FACTS:
        values = [_short(getattr(facts, name)) for name in names if getattr(facts, name)]
        rows += [(label, (" to " if label == "inspected" else ", ").join(values))] * bool(values)
    return _grid([*rows, ("pages", f"{facts.pages or 0:,}, {facts.words or 0:,} words")])


def _grid(rows: Iterable[tuple[str, str]]) -> Table:
    """Labels and values without lines."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(label, value)
    return grid


def _judgements(rows: Iterable[Judgement]) -> Table:
    table = _table("area", "grade", "when", "page", "evidence", title="Judgements")
    for row in sorted(rows, key=lambda row: (row.period != "current", row.start)):
        area = f"{row.subject}: {row.area_text}" if row.subject else row.area_text or row.area
        when = f"previous {row.judged_on}" if row.period == "previous" else row.period
        table.add_row(
            _short(area), row.grade_text or row.grade, when, str(row.page), _short(row.quote)
        )
    return table


def _others(kind: str, columns: tuple[str, ...], rows: list[Any]) -> Table:
    title = f"{kind.capitalize()} ({len(rows):,})"
    if len(rows) > ROWS:
        title += f", the first {ROWS}; all with --format json"
    columns = tuple(name for name in columns if any(getattr(row, name) for row in rows))
    table = _table(*(name.replace("_", " ") for name in columns), title=title)
    for row in rows[:ROWS]:
        table.add_row(*(_short(str(getattr(row, name))) for name in columns))
    return table


def _table(*headings: str, title: str) -> Table:
    """A table whose numbers stand to the right, as wide as it needs to be."""
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        min_width=len(title),
    )
    for heading in headings:
        table.add_column(
            heading,
            justify="right" if heading in RIGHT else "left",
            overflow="fold",
            no_wrap=heading in WHOLE,
        )
    return table


def _short(text: str, longest: int = QUOTE) -> str:
    """A text on one line, without control characters, cut at a word to `longest` characters."""
    line = "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(line.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"
