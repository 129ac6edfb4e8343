"""The data files of `models/` → frameworks, inspectorates and scales, read once."""

import tomllib
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import models
from pipeline.errors import FrameworkError
from pipeline.frameworks.entry import Entry
from pipeline.frameworks.model import (
    Area,
    Example,
    Framework,
    Grade,
    Inspectorate,
    Part,
    Scale,
    Section,
    Variant,
)
from pipeline.frameworks.phrases import fold
from pipeline.records import DocumentFacts, Recommendation

PLACES = {"table", "heading", "grade_line", "outcome"}
"""Where a report of a framework prints its judgements."""


@cache
def scales() -> dict[str, Scale]:
    """Every grade scale by id, from models/scales.toml; raises FrameworkError naming the file."""
    path = models.path("scales.toml")
    rows = read_toml(path)
    return {key: Entry(rows[key], f"{path}: {key}").complete(_scale(key)) for key in rows}


@cache
def load() -> tuple[Framework, ...]:
    """All frameworks in the order of their ids; raises FrameworkError naming the file."""
    return tuple(_entry(path).complete(_framework) for path in _files("frameworks"))


@cache
def inspectorates() -> tuple[Inspectorate, ...]:
    """All inspectorates in the order of their ids; raises FrameworkError naming the file."""
    return tuple(_entry(path).complete(_inspectorate) for path in _files("inspectorates"))


def by_id(framework_id: str) -> Framework | None:
    """The framework with this id, or None."""
    return next((f for f in load() if f.id == framework_id), None)


def _files(folder: str) -> list[Path]:
    return sorted(models.path(folder).glob("*.toml"))


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises FrameworkError naming the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # ValueError: no TOML, or no UTF-8
        raise FrameworkError(f"{path}: {error}") from error


def _entry(path: Path) -> Entry:
    return Entry(read_toml(path), str(path))


def _scale(key: str) -> Callable[[Entry], Scale]:
    return lambda body: Scale(key, body.all("grades", _grade))


def _grade(body: Entry) -> Grade:
    return Grade(body.text("id"), body.number("rank", 0), body.texts("names"))


def _area(body: Entry) -> Area:
    """An area; without an id its first name in snake_case is its id."""
    names = body.texts("names")
    return Area(body.text("id", fold(names[0]).replace(" ", "_")), names)


def _framework(body: Entry) -> Framework:
    recognise = body.entry("recognise").complete(_signs)
    framework = Framework(
        id=body.text("id"),
        name=body.text("name"),
        inspectorate=body.text("inspectorate"),
        document_type=body.text("document_type"),
        source=body.text("source"),
        years=body.text("years"),
        **recognise,
        scale=_scale_of(body, ""),
        judgements_in=body.texts("judgements_in", ()),
        areas=body.all("areas", _area),
        parts=body.all("parts", _part),
        variants=body.all("variants", _variant),
        sections=body.all("sections", _section),
        examples=body.all("examples", _example),
    )
    _check(framework, body)
    return framework


def _signs(body: Entry) -> dict[str, tuple[str, ...]]:
    return {key: body.texts(key, ()) for key in ("titles", "phrases", "mentions", "not_with")}


def _part(body: Entry) -> Part:
    return Part(body.text("id"), body.texts("headings"), body.texts("areas"))


def _variant(body: Entry) -> Variant:
    return Variant(body.texts("areas"), body.text("since", ""), body.text("until", ""))


def _section(body: Entry) -> Section:
    return Section(body.text("kind"), body.texts("headings"), body.texts("until", ()))


def _example(body: Entry) -> Example:
    return Example(body.text("text"), body.texts("judgements"))


def _inspectorate(body: Entry) -> Inspectorate:
    return Inspectorate(
        id=body.text("id"),
        names=body.texts("names"),
        scale=_scale_of(body) or body.wrong("scale is empty"),
        areas=body.all("areas", _area),
        overall=body.text("overall", "overall"),
    )


def _scale_of(body: Entry, default: str | None = None) -> Scale | None:
    """The scale that a file names; None where it names none and need not."""
    name = body.text("scale", default)
    if name and name not in scales():
        body.wrong(f"there is no scale {name!r} in scales.toml")
    return scales()[name] if name else None


def _check(framework: Framework, body: Entry) -> None:
    """Whether a framework's values fit each other and the tables that they end up in."""
    areas = {area.id for area in framework.areas}
    named = {area for variant in framework.variants for area in variant.areas}
    named |= {area for part in framework.parts for area in part.areas}
    kinds = {section.kind for section in framework.sections}
    for key, values, known in (
        ("areas", named, areas),
        ("document_type", {framework.document_type}, _allowed(DocumentFacts, "document_type")),
        ("sections: kind", kinds, _allowed(Recommendation, "kind")),
        ("judgements_in", set(framework.judgements_in), PLACES),
        ("inspectorate", {framework.inspectorate}, {p.stem for p in _files("inspectorates")}),
    ):
        if strange := values - known:
            body.wrong(f"{key}: {', '.join(sorted(strange))} is none of {', '.join(sorted(known))}")
    if framework.areas and framework.scale is None:
        body.wrong("areas are graded, so it needs a scale")


def _allowed(record: type[Any], name: str) -> set[str]:
    """The values that a column of the tables allows."""
    return next(set(f.metadata["constraints"]["enum"]) for f in fields(record) if f.name == name)
