"""Document → Findings: one module per finding kind, each with one pure `find_…` function."""

from pipeline.document import Document
from pipeline.extract.facts import find_facts
from pipeline.extract.judgements import find_judgements
from pipeline.frameworks.recognise import recognise
from pipeline.records import Findings


def extract(document: Document) -> Findings:
    """Everything that one document says, every row with its place in the document."""
    seen = recognise(document)
    facts = find_facts(document, seen)
    judgements, problems = find_judgements(document, seen, facts)
    return Findings(
        facts,
        judgements=judgements,
        problems=[*document.problems, *problems],
        text=document.text,
    )
