import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.wording import LEFT_OUT, Wording, words_of

REPORT = """Children’s services are well-led.
Managers’ over-
sight of practice – and of pre-proceedings work – is regular, and 46 per cent of plans are good.
Too many children wait too long for help and some are left in situations of harm.
Staff do not always listen to children, but they know their families well."""


def found(quotation: str) -> tuple[str, str] | None:
    """The report's words and how they agree."""
    passage = Wording(REPORT).find(quotation)
    if passage is None:
        return None
    return REPORT[passage.start : passage.end], passage.match


@pytest.mark.parametrize(
    ("quotation", "printed"),
    [
        ("children's services are WELL-LED", "Children’s services are well-led"),
        ("managers' oversight of practice", "Managers’ over-\nsight of practice"),
        (
            "practice - and of pre-proceedings work - is",
            "practice – and of pre-proceedings work – is",
        ),
        ("well-led. Managers", "well-led.\nManagers"),
        ("listen to  children", "listen to children"),
    ],
)
def test_other_marks_capitals_and_line_ends_are_the_same_words(
    quotation: str, printed: str
) -> None:
    assert found(quotation) == (printed, "exact")


@pytest.mark.parametrize(
    ("quotation", "printed"),
    [
        (
            "too many children wait too long for help, and some are left in harm",
            "Too many children wait too long for help and some are left in situations of harm",
        ),
        (
            "Too many children … are left in situations of harm",
            "Too many children wait too long for help and some are left in situations of harm",
        ),
        ("they know [the] families well", "they know their families well"),
    ],
)
def test_other_words_here_and_there_are_nearly_the_same(quotation: str, printed: str) -> None:
    assert found(quotation) == (printed, "nearly")


@pytest.mark.parametrize(
    "quotation",
    [
        "Staff do always listen to children, but they know their families well",
        "Managers’ oversight of practice and of pre-proceedings work is regular, and 64 per cent "
        "of plans are good",
        "oversight of practice and of pre-proceedings work is regular, and 46 per cent of plans "
        "are outstanding",
    ],
)
def test_a_denial_left_out_and_another_number_or_grade_turn_the_sense(quotation: str) -> None:
    passage = found(quotation)
    assert passage is not None
    assert passage[1] == "turned"


@pytest.mark.parametrize(
    "quotation",
    [
        "children wait patiently for the help that they have been promised",
        "dynamic and flexible",
        "help … wait too long",
        "listen children",
        "",
        "…",
    ],
)
def test_other_words_are_not_found(quotation: str) -> None:
    assert found(quotation) is None


def test_the_first_of_two_passages_is_found() -> None:
    passage = Wording("Good work. Good work.").find("good work")
    assert passage is not None
    assert (passage.start, passage.end) == (0, 9)


TEXTS = st.text(alphabet="ab ’-–\n.…[]ﬁÉ1\u00ad", max_size=60)


@given(TEXTS, TEXTS)
def test_what_is_found_lies_in_the_text_and_is_exact_only_with_the_same_words(
    text: str, quotation: str
) -> None:
    passage = Wording(text).find(quotation)
    if passage:
        words = text[passage.start : passage.end]
        assert words == words.strip() != ""
        said = words_of(LEFT_OUT.sub(" … ", quotation))
        assert (passage.match == "exact") == (words_of(words) == said)


@given(TEXTS)
def test_a_text_s_own_words_are_found_in_it(text: str) -> None:
    words = words_of(text)
    if words:
        passage = Wording(text).find(" ".join(words))
        assert passage is not None
        assert passage.match == "exact"
