"""PDFs whose every place is known, because reportlab prints them here."""

from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest
from printed import HEIGHT, WIDTH, Pen, pdf, pdf_saying, written
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.document import Document, Line, Scan
from pipeline.ingest import scan
from pipeline.ingest.glyphs import OPEN_PAGES
from pipeline.layout import compose
from pipeline.records import Box


def scanned(data: bytes) -> Scan:
    return scan(data, "report.pdf")


def lines_of(data: bytes) -> list[Line]:
    return [line for page in scanned(data).pages for line in page.lines]


def texts(data: bytes) -> list[str]:
    return [line.text.strip() for line in lines_of(data)]


def document_of(data: bytes) -> Document:
    return compose(scanned(data), sha256="0" * 64, source="report.pdf", size=len(data))


def boxes_of(document: Document, words: str) -> tuple[Box, ...]:
    start = document.text.index(words)
    return document.boxes(start, start + len(words))


def assert_over(box: Box, x0: float, baseline: float, x1: float, size: float = 12) -> None:
    """The box lies over letters that reportlab set there (side bearings are under a point)."""
    assert (box.x0, box.x1) == pytest.approx((x0, x1), abs=1.5)
    assert baseline - size < box.top < baseline - size / 2
    assert baseline - 0.5 <= box.bottom < baseline + size / 3


def test_a_line_knows_where_and_how_it_is_printed() -> None:
    def draw(pen: Pen) -> None:
        pen.write(72, 100, "Overall effectiveness", size=18, bold=True)
        pen.write(90, 140, "Leaders know their services.", size=11)

    heading, body = lines_of(pdf(draw))
    assert (heading.text.strip(), heading.bold, heading.page) == ("Overall effectiveness", True, 1)
    assert (heading.size, heading.baseline) == (pytest.approx(18), pytest.approx(100))
    assert_over(
        Box(1, *heading[3:7]),
        72,
        100,
        72 + stringWidth("Overall effectiveness", "Helvetica-Bold", 18),
        18,
    )
    assert (body.bold, body.size, body.baseline) == (False, pytest.approx(11), pytest.approx(140))
    assert body.x0 == pytest.approx(90, abs=1.5)


def test_a_size_set_by_the_matrix_is_the_size_shown() -> None:
    def draw(pen: Pen) -> None:
        pen.canvas.scale(2, 2)
        pen.canvas.setFont("Helvetica", 7)
        pen.canvas.drawString(36, 300, "Scaled")

    (line,) = lines_of(pdf(draw))
    assert line.size == pytest.approx(14)
    assert line.baseline == pytest.approx(HEIGHT - 600)


def test_a_gap_between_columns_parts_a_line() -> None:
    def draw(pen: Pen) -> None:
        pen.write(72, 100, "Help and protection")
        pen.write(400, 100, "Good")
        end = pen.write(72, 120, "Words that stand")
        pen.write(end + 15, 120, "a little apart")

    assert texts(pdf(draw)) == ["Help and protection", "Good", "Words that stand a little apart"]


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    def draw(pen: Pen) -> None:
        pen.write(72, 100, "Overall effectiveness is good.")
        pen.write(72, 130, "Judgement")
        pen.write(400, 130, "Grade")
        pen.grid([60, 300, 500], [110, 140])

    data = pdf(draw, turn=turn)
    (page,) = scanned(data).pages
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    assert [line.text.strip() for line in page.lines] == [
        "Overall effectiveness is good.",
        "Judgement",
        "Grade",
    ]
    assert [line.baseline for line in page.lines] == pytest.approx([100, 130, 130], abs=0.1)
    before = stringWidth("Overall ", "Helvetica", 12)
    word = stringWidth("effectiveness", "Helvetica", 12)
    (box,) = boxes_of(document_of(data), "effectiveness")
    assert_over(box, 72 + before, 100, 72 + before + word)
    rules = {((r.x0 + r.x1) / 2, (r.top + r.bottom) / 2) for r in page.rules}
    assert rules == {(280, 110), (280, 140), (60, 125), (300, 125), (500, 125)}


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_places_are_counted_from_the_corner_of_the_part_that_is_shown(turn: int) -> None:
    data = pdf(written("Overall effectiveness is good."), turn=turn, crop=(50, 30, 560, 700))
    (page,) = scanned(data).pages
    assert (page.width, page.height) == (510, 670)
    (box,) = boxes_of(document_of(data), "Overall")
    assert_over(box, 72 - 50, 100 - 30, 72 - 50 + stringWidth("Overall", "Helvetica", 12))


