"""Headers, footers, page numbers and footnotes are set aside; everything else stays."""

import pytest
from setting import HEIGHT, document_of, line, lines, page, shown

from pipeline.document import Document, Kind, Line, Page

FOOT = HEIGHT - 30


def body(number: int) -> list[Line]:
    """A page's worth of text that no other page holds."""
    return lines(
        *(f"Leaders of part {letter} know their services well." for letter in "abcdef"[number:]),
        f"Inspectors saw it all {'once ' * number}in the end.",
    )


def of_kind(read: Document, kind: Kind) -> list[str]:
    return [read.of(block) for block in read.blocks if block.kind is kind]


def pages(*extra: list[Line]) -> list[Page]:
    return [page(body(number), each, number=number) for number, each in enumerate(extra, 1)]


def test_running_lines_are_set_aside_behind_the_body() -> None:
    read = document_of(
        *pages(*([line("Inspection report: Westshire", 72, 40), line("Ofsted", 72, FOOT)],) * 3)
    )
    assert of_kind(read, Kind.FURNITURE) == ["Inspection report: Westshire", "Ofsted"] * 3
    assert "Ofsted" not in read.body
    assert read.body == read.text[: read.body_end]
    assert read.text[read.body_end :].startswith("Inspection report: Westshire\n")


def test_headers_of_odd_and_even_pages_are_both_set_aside() -> None:
    odd, even = [line("Westshire County Council", 300, 40)], [line("Inspection report", 72, 44)]
    read = document_of(*pages(odd, even, odd, even))
    assert (
        of_kind(read, Kind.FURNITURE)
        == [
            "Westshire County Council",
            "Inspection report",
        ]
        * 2
    )


def test_a_header_with_a_number_that_counts_is_set_aside() -> None:
    read = document_of(*pages(*([line(f"Report, page {k}", 72, 40)] for k in (1, 2, 3))))
    assert of_kind(read, Kind.FURNITURE) == [f"Report, page {k}" for k in (1, 2, 3)]


@pytest.mark.parametrize("number", ["2", "Page 2 of 9", "2/9", "2 of 9", "page 12"])
@pytest.mark.parametrize("baseline", [30, FOOT])
def test_a_page_number_is_set_aside_even_on_a_page_by_itself(number: str, baseline: float) -> None:
    read = document_of(page(body(1), line(number, 500, baseline)))
    assert of_kind(read, Kind.FURNITURE) == [number]


def test_a_page_number_beside_a_running_footer_is_set_aside() -> None:
    read = document_of(
        *pages(*([line("Ofsted", 72, FOOT), line(str(k), 500, FOOT)] for k in (1, 2, 3)))
    )
    assert of_kind(read, Kind.FURNITURE) == ["Ofsted", "1", "Ofsted", "2", "Ofsted", "3"]


def test_a_grade_at_the_foot_of_a_page_is_not_furniture() -> None:
    row = [line("Quality of teaching", 72, FOOT), line("2", 400, FOOT)]
    read = document_of(*pages([], row, []))
    assert of_kind(read, Kind.FURNITURE) == []
    assert ("row", "Quality of teaching | 2") in shown(read)


def test_a_telephone_number_at_the_foot_of_a_letter_is_not_a_page_number() -> None:
    sender = [line("Textphone 0161 618", 72, FOOT), line("8524", 184, FOOT)]
    read = document_of(*pages(sender, [], []))
    assert "8524" in read.body


def test_what_is_printed_at_the_head_of_one_page_only_is_not_furniture() -> None:
    read = document_of(*pages([line("Care leavers: Good", 72, 40)], [], []))
    assert "Care leavers: Good" in read.body


def test_the_same_words_at_different_heights_are_not_furniture() -> None:
    read = document_of(*pages([line("Good", 72, 40)], [line("Good", 72, 70)], []))
    assert read.body.count("Good") == 2


