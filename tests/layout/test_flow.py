"""Lines become headings, paragraphs and list items, over lines and pages."""

import pytest
from setting import document, document_of, line, lines, locate, page, shown

from pipeline.document import Document, Kind, Line, Scan
from pipeline.layout import compose, from_text

FULL = "A line that fills the page from its left to its right margin as most of them do it"


def filled(*texts: str, top: float = 300, **more: float) -> list[Line]:
    """Lines that reach the right margin, whatever their letters."""
    return [each._replace(x1=564.0) for each in lines(*texts, top=top, **more)]


def items(read: Document) -> list[tuple[int, str, str]]:
    return [(b.level, b.marker, read.of(b)) for b in read.blocks if b.kind is Kind.ITEM]


# Headings


def test_headings_are_larger_or_bolder_than_the_body_and_ranked_by_size() -> None:
    read = document(
        line("Inspection of Westshire", baseline=100, size=20),
        line("Main findings", baseline=130, size=14, bold=True),
        *filled("Leaders know their services and they know them well enough to say so", top=160),
        line("Children in care", baseline=200, bold=True),
        *filled("Children in care live in homes that suit them and are visited there", top=220),
        line("Recommendations", baseline=260, size=14, bold=True),
    )
    headings = [(b.level, read.of(b)) for b in read.blocks if b.kind is Kind.HEADING]
    assert headings == [
        (1, "Inspection of Westshire"),
        (2, "Main findings"),
        (3, "Children in care"),
        (2, "Recommendations"),
    ]


def test_a_heading_over_two_lines_is_one_and_keeps_its_number() -> None:
    read = document(
        *filled("2.1 The experiences and progress of children", "in care", size=16, top=100),
        *filled("Children in care live in homes that suit them and are visited there", top=150),
    )
    assert shown(read)[0] == ("heading", "The experiences and progress of children in care")
    assert (read.blocks[0].marker, read.blocks[0].level) == ("2.1", 1)


@pytest.mark.parametrize(
    "text", ["Bold words that end like a sentence.", "Bold words; ", "B" * 230, "• A bold bullet"]
)
def test_bold_print_is_not_always_a_heading(text: str) -> None:
    read = document(line(text, baseline=100, bold=True), *filled("Plain text follows it", top=160))
    assert read.blocks[0].kind is not Kind.HEADING


def test_bold_and_plain_lines_part_a_heading_from_its_text() -> None:
    read = document(
        line("Care leavers", baseline=200, bold=True, x1=564),
        line("Young people are helped for as long as they need it", baseline=214),
    )
    assert [kind for kind, _ in shown(read)] == ["heading", "paragraph"]


# Paragraphs


def test_lines_at_the_usual_distance_are_one_paragraph() -> None:
    read = document(*filled("Leaders know their services", "and say what", "they need."))
    assert shown(read) == [("paragraph", "Leaders know their services and say what they need.")]


def test_a_wider_gap_parts_paragraphs() -> None:
    read = document(
        *filled("One thing that is said", "about leaders.", top=300),
        *filled("Another thing that is said", "about children.", top=334),
    )
    assert [text for _, text in shown(read)] == [
        "One thing that is said about leaders.",
        "Another thing that is said about children.",
    ]


def test_lines_that_end_early_stay_apart() -> None:
    read = document(*lines(FULL), *lines("Westshire Council", "County Hall", "WS1 1AA", top=330))
    assert [text for _, text in shown(read)][1:] == ["Westshire Council", "County Hall", "WS1 1AA"]


def test_lines_that_end_early_in_the_middle_of_a_sentence_are_one_paragraph() -> None:
    read = document(*lines(FULL), *lines("Leaders know that", "they need to act soon.", top=330))
    assert [text for _, text in shown(read)][1:] == ["Leaders know that they need to act soon."]


@pytest.mark.parametrize("below", ["www.gov.uk/ofsted", "enquiries@ofsted.gov.uk", "Store Street"])
def test_an_address_does_not_go_on_like_a_sentence(below: str) -> None:
    read = document(*lines(FULL), *lines("Textphone 0161 618", below, top=330))
    assert [text for _, text in shown(read)][1:] == ["Textphone 0161 618", below]


def test_a_sentence_that_has_ended_does_not_go_on() -> None:
    read = document(*lines(FULL), *lines("Leaders know it.", "iPads are used.", top=330))
    assert len(read.blocks) == 3


def test_a_change_of_size_parts_paragraphs() -> None:
    read = document(line(FULL, baseline=300), line(FULL, baseline=314, size=10))
    assert len(read.blocks) == 2


def test_a_bold_label_opens_a_line_of_its_own() -> None:
    read = document(
        *filled("Inspection dates: 4 to 15 March 2024 and the days around them", bold=True),
        *filled("Lead inspector: Ada Example, His Majesty’s Inspector", top=314, bold=True),
    )
    assert len(read.blocks) == 2


