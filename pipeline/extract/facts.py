"""What a document says of itself: title, provider, dates, lead inspector.

Dates are read by `when`, the provider by `provider`, the lead inspector by `lead`.
"""

from pipeline import gazetteer
from pipeline.document import Block, Document, Kind
from pipeline.extract.lead import find_lead_inspector
from pipeline.extract.provider import find_press_provider, find_provider
from pipeline.extract.when import find_inspected, find_published
from pipeline.frameworks.recognise import Recognition, head_blocks
from pipeline.ingest import NAME_MISMATCH
from pipeline.records import DocumentFacts
from pipeline.version import __version__


def find_facts(document: Document, seen: Recognition) -> DocumentFacts:
    """The row of `documents` for a document that was read."""
    press = seen.document_type == "press_release"
    published = find_published(document, seen)
    inspected = find_inspected(document, seen, published)
    provider = find_press_provider(document, seen) if press else find_provider(document, seen)
    authority = gazetteer.resolve(provider, on=inspected.first or published or None)
    return DocumentFacts(
        document_id=document.document_id,
        sha256=document.sha256,
        source=document.source,
        file_name=document.source.replace("\\", "/").rsplit("/", 1)[-1],
        media_type=document.media_type,
        bytes=document.size,
        pages=len(document.pages),
        words=len(document.body.split()),
        document_type=seen.document_type,
        inspectorate=seen.inspectorate,
        framework=seen.framework.id if seen.framework else "",
        title=_title(document, seen),
        provider_name=provider,
        provider_id=authority.code if authority else "",
        provider_type=authority.kind if authority else "",
        inspection_start=inspected.first,
        inspection_end=inspected.last,
        published_on=published,
        lead_inspector=find_lead_inspector(document, seen),
        text_source="text",
        status=_status(document, seen),
        version=__version__,
    )


def _status(document: Document, seen: Recognition) -> str:
    """`failed` is a file that is not what its name says and holds no report either."""
    codes = {problem.code for problem in document.problems}
    if NAME_MISMATCH in codes and seen.document_type == "other":
        return "failed"
    return "partial" if codes else "ok"


def _title(document: Document, seen: Recognition) -> str:
    start, end = seen.title
    if start < end:
        return " ".join(document.text[start:end].split())
    if seen.document_type == "press_release":
        return " ".join(document.hints.get("title", "").split())
    largest = largest_heading(document)
    return document.of(largest) if largest else ""


def largest_heading(document: Document) -> Block | None:
    """The heading in the largest print on the first page, the first of equals."""
    headings = [b for b in head_blocks(document) if b.kind is Kind.HEADING and b.page == 1]
    return max(headings, key=lambda block: block.size, default=None)
