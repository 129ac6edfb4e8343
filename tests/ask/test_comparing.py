import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.ask.answers import Answer
from pipeline.ask.comparing import compare
from pipeline.errors import AskError
from pipeline.records import Findings
from pipeline.store import connect

Write = Callable[..., Findings]
Keep = Callable[..., Path]

ASKED = {"kind": "area_for_improvement"}


@pytest.fixture
def database(write: Write, keep: Keep) -> Iterator[sqlite3.Connection]:
    staff = {"measure_class": "staff", "unit": "count", "confidence": 0.9}
    staff |= {"measure": "full time equivalent social workers"}
    hubs = staff | {"measure": "two hubs for social workers"}
    leeds = {"provider_id": "E08000035", "provider_name": "Leeds"}
    made = connect(
        keep(
            write(
                "A",
                framework="ofsted_sif",
                grades={"leadership": "good", "adoption": "good"},
                figures=[staff | {"value": 7.0, "value_text": "seven"}],
                inspection_end="2016-03-18",
            ),
            write(
                "B",
                grades={"impact_of_leaders": "inadequate"},
                recommendations=[{"text": "Do", **ASKED}],
                figures=[staff | {"value": 9.0, "value_text": "nine"}],
                inspection_end="2019-09-20",
            ),
            write(
                "C",
                grades={"impact_of_leaders": "good"},
                figures=[
                    hubs | {"value": 2.0, "value_text": "two"},
                    staff | {"value": 3.0, "value_text": "3", "measure": staff["measure"].title()},
                ],
                inspection_end="2020-01-02",
                **leeds,
            ),
        )
    )
    yield made
    made.close()


def cells(answer: Answer) -> dict[object, tuple[object, ...]]:
    return {row[0]: row[1:] for row in answer.rows}


def test_providers_stand_side_by_side(database: sqlite3.Connection) -> None:
    grades, counts, figures = compare(database, ["Durham", "Leeds"])
    assert grades.columns == ("area", "Durham County Council", "Leeds City Council")
    assert cells(grades) == {
        "leadership": ("inadequate, 2019-09-20", "good, 2020-01-02"),
        "adoption": ("good, 2016-03-18", None),
    }
    assert cells(counts)["documents"] == (2, 1)
    assert cells(counts)["latest document"][0] == "2019-09-20 ofsted ilacs"
    assert cells(counts)["area_for_improvement"] == (1, 0)
    assert figures.rows == (
        ("full time equivalent social workers", "count", "nine, 2019-09-20", "3, 2020-01-02"),
    )


def test_dates_of_one_provider_stand_side_by_side(database: sqlite3.Connection) -> None:
    grades, counts, _ = compare(database, ["2016", "Durham", "2019-09"])
    assert grades.columns == ("area", "2016", "2019-09")
    assert cells(grades)["leadership"] == ("good, 2016-03-18", "inadequate, 2019-09-20")
    assert cells(counts)["documents"] == (1, 1)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (["Durham"], "two sides"),
        (["Durham", "2016"], "two sides"),
        (["2016", "2019"], "two sides"),
        (["Durham", "2016", "2017"], "nothing about Durham County Council of 2017: there is 2016"),
        (["Durham", "Nowhere"], "no provider 'Nowhere'"),
    ],
)
def test_what_cannot_be_compared_is_an_error(
    database: sqlite3.Connection, wanted: list[str], said: str
) -> None:
    with pytest.raises(AskError, match=said):
        compare(database, wanted)