def test_a_line_printed_in_pieces_is_one() -> None:
    read = document(
        line("The ", baseline=300, bold=True, x1=96),
        line("grade", baseline=300, x0=96, x1=126),
        line("is good.", baseline=300, x0=130),
    )
    assert shown(read) == [("paragraph", "The grade is good.")]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("enquiries", " are", "enquiries are"),
        ("Section", "47", "Section47"),
        ("is ", "47", "is 47"),
    ],
)
def test_pieces_are_parted_where_a_space_is_printed(first: str, second: str, joined: str) -> None:
    read = document(line(first, x1=126), line(second, x0=126.5))
    assert shown(read) == [("paragraph", joined)]


def test_a_point_that_does_not_fill_its_own_width_has_no_space_before_it() -> None:
    read = document(line("They were together", x1=180), line(". They left", x0=182))
    assert shown(read) == [("paragraph", "They were together. They left")]
    read = document(line("They were together", x1=180), line("They left", x0=182))
    assert shown(read) == [("paragraph", "They were together They left")]


def test_a_paragraph_goes_on_over_the_page() -> None:
    read = document_of(
        page(filled("Leaders know their services and", "they say what", top=700)),
        page(filled("they need to keep them good.", top=60), number=2),
    )
    assert shown(read) == [
        ("paragraph", "Leaders know their services and they say what they need to keep them good.")
    ]
    assert (read.page_at(0), read.page_at(read.text.index("need"))) == (1, 2)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("they say what they need.", "Another paragraph opens here."),
        ("they say this:", "and that is a new one."),
        ("they say what", "• a bullet on the next page"),
    ],
)
def test_a_paragraph_ends_with_its_page(last: str, first: str) -> None:
    read = document_of(
        page(filled("Leaders know their services and", last, top=700)),
        page(filled(first, top=60), number=2),
    )
    assert len(read.blocks) == 2


# Hyphens


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("before the pre-", "proceedings stage", "before the pre-proceedings stage"),
        ("a multi-", "agency team", "a multi-agency team"),
        ("the safe\xad", "guarding of children", "the safeguarding of children"),
        ("the years 2012-", "13 and after", "the years 2012-13 and after"),
        ("the plan -", "and it was late", "the plan - and it was late"),
        ("a foot -", "ball is a football", "a foot - ball is a football"),
        ("a foot \xad", "ball", "a foot ball"),
        ("care – ", "a promise", "care – a promise"),
        ("16-", "and 17-year-olds", "16-and 17-year-olds"),
    ],
)
def test_hyphens_at_the_end_of_lines(above: str, below: str, joined: str) -> None:
    assert shown(document(*filled(above, below))) == [("paragraph", joined)]


def test_a_soft_hyphen_by_itself_leaves_nothing() -> None:
    read = document(*filled("\xad", "guarding"))
    assert read.text == "guarding\n"
    assert [run.line.text for run in read.runs] == ["guarding"]


def test_a_hyphen_that_splits_a_word_printed_elsewhere_is_dropped() -> None:
    read = document(*filled("Leaders value safe-", "guarding. The Safeguarding board meets."))
    assert read.text == "Leaders value safeguarding. The Safeguarding board meets.\n"


def test_a_hyphen_that_the_word_has_elsewhere_is_kept() -> None:
    read = document(*filled("It is a re-", "form. The reform is a re-form of the old."))
    assert read.text.startswith("It is a re-form.")


def test_a_hyphen_within_one_printed_line_stays() -> None:
    read = document(line("safe-", x1=102), line("guarding and safeguarding", x0=110))
    assert read.text.startswith("safe- guarding")


# List items


def test_items_keep_their_own_bullets_and_numbers() -> None:
    read = document(
        *filled("■ Leaders know their", top=300),
        line("services well.", 90, 314),
        *filled("■ Children are safe.", top=334),
        *filled("12. Social workers visit.", top=354),
        *filled("13. They write it down.", top=374),
        *filled("a) in time", top=394),
        *filled("(ii) in full", top=414),
    )
    assert items(read) == [
        (1, "■", "Leaders know their services well."),
        (1, "■", "Children are safe."),
        (1, "12.", "Social workers visit."),
        (1, "13.", "They write it down."),
        (1, "a)", "in time"),
        (1, "(ii)", "in full"),
    ]


def test_an_items_lines_hang_below_its_first_word_however_short_they_are() -> None:
    read = document(
        *lines(FULL),
        line("• Pupils make progress", 72, 330),
        line("Their reading is good.", 84, 344),
        line("Teachers see to it.", 84, 358),
        line("Not hanging, so not the item’s", 72, 372),
    )
    assert items(read) == [
        (1, "•", "Pupils make progress Their reading is good. Teachers see to it.")
    ]
    assert shown(read)[-1] == ("paragraph", "Not hanging, so not the item’s")


@pytest.mark.parametrize("bullet", "•▪■–-*o\uf0b7\uf06e―")
def test_a_bullet_is_a_bullet(bullet: str) -> None:
    assert items(document(*filled(f"{bullet} Leaders know"))) == [(1, bullet, "Leaders know")]


