import pytest

from pipeline.corrections.words import find, moved, page_at, place
from pipeline.errors import CorrectionError

TEXT = "The board’s plan is good.\nThe plan is late. Children in\ncare are well – and safe."
PAGES = ((0, 1), (26, 2), (60, 3))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("plan is", ["plan is", "plan is"]),
        ("board's plan", ["board’s plan"]),
        ("Children in care", ["Children in\ncare"]),
        ("well - and", ["well – and"]),
        ("good. The", ["good.\nThe"]),
        ("children in", []),
        ("lan.", []),
        ("  ", []),
    ],
)
def test_words_are_found_as_they_are_printed(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in find(TEXT, words)] == found


def test_an_offset_is_on_the_page_that_began_last() -> None:
    assert [page_at(PAGES, at) for at in (0, 25, 26, 59, 60, 99)] == [1, 1, 2, 2, 3, 3]
    assert page_at((), 5) == 1


def test_words_that_stand_once_have_a_place() -> None:
    assert place(TEXT, PAGES, "plan is", page=2) == (30, 37)


@pytest.mark.parametrize(
    ("words", "page", "message"),
    [
        ("plan is", None, "2 times. Give more words, or --page.*page 1 .*; page 2 "),
        ("plan is", 3, "is not on page 3, but on page 1, 2"),
        ("nowhere", None, "does not say 'nowhere': copy the words"),
        ("", None, "does not say ''"),
    ],
)
def test_words_without_one_place_are_said_where_they_are(
    words: str, page: int | None, message: str
) -> None:
    with pytest.raises(CorrectionError, match=message):
        place(TEXT, PAGES, words, page)


def test_a_terminal_has_nothing_to_obey() -> None:
    with pytest.raises(CorrectionError) as refused:
        place("plan \x1b[2J plan", (), "plan")
    assert "\x1b" not in str(refused.value)


def test_of_two_places_the_nearer_one_is_where_words_went() -> None:
    assert moved(TEXT, 32, 39, "plan is") == (30, 37)
    assert moved(TEXT, 10, 17, "plan is") == (12, 19)
    assert moved(TEXT, 12, 19, "plan is") == (12, 19)
    assert moved(TEXT, 12, 19, "no more") is None
