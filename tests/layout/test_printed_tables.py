"""Tables: ruled or only aligned, with wrapped cells, over pages; and text that is none."""

import pytest
from setting import document, document_of, line, lines, page, shown

from pipeline.document import Document, Kind
from pipeline.layout.tables import ruled
from pipeline.records import Box


def grid(columns: list[float], rows: list[float], thick: float = 0.5) -> list[Box]:
    """The rules of a table."""
    level = [Box(1, columns[0], y, columns[-1], y + thick) for y in rows]
    return level + [Box(1, x, rows[0], x + thick, rows[-1]) for x in columns]


def rows(read: Document) -> list[list[str]]:
    return [read.cell_texts(block) for block in read.blocks if block.cells]


# Ruled tables


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    read = document_of(
        page(
            line("Above the table.", 72, 160),
            line("Judgement", 80, 190),
            line("Grade", 380, 190),
            line("Help and protection", 80, 220),
            line("Good", 380, 220),
            line("Below the table.", 72, 280),
            rules=grid([72, 370, 520], [175, 205, 235]),
        )
    )
    assert shown(read) == [
        ("paragraph", "Above the table."),
        ("row", "Judgement | Grade"),
        ("row", "Help and protection | Good"),
        ("paragraph", "Below the table."),
    ]
    assert [(b.table, b.row) for b in read.blocks] == [(0, 0), (1, 1), (1, 2), (0, 0)]


def test_wrapped_cells_of_a_ruled_table_are_joined() -> None:
    read = document_of(
        page(
            lines(
                "The experiences and progress of",
                "children in care and",
                "care leavers",
                top=190,
                x0=80,
            ),
            lines("Requires improvement", "to be good", top=190, x0=380),
            line("Leadership", 80, 250),
            line("Good", 380, 250),
            rules=grid([72, 370, 520], [175, 235, 265]),
        )
    )
    assert rows(read) == [
        [
            "The experiences and progress of children in care and care leavers",
            "Requires improvement to be good",
        ],
        ["Leadership", "Good"],
    ]


def test_an_empty_cell_keeps_its_place() -> None:
    read = document_of(
        page(
            line("Area", 80, 190),
            line("Now", 480, 190),
            rules=grid([72, 300, 450, 560], [175, 205]),
        )
    )
    assert rows(read) == [["Area", "", "Now"]]
    (row,) = read.blocks
    assert row.cells[1][0] == row.cells[1][1]


def test_a_row_over_the_whole_width_flows_like_text() -> None:
    over = [Box(1, 72, y, 520, y + 0.5) for y in (175, 205, 235)]
    upright = [Box(1, x, 175, x + 0.5, 235) for x in (72, 520)] + [Box(1, 370, 205, 370.5, 235)]
    read = document_of(
        page(
            line("Children’s services in Westshire are good", 80, 190, bold=True),
            line("Adoption", 80, 220),
            line("Good", 380, 220),
            rules=over + upright,
        )
    )
    assert shown(read) == [
        ("heading", "Children’s services in Westshire are good"),
        ("row", "Adoption | Good"),
    ]
    assert [(b.table, b.row) for b in read.blocks] == [(1, 1), (1, 2)]


def test_a_line_on_the_border_of_two_cells_is_read_once() -> None:
    read = document_of(
        page(
            line("Grade", 80, 190),
            line("Good", 358, 190, x1=382),
            rules=grid([72, 370, 520], [175, 205]),
        )
    )
    assert read.text.count("Good") == 1


def test_a_frame_around_text_is_no_table() -> None:
    frame = page(lines("Inspectors say", "what grades mean."), rules=grid([60, 540], [180, 240]))
    assert ruled(frame) == []
    assert rows(document_of(frame)) == []


def test_shading_and_underlines_are_no_table() -> None:
    shading = [Box(1, 72, 180, 520, 195), Box(1, 72, 200, 520, 215)]
    underlines = [Box(1, 72, 230, 520, 230.5), Box(1, 72, 250, 520, 250.5)]
    assert ruled(page(line("Text"), rules=shading + underlines)) == []


def test_a_table_that_is_open_at_the_end_of_the_page_keeps_its_last_row() -> None:
    sides = [Box(1, x, 700, x + 0.5, 790) for x in (72, 370, 520)]
    tops = [Box(1, 72, y, 520, y + 0.5) for y in (700, 730)]
    read = document_of(
        page(
            line("Judgement", 80, 715, size=10),
            line("Grade", 380, 715, size=10),
            line("Care leavers", 80, 750, size=10),
            line("Good", 380, 750, size=10),
            rules=sides + tops,
        )
    )
    assert rows(read) == [["Judgement", "Grade"], ["Care leavers", "Good"]]
    assert [(b.table, b.row) for b in read.blocks] == [(1, 1), (1, 2)]


