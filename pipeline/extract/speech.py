"""Which words of a paragraph somebody says: between quotation marks, over paragraphs too."""

from pipeline.extract.quotations.marks import dangling, quoted


def spoken(text: str, inside: bool, least: int = 0) -> tuple[list[bool], bool]:
    """For each character whether it stands in speech; and whether that goes on after it.

    Speech of several paragraphs has an opening mark on each and a closing one on the last;
    where the marks between are missing, only the last paragraph is known by its closing one.
    Words of fewer than `least` characters between marks are a title or a grade.
    """
    said = [False] * len(text)
    close = dangling(text, 0, len(text)) if inside else None
    if close is not None:
        said[:close] = [True] * close
        inside = False
    for found in quoted(text, 0, len(text)):
        if found.close - found.open >= least:
            said[found.open : found.close] = [True] * (found.close - found.open)
        inside = not found.closed
    return said, inside
