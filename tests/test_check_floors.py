import pytest
from check_floors import compare, digest, moved

FLOORS = {"judgements": {"f1": 0.96, "precision": 1.0}, "figures": {"f1": 0.5}}


def test_a_measure_below_its_floor_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    scores = {"judgements": {"f1": 0.97, "precision": 0.9999}, "figures": {"f1": 0.5}}
    assert compare(FLOORS, scores) == ["judgements precision"]
    assert capsys.readouterr().out.count("BELOW") == 1


def test_a_score_that_is_absent_counts_as_nothing() -> None:
    assert compare(FLOORS, {}) == ["judgements f1", "judgements precision", "figures f1"]


SCORES = {"judgements": {"f1": 0.9871, "precision": 0.8}, "figures": {"f1": 0.4999}}


def test_raised_floors_only_rise() -> None:
    assert moved(FLOORS, SCORES, max) == {
        "judgements": {"f1": 0.987, "precision": 1.0},
        "figures": {"f1": 0.5},
    }


def test_lowered_floors_only_fall() -> None:
    assert moved(FLOORS, SCORES, min) == {
        "judgements": {"f1": 0.96, "precision": 0.8},
        "figures": {"f1": 0.499},
    }


def test_the_digest_follows_the_gold(tmp_path) -> None:
    (tmp_path / "a.json").write_text("{}")
    before = digest([tmp_path])
    (tmp_path / "a.json").write_text("[]")
    assert digest([tmp_path]) != before
    assert digest([tmp_path]) == digest([tmp_path / "a.json"])