def test_a_row_goes_on_over_the_page() -> None:
    rules = grid([72, 370, 520], [600, 660])
    above = [
        *lines("The experiences of", "children who need", top=620, x0=80),
        line("Requires", 380, 620),
    ]
    below = [line("help and protection", 80, 120), line("improvement", 380, 120)]
    read = document_of(
        page(above, rules=rules),
        page(below, number=2, rules=grid([72, 370, 520], [100, 140])),
    )
    assert rows(read) == [
        ["The experiences of children who need help and protection", "Requires improvement"]
    ]


def test_a_table_that_goes_on_with_a_new_row_keeps_its_rows_apart() -> None:
    rules = grid([72, 370, 520], [600, 660])
    read = document_of(
        page(line("Adoption", 80, 620), line("Good", 380, 620), rules=rules),
        page(
            line("Care leavers", 80, 120),
            line("Inadequate", 380, 120),
            number=2,
            rules=grid([72, 370, 520], [100, 140]),
        ),
    )
    assert rows(read) == [["Adoption", "Good"], ["Care leavers", "Inadequate"]]


# Tables without rules


def test_words_that_stand_beside_each_other_are_a_table() -> None:
    read = document(
        line("Inspection judgements", 72, 160, bold=True),
        line("Overall effectiveness", 72, 200),
        line("Good", 400, 200),
        line("Leadership", 72, 230),
        line("Outstanding", 400, 230),
        *lines("The text goes on below the table, over the whole width of the page", top=290),
    )
    assert shown(read)[1:3] == [
        ("row", "Overall effectiveness | Good"),
        ("row", "Leadership | Outstanding"),
    ]
    assert shown(read)[-1][0] == "paragraph"


@pytest.mark.parametrize("beside", [200, 214, 228])
def test_a_wrapped_cell_belongs_to_the_grade_beside_any_of_its_lines(beside: float) -> None:
    read = document(
        lines("The experiences and progress", "of children in care and", "care leavers", top=200),
        line("Good", 400, beside),
        line("Leadership", 72, 262),
        line("Outstanding", 400, 262),
    )
    assert rows(read) == [
        ["The experiences and progress of children in care and care leavers", "Good"],
        ["Leadership", "Outstanding"],
    ]


def test_a_wrapped_second_cell_is_joined() -> None:
    read = document(
        line("Help and protection", 72, 200),
        *lines("Requires improvement", "to be good", top=200, x0=400),
        line("Leadership", 72, 240),
        line("Good", 400, 240),
    )
    assert rows(read) == [
        ["Help and protection", "Requires improvement to be good"],
        ["Leadership", "Good"],
    ]


def test_three_columns_are_three() -> None:
    read = document(
        line("Area", 72, 200),
        line("Then", 300, 200),
        line("Now", 450, 200),
        line("Adoption", 72, 230),
        line("Adequate", 300, 230),
        line("Good", 450, 230),
        line("Care", 72, 260),
        line("Good", 450, 260),
    )
    assert rows(read) == [
        ["Area", "Then", "Now"],
        ["Adoption", "Adequate", "Good"],
        ["Care", "", "Good"],
    ]


def test_no_line_belongs_to_two_tables() -> None:
    read = document(
        line("Area", 72, 200),
        line("Grade", 200, 200),
        line("Care", 72, 220),
        line("Good", 200, 220),
        line("crosses the columns", 100, 232, x1=300),
        line("Aside", 400, 223),
    )
    assert read.text.count("Care") == read.text.count("Good") == 1
    assert rows(read) == [["Area", "Grade"], ["Care", "Good"]]


def test_a_bullet_beside_its_words_is_no_table() -> None:
    read = document(line("•", 72, 200), line("Leaders know", 110, 200), line("•", 72, 230))
    assert rows(read) == []
    assert read.blocks[0].kind is Kind.ITEM


def test_two_lines_of_text_are_no_table() -> None:
    read = document(*lines("Leaders know their services", "and what they need", x0=72))
    assert rows(read) == []


# Columns without a gap between them


def team(wide: str, beside: str = "") -> Document:
    """Two columns of names; one line fills its column up to the next one."""
    crossing = line(f"{wide}  {beside}".strip(), 72, 214)
    edge = crossing.x1 - 6 * len(beside)
    return document(
        line("Ada Example", 72, 200),
        line("Bo Sample", edge, 200),
        crossing,
        line("Cy Instance", 72, 228),
        line("Di Model", edge, 228),
    )


def test_a_line_over_two_columns_is_parted_where_its_neighbours_show_the_second() -> None:
    read = team("Her Majesty’s Inspector of schools", "Ofsted Inspector")
    cells = [cell for row in rows(read) for cell in row]
    assert any("Her Majesty’s Inspector of schools" in cell for cell in cells)
    assert not any("schools" in cell and "Ofsted" in cell for cell in cells)
    start = read.text.index("Ofsted Inspector")
    (box,) = read.boxes(start, start + len("Ofsted Inspector"))
    assert box.x0 == pytest.approx(read.pages[0].lines[1].x0, abs=1)


def test_a_sentence_across_a_column_stays_whole() -> None:
    read = team("A sentence that runs on past the place where the others stand apart")
    assert "A sentence that runs on past the place where the others stand apart" in read.text
