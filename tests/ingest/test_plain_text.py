"""Texts in every encoding that press offices send, and bytes that are no text."""

import random
from itertools import pairwise

import pytest

from pipeline.document import Scan
from pipeline.errors import UnreadableError
from pipeline.ingest import scan
from pipeline.layout import compose

TEXT = "Children’s services in Durham are “good” – £1.2m\n\nInspectors met staff at a café.\n" * 3


def scanned(data: bytes) -> Scan:
    return scan(data, "release.txt")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="utf-8 with a mark"),
        pytest.param(TEXT.encode("utf-16"), id="utf-16"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), id="utf-16, big end first"),
        pytest.param(TEXT.encode("cp1252"), id="cp1252"),
        pytest.param(TEXT.encode("mac_roman"), id="mac_roman"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="line ends of Windows"),
    ],
)
def test_a_text_is_read_whatever_its_encoding(data: bytes) -> None:
    found = scanned(data)
    assert found.media_type == "text/plain"
    assert found.problems == []
    assert [line.text for line in found.pages[0].lines] == [t for t in TEXT.splitlines() if t]


def test_a_lines_place_counts_columns_and_lines() -> None:
    (page,) = scanned(b"One\n\n   Two \n\tThree\n").pages
    assert [(line.text, line.x0, line.top, line.x1) for line in page.lines] == [
        ("One", 0, 0, 3),
        ("Two", 3, 2, 6),
        ("Three", 4, 3, 9),
    ]


@pytest.mark.parametrize("slip", [b" caf\xe9 ", b"\xff", b"\xe2\x80"])
def test_a_slip_in_utf8_costs_its_characters_and_is_a_problem(slip: bytes) -> None:
    found = scanned(TEXT.encode() + slip)
    first = [line.text for line in found.pages[0].lines[:2]]
    assert first == [text for text in TEXT.splitlines() if text][:2]
    assert [p.code for p in found.problems] == ["unknown_characters"]
    assert "save it again as UTF-8" in found.problems[0].message


def test_a_utf16_text_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    found = scanned(TEXT.encode("utf-16")[:-1])
    assert found.pages[0].lines[0].text == TEXT.split("\n")[0]
    assert [p.code for p in found.problems] == ["unknown_characters"]


def test_a_character_that_is_never_printed_becomes_a_space() -> None:
    (line,) = scanned(b"The report\x01was " + b"long " * 40).pages[0].lines
    assert line.text.startswith("The report was long")


JUNK = random.Random(5).randbytes(4000)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b" \n\t\r\n", "empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf\n", "empty", id="a mark and no text"),
        pytest.param(JUNK, "unknown_type", id="any bytes"),
        pytest.param(JUNK.replace(b"\x00", b""), "not_text", id="any bytes but zero"),
        pytest.param(b"text " * 600 + b"\x00\x01\x02" * 300, "not_text", id="junk behind a text"),
        pytest.param(b"\x01\x02\x03" * 50, "not_text", id="signs that are never printed"),
        pytest.param("日本語のテキスト".encode("shift_jis") * 40, "not_text", id="shift_jis"),
        pytest.param(b"{\\rtf1\\ansi A report}", "unknown_type", id="rich text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"x" * 90, "unknown_type", id="picture"),
        pytest.param(b"PK\x03\x04" + b"x" * 90, "unknown_type", id="Word file"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as error:
        scanned(data)
    assert error.value.code == code
    assert ": " in str(error.value)  # what is wrong: what to do


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Help and protection\tGood", ["Help and protection", "Good"]),
        ("Help and protection      Good", ["Help and protection", "Good"]),
        ("Help and protection ....... Good", ["Help and protection", "Good"]),
        ("| Care leavers | Good | 2 |", ["Care leavers", "Good", "2"]),
        ("1.\tHelp and protection\tGood", ["1. Help and protection", "Good"]),
        ("•     A bullet and its words", ["• A bullet and its words"]),
        (
            "Two  spaces, a dash – and three dots... end",
            ["Two  spaces, a dash – and three dots... end"],
        ),
    ],
)
def test_the_cells_of_a_row_stand_beside_each_other(text: str, cells: list[str]) -> None:
    (page,) = scanned(text.encode()).pages
    assert [line.text for line in page.lines] == cells
    assert {line.top for line in page.lines} == {0}
    for left, right in pairwise(page.lines):
        assert left.x1 + 1 < right.x0


def test_numbers_without_a_dot_open_the_items_of_a_list() -> None:
    text = "1\tHire two more cooks\n2\tMend the kitchen door\n\n7\tForty people live here\n1\t2\n"
    (page,) = scanned(text.encode()).pages
    assert [line.text for line in page.lines] == [
        "1\tHire two more cooks",
        "2\tMend the kitchen door",
        "7",
        "Forty people live here",
        "1",
        "2",
    ]


def blocks(text: str) -> list[str]:
    document = compose(scanned(text.encode()), sha256="0" * 64, source="release.txt", size=1)
    return [document.text[block.start : block.end] for block in document.blocks]


def test_the_number_of_such_an_item_is_no_part_of_its_text() -> None:
    text = "It must:\n\n1\tHire two more cooks\n2\tMend the kitchen door\n"
    assert blocks(text) == ["It must:", "Hire two more cooks", "Mend the kitchen door"]


def test_a_line_that_breaks_early_stays_in_its_paragraph() -> None:
    text = (
        "Estyn came to the school in March and stayed for a week. The Chief\n"
        "Inspector, Nerys Pugh, spoke to governors. Each of them, with the\n"
        "Director of Education\nMair Lloyd, was there.\n\nIt was a good week."
    )
    assert len(blocks(text)) == 2


@pytest.mark.parametrize(
    "lines",
    [
        ["Marlshire Police", "News release", "Thursday 7 May 2020"],
        ["Train the staff who answer calls", "Repair the roof of the hall", "Buy a van."],
        ["Safety: Good", "Respect: Poor", "Overall: Reasonably good."],
        ["Mair Lloyd", "Director of Education", "Aberwen Council."],
    ],
)
def test_short_lines_of_a_list_or_address_stay_apart(lines: list[str]) -> None:
    wide = "A line of the text that is as wide as any that stands on this page of it."
    assert blocks("\n".join([*lines, "", wide]))[:-1] == lines