@pytest.mark.parametrize("text", ["-5 degrees", "o’clock", "19.4% of", "2016 was", "a good day"])
def test_other_words_are_not_bullets(text: str) -> None:
    assert shown(document(*filled(text))) == [("paragraph", text)]


def test_bullets_within_items_are_a_level_deeper() -> None:
    read = document(
        line("• Leaders know", 72, 300),
        line("– what works", 90, 320),
        line("– what does not", 90, 340),
        line("▪ and why", 108, 360),
        line("• Children are safe", 72, 380),
        line("Plain text ends the list.", 72, 400),
        line("– A list further in by itself", 90, 420),
    )
    assert [(level, marker) for level, marker, _ in items(read)] == [
        (1, "•"),
        (2, "–"),
        (2, "–"),
        (3, "▪"),
        (1, "•"),
        (1, "–"),
    ]


def test_a_bullet_printed_apart_from_its_words_opens_their_item() -> None:
    read = document(line("\uf0b7", 72, 300), line("Leaders know it.", 90, 300))
    assert items(read) == [(1, "\uf0b7", "Leaders know it.")]


def test_an_item_goes_on_over_the_page() -> None:
    read = document_of(
        page(
            *filled("• Social workers see children. They", top=700),
            line("write it down.", 90, 714, x1=564),
        ),
        page(line("Their managers read it and", 90, 60, x1=564), number=2),
    )
    assert items(read) == [
        (1, "•", "Social workers see children. They write it down. Their managers read it and")
    ]


def test_a_paragraph_below_a_list_is_not_its_last_items() -> None:
    read = document_of(
        page(*filled("• Social workers see children.", top=700)),
        page(*filled("Managers read what they write.", top=60), number=2),
    )
    assert [kind for kind, _ in shown(read)] == ["item", "paragraph"]


@pytest.mark.parametrize("age", ["17.", "25. Support goes on", "2) meetings"])
def test_a_number_that_ends_a_sentence_on_the_next_line_is_no_item(age: str) -> None:
    read = document(*filled("◼ Advisers stay with young people until they are"), line(age, 93, 314))
    assert items(read) == [(1, "◼", f"Advisers stay with young people until they are {age}")]


@pytest.mark.parametrize("age", ["17.", "25. Support goes on"])
def test_a_number_that_ends_a_paragraphs_sentence_is_no_item(age: str) -> None:
    read = document(*filled("Advisers stay with young people until they are", age))
    assert [kind for kind, _ in shown(read)] == ["paragraph"]


def test_numbers_below_an_items_last_sentence_are_items() -> None:
    read = document(*filled("• What must improve:", top=300), line("1. records", 93, 314))
    assert [(level, marker) for level, marker, _ in items(read)] == [(1, "•"), (2, "1.")]


def test_a_number_without_words_stays_in_the_text() -> None:
    read = document(*filled("Said by its leaders.", top=300), line("89.", 72, 340))
    assert shown(read)[-1] == ("paragraph", "89.")
    assert (read.blocks[-1].marker, read.blocks[-1].level) == ("", 0)


# The document as a whole


def test_a_text_knows_the_printed_line_behind_its_words() -> None:
    read = document(*filled("Leaders know their", "services well."))
    start = read.text.index("their services")
    boxes = read.boxes(start, start + len("their services"))
    assert [(round(box.x0), round(box.top)) for box in boxes] == [(427, 290), (72, 304)]
    place = read.place(start, start + 5)
    assert (place.page, place.quote, len(place.boxes)) == (1, "their", 1)
    assert [run.line.text for run in read.runs_in(start, start + 14)] == [
        "Leaders know their",
        "services well.",
    ]


def test_a_document_of_empty_pages_is_empty() -> None:
    read = document_of(page(), page(number=2))
    assert (read.text, read.body_end, read.blocks, len(read.pages)) == ("", 0, (), 2)
    assert read.page_at(0) == 1


def test_an_unpaged_text_keeps_its_running_lines_and_has_no_boxes() -> None:
    printed = page(line("Page 1", baseline=10), line("Said.", baseline=400))
    read = compose(Scan("text/html", [printed]), sha256="0", source="x", size=1)
    assert read.text == "Page 1\nSaid.\n"
    assert read.boxes(0, 4) == ()
    boxed = compose(
        Scan("application/pdf", [printed], locate=locate), sha256="0", source="x", size=1
    )
    assert boxed.body == "Said.\n"


def test_a_text_of_ones_own_becomes_a_block_a_line() -> None:
    read = from_text("Findings\n\n  • Leaders know.\n3. They act.\n•\n")
    assert read.text == "Findings\n\n  • Leaders know.\n3. They act.\n•\n"
    assert [(b.kind.value, b.marker, read.of(b)) for b in read.blocks] == [
        ("paragraph", "", "Findings"),
        ("item", "•", "Leaders know."),
        ("item", "3.", "They act."),
        ("paragraph", "", "•"),
    ]
