"""Confidence is counted, not claimed."""

import tomllib

import pytest

from pipeline import models
from pipeline.extract import confidence as module
from pipeline.extract.confidence import confidence


def test_the_counts_that_ship_are_possible() -> None:
    counts = tomllib.loads(models.path("confidence.toml").read_text(encoding="utf-8"))
    assert set(counts) == {"judgements", "recommendations", "officials", "quotations", "figures"}
    for table, rules in counts.items():
        for rule, (right, rows) in rules.items():
            assert 0 <= right <= rows > 0, rule
            assert 0 < confidence(table, rule) < 1


def test_confidence_is_what_was_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"figures": {"often": (98, 98), "seldom": (1, 1), "wrong": (0, 3)}}
    monkeypatch.setattr(module, "_counted", lambda: counted)
    confidence.cache_clear()
    try:
        assert confidence("figures", "often") == 0.99
        assert confidence("figures", "seldom") == 0.66
        assert confidence("figures", "wrong") == 0.2
        assert confidence("figures", "never seen") == 0.5
    finally:
        confidence.cache_clear()
