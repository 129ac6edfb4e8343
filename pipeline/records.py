"""The rows of the output tables: one frozen dataclass per table, one field per column.

The order of the fields is the order of the columns, the type hint is the column's type,
and `column(...)` carries its meaning and constraints, so that CSV, Parquet, SQLite and
the data dictionary are all made from these classes and cannot drift apart.

Conventions of every table: an empty value means unknown or not stated, dates are ISO 8601
and may be partial ("2016-05-16", "2011-12", "2011"), pages count from 1, offsets are
characters into the document's text, boxes are PDF points with the origin top left.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, NamedTuple

DATE = r"\d{4}(-\d{2}(-\d{2})?)?"


class Box(NamedTuple):
    """A rectangle on a page: page from 1, PDF points, origin top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Place(NamedTuple):
    """Where a value was read: `text[start:end] == quote` holds for the document's text."""

    page: int
    start: int
    end: int
    boxes: tuple[Box, ...]
    quote: str


def column(meaning: str, default: Any = "", **constraints: Any) -> Any:
    """A dataclass field that documents itself: its meaning and Frictionless constraints."""
    return field(default=default, metadata={"meaning": meaning, "constraints": constraints})


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentFacts:
    """One row of `documents`: what a document says of itself, and how it was read."""

    table: ClassVar[str] = "documents"
    document_id: str = column("first 16 hex digits of sha256", required=True, unique=True)
    sha256: str = column("SHA-256 of the file's bytes, hexadecimal", required=True)
    source: str = column("path as given", required=True)
    file_name: str = column("last part of the source")
    media_type: str = column("found from the content, not from the name")
    bytes: int = column("size of the file in bytes", 0)
    pages: int | None = column("number of pages; 1 for an unpaged text", None)
    words: int | None = column("number of words in the text without running headers", None)
    document_type: str = column(
        "what kind of document it is",
        enum=[
            "inspection_report",
            "visit_letter",
            "joint_inspection_letter",
            "press_release",
            "other",
        ],
    )
    inspectorate: str = column("who leads the inspection, for example ofsted, cqc, estyn")
    framework: str = column("id of the framework file that matched, for example ofsted_ilacs")
    title: str = column("title as printed, joined over lines")
    provider_name: str = column("the inspected body, as printed in the title or address")
    provider_id: str = column("official code; for a local authority its GSS code")
    provider_type: str = column("kind of provider, for example county_council")
    inspection_start: str = column("first day of the inspection or visit", pattern=DATE)
    inspection_end: str = column("last day of the inspection or visit", pattern=DATE)
    published_on: str = column("printed publication date, or the letter's date", pattern=DATE)
    lead_inspector: str = column("name of the lead inspector")
    text_source: str = column("text layer or recognised characters", enum=["text", "ocr"])
    status: str = column("whether the document could be read", enum=["ok", "partial", "failed"])
    version: str = column("version of the extractor")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What every finding row carries: its document, its place, its rule.

    `<kind>_id` in the tables is `id` here: the same finding in the same bytes always has
    the same id.
    """

    table: ClassVar[str] = ""
    document_id: str = column("joins to documents", required=True)
    page: int = column("page where the evidence starts, from 1", 1, required=True, minimum=1)
    start: int = column("offset of the evidence in the document's text", 0, required=True)
    end: int = column("end of the evidence; text[start:end] == quote", 0, required=True)
    boxes: tuple[Box, ...] = column(
        "JSON list of [page, x0, top, x1, bottom] in PDF points, one per line covered", ()
    )
    quote: str = column("the words of the document that the row was read from")
    rule: str = column("id of the rule that found it", required=True)
    confidence: float = column("0 to 1", 1.0, minimum=0, maximum=1)
    correction: str = column(
        "what a person did with the row, see the table corrections; empty: as it was read",
        enum=["accepted", "changed", "added"],
    )

    @property
    def id(self) -> str:
        """16 hex digits from the document, the place and the values."""
        values = [f"{name}={getattr(self, name)}" for name in OWN_COLUMNS[self.table]]
        key = "\x1f".join([self.document_id, self.table, str(self.start), str(self.end), *values])
        return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement(Finding):
    """A grade that the document states for an area, now or at an earlier inspection."""

    table: ClassVar[str] = "judgements"
    subject: str = column("empty: the document's own provider; else the named other body")
    area: str = column("id of the judgement area, for example overall_effectiveness", required=True)
    area_text: str = column("the area as printed")
    grade: str = column("the grade in snake_case, for example requires_improvement", required=True)
    grade_text: str = column("the grade as printed")
    grade_rank: int | None = column("position on the scale, 1 is best", None, minimum=1)
    scale: str = column("id of the grade scale")
    period: str = column("current or previous inspection", enum=["current", "previous"])
    judged_on: str = column("date of the earlier inspection, as exact as given", pattern=DATE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recommendation(Finding):
    """One printed item that tells the inspected body what to do or improve."""

    table: ClassVar[str] = "recommendations"
    number: str = column("the item's own printed number")
    kind: str = column(
        "what the inspectorate calls it",
        enum=["recommendation", "area_for_improvement", "priority_action"],
    )
    text: str = column("the whole item without bullet, number and footnote marks", required=True)
    addressee: str = column("who has to act, where the item is addressed to someone")
    deadline: str = column("printed deadline, its own or its group's")
    section: str = column("the printed heading above the item")


@dataclass(frozen=True, kw_only=True, slots=True)
class Official(Finding):
    """A person named in an official capacity, once per document."""

    table: ClassVar[str] = "officials"
    name: str = column("name without honorific and letters after it", required=True)
    honorific: str = column("printed honorific, for example Cllr, Dr, Dame")
    role: str = column("role as printed; two roles joined by '; '")
    organisation: str = column("organisation as printed nearby")
    involvement: str = column(
        "how the person is involved",
        enum=["lead_inspector", "inspector", "addressee", "speaker", "mentioned"],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation(Finding):
    """Direct speech, or words quoted from a document, with who said them."""

    table: ClassVar[str] = "quotations"
    speaker: str = column("printed name, or the quoted document ('the report')")
    official_id: str = column("joins to officials; empty when the speaker is a document")
    text: str = column("the words said; paragraphs of one speech joined by a space", required=True)
    cue: str = column("the verb or frame that attributes them, for example said")


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure(Finding):
    """A number that counts, measures, rates or prices something."""

    table: ClassVar[str] = "figures"
    value: float | None = column("plain number: 19.4 for 19.4%, 1200000 for £1.2 million", None)
    value_text: str = column("the number as printed")
    unit: str = column("count, percent, gbp, rate, ratio, days, weeks, months, years, …")
    per: float | None = column("for a rate: 10000 in '66 per 10,000'", None)
    of: float | None = column("for a ratio: 6 in 'one in six'", None)
    measure: str = column("the printed noun phrase that is counted")
    measure_class: str = column("group of measures, for example children_looked_after")
    qualifier: str = column("printed hedge", enum=["about", "over", "under", "at_least", "at_most"])
    change: str = column("direction the text gives", enum=["increase", "decrease"])
    comparator: str = column(
        "given to compare with", enum=["previous", "national", "neighbours", "target"]
    )
    as_of: str = column("ISO date the text ties to the figure, or the period in its words")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What a press release says of a report, held against the report itself."""

    table: ClassVar[str] = "claims"
    claim_id: str = column(
        "stable, made from the evidence on the side of the press release",
        required=True,
        unique=True,
    )
    document_id: str = column("the press release; joins to documents", required=True)
    page: int = column("page of the claim in the press release", 1, required=True, minimum=1)
    start: int = column("offset of the claim in the press release's text", 0, required=True)
    end: int = column("end of the claim", 0, required=True)
    quote: str = column("the words of the press release")
    kind: str = column(
        "what is claimed",
        required=True,
        enum=["grade", "recommendations", "figure", "quotation"],
    )
    claim: str = column("what it is about: an area, a measure, the quoted document", required=True)
    said: str = column("what the press release says", required=True)
    found: str = column("what the report says; empty where nothing was found")
    verdict: str = column(
        "how the two agree", required=True, enum=["confirmed", "contradicted", "not_found"]
    )
    match: str = column(
        "how closely a confirmed claim agrees; nearly: other words here and there, or rounded",
        enum=["exact", "nearly"],
    )
    report_id: str = column(
        "document_id of the report; empty where none is held that the release can mean"
    )
    report_page: int | None = column("page of the evidence in the report", None, minimum=1)
    report_start: int | None = column("offset of the evidence in the report's text", None)
    report_end: int | None = column("end of the evidence in the report's text", None)
    report_quote: str = column("the words of the report")


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What a person decided about one row, or a row that was missed."""

    table: ClassVar[str] = "corrections"
    correction_id: str = column("stable", required=True, unique=True)
    document_id: str = column("the document, which need not be in the tables", required=True)
    kind: str = column(
        "table of the row",
        required=True,
        enum=["judgements", "recommendations", "officials", "quotations", "figures"],
    )
    action: str = column(
        "what was decided", required=True, enum=["accept", "change", "reject", "add"]
    )
    finding_id: str = column("id of the row, which it keeps; of a rejected one: that it had")
    page: int = column("page of the evidence, from 1", 1, required=True, minimum=1)
    start: int = column("offset of the evidence in the document's text", 0, required=True)
    end: int = column("end of the evidence", 0, required=True)
    boxes: tuple[Box, ...] = column("as in the finding tables", ())
    quote: str = column("the words of the document that it is about")
    new_values: str = column("JSON object: the columns that are set, with their values")
    old_values: str = column("JSON object: the row as it was read; empty for an added one")
    author: str = column("who decided")
    made_at: str = column("when, ISO 8601 in UTC", required=True)
    reason: str = column("why")
    status: str = column(
        "unmet: what is read now is neither what the person saw nor what the person said; "
        "superseded: a later one decides; waiting: its document is not in the tables",
        required=True,
        enum=["applied", "unmet", "superseded", "waiting"],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A path that a document was read from; the same bytes under two names have two."""

    table: ClassVar[str] = "sources"
    source: str = column("path as given", required=True, unique=True)
    document_id: str = column("joins to documents", required=True)
    status: str = column(
        "vanished: it was not there any more when its folder was read again",
        "present",
        required=True,
        enum=["present", "vanished"],
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What could not be read or looks wrong, with the remedy in the message."""

    table: ClassVar[str] = "problems"
    document_id: str = column("joins to documents; empty where there are no bytes")
    source: str = column("path as given", required=True)
    stage: str = column("ingest, layout, frameworks, extract, store, batch", required=True)
    code: str = column("short name of the problem, for example no_text", required=True)
    message: str = column("what is wrong and what to do", required=True)
    page: int | None = column("page it was seen on, from 1", None, minimum=1)


FINDING_TYPES: tuple[type[Finding], ...] = (
    Judgement,
    Recommendation,
    Official,
    Quotation,
    Figure,
)


OWN_COLUMNS = {
    kind.table: tuple(f.name for f in fields(kind) if f.name not in Finding.__dataclass_fields__)
    for kind in FINDING_TYPES
}
"""Names of the columns that each kind of finding adds to those of every finding, by table."""


ANNOTATED_FACTS = (
    "document_type",
    "inspectorate",
    "framework",
    "title",
    "provider_name",
    "inspection_start",
    "inspection_end",
    "published_on",
    "lead_inspector",
)
"""Columns of `documents` that gold holds and an evaluation compares."""


@dataclass(slots=True)
class Findings:
    """All that one document says: its facts, its rows by kind, its problems."""

    document: DocumentFacts
    judgements: list[Judgement] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    officials: list[Official] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    page_starts: tuple[tuple[int, int], ...] = ()
    """(offset, page) wherever the text goes over to another page."""

    def rows(self) -> Iterator[Finding]:
        """Every finding row, table by table, each in the order of the document."""
        for kind in FINDING_TYPES:
            yield from sorted(getattr(self, kind.table), key=lambda row: (row.start, row.end))

    def to_frames(self) -> "dict[str, Any]":
        """The tables as pandas DataFrames, keyed by table name (`documents`, `judgements`, …)."""
        from pipeline.tables import to_frames  # pandas takes half a second to import

        return to_frames([self])
