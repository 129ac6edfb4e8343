"""Inspection frameworks, inspectorates and grade scales: data of `models/`, read once.

A framework is one TOML file under `models/frameworks/` (its README explains every key): how
to recognise its documents, its judgement areas with the names they are printed under, its
grade scale, its section headings, and examples that the tests run. An inspectorate is one
file under `models/inspectorates/`: names, scale and usual areas, for texts such as press
releases that follow no framework's layout. Scales are shared in `models/scales.toml`.
"""

from pipeline.frameworks.load import by_id, inspectorates, load, scales
from pipeline.frameworks.model import (
    Area,
    Example,
    Framework,
    Grade,
    Inspectorate,
    Scale,
    Section,
    Variant,
)
from pipeline.frameworks.phrases import Finder, fold

__all__ = [
    "Area",
    "Example",
    "Finder",
    "Framework",
    "Grade",
    "Inspectorate",
    "Scale",
    "Section",
    "Variant",
    "by_id",
    "fold",
    "inspectorates",
    "load",
    "scales",
]
