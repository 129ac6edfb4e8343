"""Document → rows of the table `figures`."""

from pipeline.document import Document
from pipeline.extract.confidence import confidence
from pipeline.extract.figures.passages import passages
from pipeline.extract.figures.reading import Draft, Reading
from pipeline.extract.figures.scene import text_of
from pipeline.extract.figures.vocabulary import measure_class
from pipeline.records import Figure


def find_figures(document: Document, published: str = "") -> list[Figure]:
    """Every number of a document that counts, measures, rates or prices something.

    `published` (ISO) completes the months that are printed without a year.

    Reads the whole body without its running headers. A row's quote runs from the first to the
    last word that it was read from within its sentence, and starts on the number's page.
    """
    reading = Reading(document.text, published)
    return [
        _row(document, draft) for passage in passages(document) for draft in reading.read(passage)
    ]


def _row(document: Document, draft: Draft) -> Figure:
    number, comparison = draft.number, draft.comparison
    start, end = _evidence(document, draft)
    measure = text_of(document.text, draft.measure.spans)
    return Figure(
        document_id=document.document_id,
        **document.place(start, end)._asdict(),
        rule=f"{number.kind}.{draft.measure.route}",
        confidence=confidence("figures", draft.measure.route),
        value=number.value,
        value_text=document.text[number.start : number.end],
        unit=number.unit,
        per=number.per,
        of=number.of,
        measure=measure,
        measure_class=measure_class(measure),
        qualifier=comparison.qualifier,
        change=comparison.change,
        comparator=comparison.comparator,
        as_of=draft.as_of,
    )


def _evidence(document: Document, draft: Draft) -> tuple[int, int]:
    """From the first to the last word of the sentence that the figure was read from."""
    first, last = draft.sentence
    spans = [(draft.number.start, draft.number.tail)]
    spans += [span for span in draft.measure.spans if first <= span[0] and span[1] <= last]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    if document.page_at(start) != document.page_at(draft.number.start):
        start = draft.number.start
    return start, end