def characters(data: bytes, words: str) -> list[tuple[float, float, float, float]]:
    """pdfium's own boxes of some words, from the top left of the page."""
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    start = page.get_text_range().index(words)
    boxes = [page.get_charbox(start + k) for k, c in enumerate(words) if not c.isspace()]
    return [(x0, HEIGHT - top, x1, HEIGHT - bottom) for x0, bottom, x1, top in boxes]


@pytest.mark.parametrize("words", ["was", "judged to be good", "The grade was judged", "in May."])
def test_the_box_of_words_holds_their_letters_and_no_others(words: str) -> None:
    data = pdf(written("The grade was judged to be good in May."))
    (box,) = boxes_of(document_of(data), words)
    letters = characters(data, words)
    assert box.x0 == pytest.approx(min(x0 for x0, *_ in letters), abs=0.1)
    assert box.x1 == pytest.approx(max(x1 for _, _, x1, _ in letters), abs=0.1)
    assert box.top <= min(top for _, top, *_ in letters) + 0.1
    assert box.bottom >= max(bottom for *_, bottom in letters) - 0.1


def test_words_over_two_lines_and_pages_have_a_box_on_each() -> None:
    first = [*["A line that fills the page from its left to its right margin, as they do"] * 40]
    data = pdf(written(*first, "and its leaders are judged to be"), written("good at last."))
    boxes = boxes_of(document_of(data), "judged to be good")
    assert [box.page for box in boxes] == [1, 2]
    assert boxes[1].x0 == pytest.approx(72, abs=1.5)


def test_boxes_survive_when_the_page_was_closed_in_between() -> None:
    count = OPEN_PAGES + 3
    data = pdf(*(written(f"Page with the word needle{k} in it.") for k in range(count)))
    document = document_of(data)
    for k in range(count):
        (box,) = boxes_of(document, f"needle{k} ")
        assert box.page == k + 1
        assert box.x0 == pytest.approx(72 + stringWidth("Page with the word ", "Helvetica", 12), 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [("improve", ""), ("the Board", " meets often"), ("to improve?", ""), ("‘good’", " and")],
)
def test_a_raised_digit_behind_a_word_is_a_note_mark(before: str, after: str) -> None:
    def draw(pen: Pen) -> None:
        end = pen.write(72, 100, before)
        end = pen.write(end, 96, "1", size=7)
        pen.write(end, 100, after)

    line = lines_of(pdf(draw))[0]
    (mark,) = line.marks
    assert line.text[slice(*mark)] == "1"
    assert line.text[: mark[0]] == before
    assert document_of(pdf(draw)).text == f"{before}{after}\n"


def test_a_note_mark_that_stands_apart_belongs_to_the_line_before_it() -> None:
    def draw(pen: Pen) -> None:
        end = pen.write(72, 100, "What needs to improve?", bold=True)
        pen.write(end + 1.5, 93, "1", size=6)
        pen.write(72, 130, "What inspectors found")
        pen.write(300, 123, "2", size=6)

    heading, mark, _, apart = lines_of(pdf(draw))
    assert (heading.marks, mark.text.strip(), mark.marks) == ((), "1", ((0, len(mark.text)),))
    assert (apart.text.strip(), apart.marks) == ("2", ())
    assert document_of(pdf(draw)).text.startswith("What needs to improve?\n")


def test_a_raised_digit_that_opens_a_line_is_a_note_mark() -> None:
    def draw(pen: Pen) -> None:
        end = pen.write(72, 700, "2", size=6)
        pen.write(end, 702, " The board is statutory.", size=9)

    (line,) = lines_of(pdf(draw))
    assert line.text == "2 The board is statutory."
    assert line.marks == ((0, 1),)