@pytest.mark.parametrize("mark", ["1.", "\uf0a7", "•", "a)"])
def test_a_lists_mark_found_apart_is_not_furniture(mark: str) -> None:
    heads = [[line(mark, 72, 60), line(f"Keep {k} promises", 90, 60)] for k in ("all", "no", "my")]
    read = document_of(*pages(*heads))
    assert of_kind(read, Kind.FURNITURE) == []
    assert [b.marker for b in read.blocks if "promises" in read.of(b)] == [mark] * 3


def note(mark: str, text: str, baseline: float) -> Line:
    return line(f"{mark} {text}", 72, baseline, size=9, marks=((0, len(mark)),))


def test_a_footnote_stands_behind_the_paragraph_that_it_interrupts() -> None:
    read = document_of(
        page(
            line("The board meets often and its chair, who is", baseline=200),
            line("independent of the council1, reports to", baseline=214, marks=((26, 27),)),
            note("1", "The chair was appointed in May.", 700),
            line("She reports monthly.", 72, 711, size=9),
            note("2", "See the annual report.", 722),
        ),
        page(lines("the chief executive of the council.", top=60), number=2),
    )
    assert shown(read) == [
        (
            "paragraph",
            "The board meets often and its chair, who is independent of the council, reports to "
            "the chief executive of the council.",
        ),
        ("note", "The chair was appointed in May. She reports monthly."),
        ("note", "See the annual report."),
    ]
    assert [block.marker for block in read.blocks] == ["", "1", "2"]
    assert read.body_end == len(read.text)


def test_the_mark_of_a_footnote_takes_no_digits_of_its_text() -> None:
    read = document_of(page(body(1), line("12016 was a year.", 72, 700, size=9, marks=((0, 1),))))
    (footnote,) = (block for block in read.blocks if block.kind is Kind.NOTE)
    assert (footnote.marker, read.of(footnote)) == ("1", "2016 was a year.")


def test_a_footnotes_mark_found_apart_opens_it() -> None:
    apart = [line("3", 72, 700, size=6), line("See page four.", 80, 702, size=9)]
    read = document_of(page(body(1), apart))
    assert of_kind(read, Kind.NOTE) == ["See page four."]


def test_small_print_without_a_mark_is_not_a_footnote() -> None:
    read = document_of(page(body(1), line("Crown copyright", 72, 700, size=9)))
    assert of_kind(read, Kind.NOTE) == []
    assert "Crown copyright" in read.body


def test_small_print_above_the_last_line_of_the_body_is_not_a_footnote() -> None:
    read = document_of(page(lines("One", "Two"), note("1", "aside", 228), line("Three", 72, 242)))
    assert of_kind(read, Kind.NOTE) == []
    assert shown(read)[-1] == ("paragraph", "Three")


def test_a_note_mark_that_the_reader_found_apart_parts_nothing() -> None:
    read = document_of(
        page(
            line("Four live in residential schools,", 72, 200),
            line("3", 270.5, 196, size=7, marks=((0, 1),)),
            line(" of whom all live outside the authority.", 275, 200),
        )
    )
    assert shown(read) == [
        ("paragraph", "Four live in residential schools, of whom all live outside the authority.")
    ]


def test_a_letterhead_that_is_drawn_last_comes_first() -> None:
    letter = lines("Dear Ms Example", f"Thank you {'very ' * 12}much.", pitch=30)
    sender = lines("Ofsted", "Store Street", "Manchester", top=60, x0=300)
    read = document_of(page(letter, sender))
    texts = [text for _, text in shown(read)]
    assert texts[:4] == ["Ofsted", "Store Street", "Manchester", "Dear Ms Example"]


def test_a_column_that_reaches_down_to_the_letter_stays_where_it_is_drawn() -> None:
    letter = lines("Dear Ms Example", "Thank you for your welcome.", pitch=30)
    aside = lines("Ofsted", "Store Street", top=190, x0=400)
    texts = [text for _, text in shown(document_of(page(letter, aside)))]
    assert texts[0] == "Dear Ms Example"
