"""Whether a press release and a report grade the same area, each in its own words."""

from functools import cache, lru_cache

from pipeline.frameworks import by_id, fold, inspectorates
from pipeline.records import DocumentFacts, Judgement

EMPTY = frozenset({"and", "for", "further", "in", "of", "services", "the", "their", "to"})
"""Words that tell no area from another: "overall effectiveness of safeguarding services"."""


def same_area(said: Judgement, printed: Judgement, report: DocumentFacts) -> bool:
    """Whether a judgement of a release and one of `report` are of one area of one body."""
    if not same_name(said.subject, printed.subject):
        return False
    if said.area == printed.area or {said.area, printed.area} <= _overall():
        return True
    if said.area_text and same_name(said.area_text, printed.area_text):
        return True
    if said.area in _overall() or printed.area in _overall():
        return False
    if _named(said.area_text, report.framework) == printed.area:
        return True
    words = _words(said.area)
    return bool(words) and words == _words(printed.area)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, gaps, dashes and apostrophes."""
    return one == other or _folded(one) == _folded(other)


_folded = lru_cache(4096)(fold)


@cache
def _overall() -> frozenset[str]:
    """The areas by which inspectorates grade a body as a whole."""
    return frozenset(each.overall for each in inspectorates() if each.overall)


@cache
def _named(printed: str, framework: str) -> str:
    """The area of a framework that is printed with exactly these words, or ""."""
    found = by_id(framework) if framework else None
    names = found.area_finder.find(printed.strip()) if found else []
    whole = [area for start, end, area in names if end - start == len(printed.strip())]
    return whole[0] if whole else ""


@cache
def _words(area: str) -> frozenset[str]:
    return frozenset(area.split("_")) - EMPTY