@pytest.mark.parametrize("text", ["Key stage 1 results", "Durham2 is a name", "in 2016, 25%", "A1"])
def test_a_digit_of_full_size_is_no_note_mark(text: str) -> None:
    assert [line.marks for line in lines_of(pdf(written(text)))] == [()]


def test_a_hyphen_at_a_lines_end_parts_lines() -> None:
    data = pdf(written("Leaders act before the pre-", "proceedings stage and after it."))
    assert texts(data) == ["Leaders act before the pre-", "proceedings stage and after it."]
    (box,) = boxes_of(document_of(data), "stage")
    assert_over(
        box,
        72 + stringWidth("proceedings ", "Helvetica", 12),
        114,
        72 + stringWidth("proceedings stage", "Helvetica", 12),
    )


WIDE_LINE = 72 + stringWidth("one A two xAy ", "Helvetica", 12)


@pytest.mark.parametrize(
    ("meaning", "shown"),
    [
        ("😀", "one 😀 two x😀y end"),
        ("ffi", "one ffi two xffiy end"),
        ("\n", "one two x y end"),
        ("\u2028", "one two x y end"),
        ("\x00", "one \ufffd two x\ufffdy end"),
        ("\ufffe", "one two xy end"),
        ("\x02", "one two xy end"),
    ],
)
def test_odd_characters_do_not_move_the_boxes_of_those_behind_them(
    meaning: str, shown: str
) -> None:
    data = pdf_saying("one A two xAy end\nwords below multi-\nagency", {"A": meaning})
    document = document_of(data)
    assert document.text.startswith(shown)
    (below,) = boxes_of(document, "below")
    start = 72 + stringWidth("words ", "Helvetica", 12)
    assert_over(below, start, 156, start + stringWidth("below", "Helvetica", 12))
    if len(shown) == len("one A two xAy end"):
        (end,) = boxes_of(document, "end")
        assert_over(end, WIDE_LINE, 142, WIDE_LINE + stringWidth("end", "Helvetica", 12))


def test_a_page_whose_characters_are_unknown_is_a_problem() -> None:
    letters = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "\x00")
    found = scanned(pdf_saying("nobody can say what this says", letters))
    assert [(p.code, p.page) for p in found.problems] == [("unknown_characters", 1)]
    assert "ocrmypdf" in found.problems[0].message


def test_a_page_with_a_sign_that_is_unknown_is_no_problem() -> None:
    assert scanned(pdf_saying("an A among many other letters", {"A": "\x00"})).problems == []


def test_text_printed_with_a_negative_size_keeps_its_line() -> None:
    def draw(pen: Pen) -> None:
        pen.canvas.transform(-1, 0, 0, -1, 72, HEIGHT - 100)
        pen.canvas.setFont("Helvetica", -12)
        pen.canvas.drawString(0, 0, "Printed the wrong way round twice")

    (line,) = lines_of(pdf(draw))
    assert (line.text, line.size) == ("Printed the wrong way round twice", pytest.approx(12))


def test_drawn_rules_are_kept_where_there_are_enough_for_a_table() -> None:
    def lone(pen: Pen) -> None:
        pen.write(72, 100, "Text")
        pen.rule(72, 110, 200, 110)

    def table(pen: Pen) -> None:
        pen.write(72, 100, "Text")
        pen.grid([60, 300], [80, 120])

    one, two = scanned(pdf(lone, table)).pages
    assert one.rules == ()
    assert len(two.rules) == 4
    assert {rule.page for rule in two.rules} == {2}


def gaps(lines: list[Line]) -> Iterator[float]:
    for above, below in pairwise(lines):
        yield below.baseline - above.baseline


def test_lines_stand_in_reading_order() -> None:
    found = lines_of(pdf(written("First", "Second", "Third", "Fourth")))
    assert [line.text.strip() for line in found] == ["First", "Second", "Third", "Fourth"]
    assert list(gaps(found)) == pytest.approx([14, 14, 14])
