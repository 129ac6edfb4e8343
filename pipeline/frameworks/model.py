"""What the data files say, as types: frameworks, inspectorates, scales, areas."""

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.frameworks.phrases import Finder, any_of, fold, template


@dataclass(frozen=True)
class Grade:
    """One step of a scale: its id, its rank (1 is best, 0 is none) and its printed forms."""

    id: str
    rank: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """The grades that an inspectorate gives, best first."""

    id: str
    grades: tuple[Grade, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any printed grade; the longest name wins."""
        return any_of(name for grade in self.grades for name in grade.names)

    def may_stand_in(self, text: str) -> bool:
        """Whether a text can name a grade at all: a cheap look before `pattern` searches."""
        lowered = text.lower()
        return any(stem in lowered for stem in self._stems)

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        """First words of the grades' names, without those that contain another."""
        words = {name.lower().split()[0] for grade in self.grades for name in grade.names}
        return tuple(w for w in sorted(words) if not any(o != w and o in w for o in words))

    def grade_of(self, printed: str) -> Grade | None:
        """The grade whose name is exactly the printed words, or None."""
        return self._by_name.get(fold(printed))

    @cached_property
    def _by_name(self) -> dict[str, Grade]:
        return {fold(name): grade for grade in self.grades for name in grade.names}


@dataclass(frozen=True)
class Area:
    """A judgement area: its id and the phrases by which it is printed."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """Headings of a section that holds recommendations of one kind."""

    kind: str
    headings: tuple[str, ...]
    until: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A half of a report that repeats areas of the other: its `areas` get its id as prefix."""

    id: str
    headings: tuple[str, ...]
    areas: tuple[str, ...]

    def area(self, area: str) -> str:
        """The id of an area within this part."""
        return f"{self.id}_{area}" if area in self.areas else area


@dataclass(frozen=True)
class Variant:
    """The areas that a complete report of the framework grades between two dates."""

    areas: tuple[str, ...]
    since: str = ""
    until: str = ""

    def holds_on(self, day: str) -> bool:
        """Whether reports of that ISO date grade these areas."""
        return self.since <= day and (not self.until or day <= self.until)


@dataclass(frozen=True)
class Example:
    """A short text in the framework's shape and the judgements that it states."""

    text: str
    judgements: tuple[str, ...]


@dataclass(frozen=True)
class Framework:
    """One inspection framework, as its TOML file describes it."""

    id: str
    name: str
    inspectorate: str
    document_type: str
    source: str
    years: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...]
    mentions: tuple[str, ...]
    not_with: tuple[str, ...]
    scale: Scale | None
    judgements_in: tuple[str, ...]
    areas: tuple[Area, ...]
    parts: tuple[Part, ...]
    variants: tuple[Variant, ...]
    sections: tuple[Section, ...]
    examples: tuple[Example, ...]

    def part_of(self, heading: str) -> Part | None:
        """The part that a heading or table row opens, or None."""
        folded = fold(heading) if self.parts else ""
        return next((p for p in self.parts if folded in map(fold, p.headings)), None)

    @cached_property
    def title_patterns(self) -> tuple[re.Pattern[str], ...]:
        """The title templates as patterns; {provider} is the group `provider`."""
        return tuple(template(title) for title in self.titles)

    @cached_property
    def area_finder(self) -> Finder:
        """Finds the printed names of the areas."""
        return Finder({area.id: area.names for area in self.areas})


@dataclass(frozen=True)
class Inspectorate:
    """Who inspects: names as printed, grade scale, usual areas, for texts of any layout."""

    id: str
    names: tuple[str, ...]
    scale: Scale
    areas: tuple[Area, ...]
    overall: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the inspectorate's name."""
        return any_of(self.names)

    @cached_property
    def area_finder(self) -> Finder:
        """Finds the printed names of the areas."""
        return Finder({area.id: area.names for area in self.areas})
