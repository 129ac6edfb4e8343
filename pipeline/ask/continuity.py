"""Which grades of different years may be compared: models/continuity.toml, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import models


@dataclass(frozen=True, slots=True)
class Family:
    """Frameworks that followed each other, and the lines that their areas make over time."""

    id: str
    frameworks: frozenset[str]
    lines: tuple[tuple[str, frozenset[str]], ...]


def family_of(framework: str) -> Family:
    """The family of a framework; one that is in none is a family of its own."""
    found = (each for each in _families() if framework in each.frameworks)
    return next(found, Family(framework, frozenset({framework}), ()))


def lines_of(framework: str, area: str) -> tuple[str, ...]:
    """The lines that an area belongs to: mostly one, its own; two where it grades two together."""
    lines = family_of(framework).lines
    return tuple(line for line, areas in lines if area in areas) or (area,)


def comparable(scale: str, other: str) -> bool:
    """Whether the same rank on two scales means as good."""
    return scale == other or any(scale in same and other in same for same in _scales())


@cache
def other_bodies() -> frozenset[str]:
    """Areas that grade a body beside the provider, printed in the provider's own report."""
    return frozenset(_file()["other_bodies"])


@cache
def _families() -> tuple[Family, ...]:
    return tuple(
        Family(
            each["id"],
            frozenset(each["frameworks"]),
            tuple((line["id"], frozenset(line["areas"])) for line in each.get("line", ())),
        )
        for each in _file()["family"]
    )


@cache
def _scales() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, _file()["comparable_scales"]))


@cache
def _file() -> dict[str, list[Any]]:
    with models.path("continuity.toml").open("rb") as file:
        return tomllib.load(file)
