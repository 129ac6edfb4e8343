"""The data files of `models/` → frameworks, inspectorates and scales, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import models
from pipeline.errors import FrameworkError
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


@cache
def scales() -> dict[str, Scale]:
    """Every grade scale by id, from models/scales.toml."""
    return {key: _scale(key, body) for key, body in read_toml(models.path("scales.toml")).items()}


@cache
def load() -> tuple[Framework, ...]:
    """All frameworks in the order of their ids; raises FrameworkError naming the file."""
    return tuple(_framework(path) for path in _files("frameworks"))


@cache
def inspectorates() -> tuple[Inspectorate, ...]:
    """All inspectorates in the order of their ids; raises FrameworkError naming the file."""
    return tuple(_inspectorate(path) for path in _files("inspectorates"))


def by_id(framework_id: str) -> Framework | None:
    """The framework with this id, or None."""
    return next((f for f in load() if f.id == framework_id), None)


def _files(folder: str) -> list[Path]:
    return sorted(models.path(folder).glob("*.toml"))


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; raises FrameworkError naming the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FrameworkError(f"{path}: {error}") from error


def _scale(key: str, body: dict[str, Any]) -> Scale:
    grades = (Grade(g["id"], g.get("rank", 0), tuple(g["names"])) for g in body["grades"])
    return Scale(key, tuple(grades))


def _areas(rows: list[dict[str, Any] | str]) -> tuple[Area, ...]:
    """Areas of a file; a plain name is its own id in snake_case."""
    return tuple(
        Area(fold(row).replace(" ", "_"), (row,))
        if isinstance(row, str)
        else Area(row["id"], tuple(row["names"]))
        for row in rows
    )


def _framework(path: Path) -> Framework:
    body = read_toml(path)
    try:
        recognise = body.get("recognise", {})
        return Framework(
            id=body["id"],
            name=body["name"],
            inspectorate=body["inspectorate"],
            document_type=body["document_type"],
            source=body["source"],
            years=body["years"],
            titles=tuple(recognise.get("titles", ())),
            phrases=tuple(recognise.get("phrases", ())),
            mentions=tuple(recognise.get("mentions", ())),
            not_with=tuple(recognise.get("not_with", ())),
            scale=scales()[body["scale"]] if "scale" in body else None,
            judgements_in=tuple(body.get("judgements_in", ())),
            areas=_areas(body.get("areas", [])),
            parts=tuple(
                Part(p["id"], tuple(p["headings"]), tuple(p["areas"]))
                for p in body.get("parts", ())
            ),
            variants=tuple(
                Variant(tuple(v["areas"]), v.get("since", ""), v.get("until", ""))
                for v in body.get("variants", ())
            ),
            sections=tuple(
                Section(s["kind"], tuple(s["headings"]), tuple(s.get("until", ())))
                for s in body.get("sections", ())
            ),
            examples=tuple(
                Example(e["text"], tuple(e.get("judgements", ()))) for e in body["examples"]
            ),
        )
    except KeyError as error:
        raise FrameworkError(f"{path}: {error} is missing or not known") from error


def _inspectorate(path: Path) -> Inspectorate:
    body = read_toml(path)
    try:
        return Inspectorate(
            id=body["id"],
            names=tuple(body["names"]),
            scale=scales()[body["scale"]],
            areas=_areas(body.get("areas", [])),
            overall=body.get("overall", "overall"),
        )
    except KeyError as error:
        raise FrameworkError(f"{path}: {error} is missing or not known") from error
