"""One claim with its verdict: the words of the press release beside those of the report."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.records import Claim, Finding, Findings

CONFIRMED, CONTRADICTED, NOT_FOUND = "confirmed", "contradicted", "not_found"
EXACT, NEARLY = "exact", "nearly"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document: `text[start:end] == quote`; pages count from 1."""

    document_id: str
    page: int = 1
    start: int = 0
    end: int = 0
    quote: str = ""

    @classmethod
    def of(cls, row: Finding) -> "Evidence":
        """The words that a finding was read from."""
        return cls(row.document_id, row.page, row.start, row.end, row.quote)

    @classmethod
    def between(cls, findings: Findings, start: int, end: int) -> "Evidence":
        """The words `start` to `end` of a document's text."""
        quote = findings.text[start:end]
        return cls(findings.document.document_id, page_at(findings, start), start, end, quote)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found of a claim: the verdict, how closely, what the report says and where.

    `evidence` without a quote names only the report in which nothing was found; without
    `evidence` no report is held.
    """

    verdict: str = NOT_FOUND
    match: str = ""
    found: str = ""
    evidence: Evidence | None = None


def claim(kind: str, about: str, said: str, told: Evidence, answer: Answer) -> Claim:
    """The row of a claim; its id is made of the press release's side alone."""
    values = (told.document_id, kind, str(told.start), str(told.end), about, said)
    there = answer.evidence
    place = there if there is not None and there.quote else None
    return Claim(
        claim_id=hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16],
        document_id=told.document_id,
        page=told.page,
        start=told.start,
        end=told.end,
        quote=told.quote,
        kind=kind,
        claim=about,
        said=said,
        found=answer.found,
        verdict=answer.verdict,
        match=answer.match,
        report_id=there.document_id if there else "",
        report_page=place.page if place else None,
        report_start=place.start if place else None,
        report_end=place.end if place else None,
        report_quote=place.quote if place else "",
    )


def nothing_in(report: Findings | None) -> Answer:
    """Nothing was found: in this report, or because no report is held."""
    return Answer(evidence=Evidence(report.document.document_id) if report else None)


def page_at(findings: Findings, offset: int) -> int:
    """The page, from 1, on which a character of a document's text is printed."""
    starts = [start for start, _ in findings.page_starts]
    at = bisect_right(starts, offset)
    return findings.page_starts[at - 1][1] if at else 1
