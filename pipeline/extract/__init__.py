"""Document → Findings: one module per finding kind, each with one pure `find_…` function."""

from collections.abc import Callable, Iterable

from pipeline.document import Document
from pipeline.extract.facts import find_facts
from pipeline.extract.figures import find_figures
from pipeline.extract.judgements import find_judgements
from pipeline.extract.officials import find_officials
from pipeline.extract.quotations import find_quotations
from pipeline.extract.recommendations import find_recommendations
from pipeline.frameworks.recognise import Recognition, recognise
from pipeline.records import Findings

Step = Callable[[Document, Recognition, Findings], None]


def _judgements(document: Document, seen: Recognition, findings: Findings) -> None:
    rows, problems = find_judgements(document, seen, findings.document)
    findings.judgements += rows
    findings.problems += problems


def _recommendations(document: Document, seen: Recognition, findings: Findings) -> None:
    rows, problems = find_recommendations(document, seen.framework, seen.document_type)
    findings.recommendations += rows
    findings.problems += problems


def _officials(document: Document, seen: Recognition, findings: Findings) -> None:
    findings.officials += find_officials(document)


def _quotations(document: Document, seen: Recognition, findings: Findings) -> None:
    found, findings.officials = find_quotations(document, findings.officials)
    findings.quotations += found


def _figures(document: Document, seen: Recognition, findings: Findings) -> None:
    findings.figures += find_figures(document, findings.document.published_on)


STEPS: dict[str, Step] = {
    "judgements": _judgements,
    "recommendations": _recommendations,
    "officials": _officials,
    "quotations": _quotations,
    "figures": _figures,
}
"""One step per finding kind, in the order in which they build on each other."""


def begin(document: Document) -> tuple[Recognition, Findings]:
    """What a document is, and its findings with nothing but its facts in them."""
    seen = recognise(document)
    facts = find_facts(document, seen)
    findings = Findings(
        facts,
        problems=list(document.problems),
        text=document.text,
        page_starts=document.page_starts,
    )
    return seen, findings


def extract(document: Document, kinds: Iterable[str] | None = None) -> Findings:
    """Everything that one document says, every row with its place in the document.

    `kinds` names the finding kinds to look for, all of them without it. Raises KeyError for
    a kind that does not exist.
    """
    seen, findings = begin(document)
    for kind in STEPS if kinds is None else kinds:
        STEPS[kind](document, seen, findings)
    return findings
