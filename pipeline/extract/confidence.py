"""How sure a row is: how often its rule was right on annotated documents.

`models/confidence.toml` holds what `tests/benchmarks/calibrate.py` counted, by table and rule:
[right, rows]. A rule that was seen rarely is not sure, one that was never seen is at 0.5.
"""

import math
from functools import cache

from pipeline import models
from pipeline.frameworks.load import read_toml


@cache
def confidence(table: str, rule: str) -> float:
    """(right + 1) / (rows + 2) of a rule, Laplace's rule of succession, cut to two digits."""
    right, rows = _counted().get(table, {}).get(rule, (0, 0))
    return math.floor(100 * (right + 1) / (rows + 2)) / 100


@cache
def _counted() -> dict[str, dict[str, tuple[int, int]]]:
    return read_toml(models.path("confidence.toml"))
