import csv
import io
import json

import pytest

from pipeline import show
from pipeline.ask.answers import Answer
from pipeline.ask.formats import ROWS, Format, write
from pipeline.errors import AskError

NASTY = "=cmd|x, [bold]<script>\x1b[2J\u202e|\n2"
ROWS_OF_ALL = (("good_grade", 1234, 0.5), (NASTY, None, 2.0))


def printed(*answers: Answer, format_: Format = Format.TABLE) -> str:
    out = io.StringIO()
    write(answers, format_, out)
    return out.getvalue()


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(show, "WIDTH", 60)


def test_csv_and_json_are_exact() -> None:
    answer = Answer(("a", "n", "n"), ROWS_OF_ALL)
    rows = list(csv.reader(io.StringIO(printed(answer, format_=Format.CSV), newline="")))
    assert rows == [["a", "n", "n"], ["good_grade", "1234", "0.5"], [NASTY, "", "2"]]
    assert json.loads(printed(answer, format_=Format.JSON))[1] == {"a": NASTY, "n": None, "n_2": 2}


def test_several_answers_are_one_object_of_json_and_no_csv() -> None:
    one, two = Answer(("a",), ((1,),), "one"), Answer.about("two", "Two", {"b": 2, "c": ""})
    assert json.loads(printed(one, two, format_=Format.JSON)) == {
        "one": [{"a": 1}],
        "two": {"b": 2},
    }
    with pytest.raises(AskError, match=r"--part \(one, two\)"):
        printed(one, two, format_=Format.CSV)


def test_markdown_takes_no_word_for_markup() -> None:
    lines = printed(
        Answer(("a", "n"), (("a|b *c* <b>_d_", 3),), title="T"), format_=Format.MARKDOWN
    ).splitlines()
    assert lines[0] == "**T**"
    assert lines[2:] == ["| a | n |", "| --- | ---: |", r"| a\|b \*c\* \<b\>\_d\_ | 3 |"]


def test_bytes_and_nulls_are_printed() -> None:
    assert printed(Answer(("a",), ((b"\x00\xff",), (None,))), format_=Format.CSV) == 'a\n00ff\n""\n'


def test_tables_are_for_reading_unless_exact() -> None:
    said = printed(Answer.of("x", "T", ("is_it", "n", "f"), ROWS_OF_ALL))
    assert "good grade" in said
    assert "is it" in said
    assert "1,234" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "[bold]<script>" in said
    exact = printed(Answer(("is_it", "n", "f"), ROWS_OF_ALL, exact=True))
    assert "good_grade" in exact
    assert "1234" in exact


def test_ids_are_cut_to_what_finds_them() -> None:
    said = printed(Answer.of("x", "", ("id", "document_id"), [["0123456789abcdef"] * 2]))
    assert said.splitlines()[-1].split() == ["01234567", "0123456789abcdef"]


def test_a_long_table_says_what_is_left() -> None:
    said = printed(Answer(("n",), tuple((k,) for k in range(ROWS + 3))))
    assert "… 3 more rows: all of them with --format csv or json" in said
    assert str(ROWS) not in said.split("…")[0]


@pytest.mark.usefixtures("narrow")
def test_what_is_too_wide_is_left_out_split_or_stood_on_end() -> None:
    columns = tuple(f"column{k:02}" for k in range(8))
    row = tuple(f"cell{k:02}" for k in range(8))
    spare = printed(Answer(columns, (row,), spare=("column03",), exact=True))
    assert "cell00" in spare
    assert spare.count("\n") >= len(columns)  # still too wide: one below the other
    few = printed(Answer(columns[:7], (row[:7],), spare=("column06",), exact=True))
    assert "Too wide to show: column06" in few
    assert "cell06" not in few
    assert "cell05" in few
    bands = printed(Answer(columns, (row,), repeat=1, exact=True))
    assert bands.count("cell00") == 2
    assert bands.count("cell07") == 1
    assert max(map(len, (spare + few + bands).splitlines())) <= 60


@pytest.mark.usefixtures("narrow")
def test_no_word_is_broken_and_no_line_too_long() -> None:
    text = "unaccompanied asylum-seeking children " * 9
    said = printed(Answer.of("x", "", ("name", "text", "n"), [("Durham", text, 12345)] * 2))
    assert max(map(len, said.splitlines())) <= 60
    assert said.count("unaccompanied") == 18


def test_longer_texts_stand_below_their_row() -> None:
    rows = [("a", 3, "Some words")]
    said = printed(Answer.of("x", "1 found", ("id", "page", "text"), rows, below="text"))
    assert said.splitlines() == ["1 found", "a  page 3", "    Some words"]


def test_empty_answers_are_left_out_among_several() -> None:
    empty, full = Answer(("a",), (), "e", "Empty"), Answer(("b",), ((1,),), "f", "Full")
    assert "Empty" not in printed(empty, full)
    assert "Empty" in printed(empty)
