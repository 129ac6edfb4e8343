"""Words that a press release quotes from a report, looked up in the report."""

from collections.abc import Iterator

from pipeline.claims.evidence import (
    CONFIRMED,
    CONTRADICTED,
    Answer,
    Evidence,
    claim,
    nothing_in,
)
from pipeline.claims.telling import Telling, of_a_report
from pipeline.claims.wording import Wording, words_of
from pipeline.extract.quotations.marks import quoted
from pipeline.records import Claim, Findings

FEWEST_WORDS = 2
"""One word between marks proves nothing, wherever the report has it."""


def check_quotations(
    release: Findings, report: Findings | None, telling: Telling
) -> Iterator[Claim]:
    """A claim for everything that the release quotes from the report or the inspectors."""
    said = list(_said(release, telling))
    printed = Wording(report.text) if report and said else None  # costs most of all this
    for about, words, told in said:
        answer = _answer(words, report, printed) if report and printed else nothing_in(None)
        yield claim("quotation", about, " ".join(words.split()), told, answer)


def _said(release: Findings, telling: Telling) -> Iterator[tuple[str, str, Evidence]]:
    """(who is quoted, the words, where): quotations of a document, and phrases given to one."""
    for row in release.quotations:
        if of_a_report(row):
            yield row.speaker, row.text, Evidence.of(row)
    taken = [(row.start, row.end) for row in release.quotations]
    at = 0
    for line in release.text.splitlines(keepends=True):
        for mark in quoted(release.text, at, at + len(line)):
            inside = any(start < mark.close and mark.open < end for start, end in taken)
            words = release.text[mark.start : mark.end]
            if inside or not mark.closed or len(words_of(words)) < FEWEST_WORDS:
                continue
            voice = telling.reporter(mark.open, mark.close)
            if voice:
                yield voice.name, words, Evidence.between(release, mark.open, mark.close)
        at += len(line)


def _answer(words: str, report: Findings, printed: Wording) -> Answer:
    found = printed.find(words)
    if found is None:
        return nothing_in(report)
    evidence = Evidence.between(report, found.start, found.end)
    text = " ".join(evidence.quote.split())
    if found.match == "turned":
        return Answer(CONTRADICTED, "", text, evidence)
    return Answer(CONFIRMED, found.match, text, evidence)
