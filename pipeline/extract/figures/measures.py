"""What a number counts, by the first of several routes that leads to it.

The route's name becomes part of the row's rule, so that a reader can see why a measure
reads as it does.
"""

from collections.abc import Callable

from pipeline.extract.figures import borrowed, nouns, subjects
from pipeline.extract.figures.scene import Measure, Scene

ROUTES: tuple[Callable[[Scene], Measure | None], ...] = (
    subjects.at_first,
    borrowed.changed_by,
    borrowed.compared,
    borrowed.in_brackets,
    borrowed.this_is,
    borrowed.share_of,
    borrowed.of_whom,
    borrowed.more_of_them,
    nouns.noun_behind,
    nouns.said_behind,
    borrowed.bare_object,
    subjects.linked,
    subjects.group_of,
    borrowed.elliptic,
    subjects.subject_before,
    subjects.clause,
)
"""In order: what points to another figure must not be mistaken for words of its own."""


def read_measure(scene: Scene) -> Measure:
    """What the scene's number measures; an empty measure where nothing says it."""
    for route in ROUTES:
        measure = route(scene)
        if measure:
            return measure
    return Measure((), "bare")
