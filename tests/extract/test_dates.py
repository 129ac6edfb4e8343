"""Printed dates and ranges, as reports really print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.dates import find_dates, full_days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9–24 November 2017", "2017-11-09", "2017-11-24"),
        ("12 September to 6 October 2016", "2016-09-12", "2016-10-06"),
        ("27 February 2018 to 22 March 2018", "2018-02-27", "2018-03-22"),
        ("8 to 12 July 2019 and 7 to 8 August 2019", "2019-07-08", "2019-08-08"),
        ("31 July and 1 August 2019", "2019-07-31", "2019-08-01"),
        ("4, 5 and 6 October 2022", "2022-10-04", "2022-10-06"),
        ("1 9 June 2017", "2017-06-19", "2017-06-19"),
        ("Thursday 17th August 2023", "2023-08-17", "2023-08-17"),
        ("30 December 2019 to 3 January 2020", "2019-12-30", "2020-01-03"),
        ("December 2011", "2011-12", "2011-12"),
        ("in 2018", "2018", "2018"),
        ("28/11/2022", "2022-11-28", "2022-11-28"),
        ("28\xa0November\xa02022", "2022-11-28", "2022-11-28"),
    ],
)
def test_dates(text: str, first: str, last: str) -> None:
    assert [(d.first, d.last) for d in find_dates(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "2012–13",
        "on 18 January",
        "3,351 children",
        "12 may be",
        "0300 123 1231",
        "£2018",
        "45 Marches",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_a_year_from_outside_completes_a_day() -> None:
    assert [(d.first, d.last) for d in full_days("on 13 and 14 July", "2021")] == [
        ("2021-07-13", "2021-07-14")
    ]


@given(st.text())
def test_any_text_gives_dates_inside_it_in_order(text: str) -> None:
    found = find_dates(text)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert found == sorted(found)


@pytest.mark.parametrize("text", ["31 February 2018", "September 39, 2017", "30/02/2020"])
def test_days_that_no_calendar_has(text: str) -> None:
    assert all(len(found.first) < 10 for found in find_dates(text))
