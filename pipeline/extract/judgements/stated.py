"""What the readers of judgements share: a judgement as one place states it, and the context."""

from dataclasses import dataclass

from pipeline.frameworks import Finder, Grade

TABLE, HEADING, GRADE_LINE, OUTCOME, PROSE = range(5)
"""Places from the most to the least authoritative."""

LONGEST_STATEMENT = 260
"""Characters of a line that can state a judgement; anything longer is running text."""


@dataclass(frozen=True)
class Stated:
    """A judgement as one place states it; `start` and `end` are offsets of its evidence."""

    area: str
    area_text: str
    grade: Grade
    grade_text: str
    scale: str
    place: int
    rule: str
    start: int
    end: int
    period: str = "current"
    judged_on: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Context:
    """What the resolver has to know of a document.

    `own` are folded names of the inspected body; `overall` the id of its overall judgement;
    `inspected` the first day of the inspection, ISO, "" if unknown; `press` whether the text
    is a press release, in which unmarked grades are current; `published` its day. `bodies` are
    the other bodies that it grades in lists, `body` is its text.
    """

    finder: Finder
    own: tuple[str, ...]
    overall: str
    inspected: str
    press: bool
    published: str = ""
    body: str = ""
    bodies: tuple[str, ...] = ()

    @property
    def areas(self) -> Finder | None:
        """The areas that a grade of a press release may stand beside; None for a report."""
        return self.finder if self.press else None


@dataclass(frozen=True)
class About:
    """What a claim is about: area id, its printed words, and the other body if it is one."""

    area: str
    area_text: str
    subject: str = ""
