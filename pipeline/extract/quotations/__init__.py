"""Quotations: the words of a named person or of a document, one row a continuous speech.

Marks are found paragraph by paragraph (`marks`), speakers in the sentences around them
(`attribution`, `speakers`), and pieces joined into speeches (`speeches`). Words and phrases of
under five words are no quotation, nor is what nobody named has said.
"""

from dataclasses import replace

from pipeline.document import Document
from pipeline.extract.confidence import confidence
from pipeline.extract.officials.merge import folded
from pipeline.extract.people import plain
from pipeline.extract.quotations.speeches import Reader, Speech
from pipeline.records import Official, Quotation

__all__ = ["find_quotations"]


def find_quotations(
    document: Document, officials: list[Official]
) -> tuple[list[Quotation], list[Official]]:
    """The quotations of a document, and its officials with the speakers among them marked."""
    speeches = list(Reader(document, officials).speeches())
    spoken = {tuple(folded(s.speaker)) for s in speeches if s.kind == "person"}
    marked = [_heard(official, spoken) for official in officials]
    ids = {tuple(folded(official.name)): official.id for official in marked}
    return [_row(document, speech, ids) for speech in speeches], marked


def _heard(official: Official, spoken: set[tuple[str, ...]]) -> Official:
    if official.involvement not in {"mentioned", "addressee"}:
        return official
    if tuple(folded(official.name)) not in spoken:
        return official
    return replace(official, involvement="speaker")


def _row(document: Document, speech: Speech, ids: dict[tuple[str, ...], str]) -> Quotation:
    place = document.place(speech.pieces[0][0], speech.pieces[-1][1])
    return Quotation(
        document_id=document.document_id,
        **place._asdict(),
        rule=speech.rule,
        confidence=confidence("quotations", speech.rule),
        speaker=speech.speaker,
        official_id=ids.get(tuple(folded(speech.speaker)), "") if speech.kind == "person" else "",
        text=plain(" ".join(document.text[start:end] for start, end in speech.pieces)),
        cue=speech.cue,
    )
