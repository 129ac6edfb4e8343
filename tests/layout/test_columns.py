"""Two columns on one line are parted where the lines around show the second column."""

from pipeline.document import Line
from pipeline.layout.columns import part_columns
from pipeline.records import Box

LETTER = 5.0


def line(text: str, x0: float, y: float) -> Line:
    x1 = x0 + LETTER * len(text)
    return Line(1, text, 0, x0, y - 10, x1, y, y, 12.0)


def locate(of: Line, start: int, end: int) -> Box:
    """Letters of equal width; the last of a run's spaces takes no room."""
    text = of.text[start:end]
    right = start + len(text.rstrip())
    return Box(1, of.x0 + LETTER * start, of.top, of.x0 + LETTER * right, of.bottom)


def texts(lines: list[Line]) -> list[str]:
    return [each.text.strip() for each in part_columns(lines, locate)]


LEFT = "Rosemary Penn-Mackay, Ofsted lead inspector XY"
HEAD = [line("Ofsted", 60, 100), line("Care Quality Commission", 300, 100)]


def test_a_full_cell_is_parted_from_the_next_one() -> None:
    # the second name starts at 300, as the column above does, after a gap of two letters
    full = line(f"{LEFT}  Beatrice Hogg, CQC inspector", 60, 115)
    assert full.text.index("Beatrice") == 48
    assert texts([*HEAD, full]) == [
        "Ofsted",
        "Care Quality Commission",
        LEFT,
        "Beatrice Hogg, CQC inspector",
    ]


def test_a_sentence_under_a_table_stays_whole() -> None:
    prose = line("The inspectors met many of the leaders of these two partnerships.", 60, 115)
    start = prose.text.index("partnerships")
    column = HEAD[1]._replace(x0=prose.x0 + LETTER * start)  # a word starts there, by chance
    assert len(part_columns([HEAD[0], column, prose], locate)) == 3


def test_lines_far_from_any_column_stay_whole() -> None:
    far = line(f"{LEFT}  Beatrice Hogg, CQC inspector", 60, 400)
    assert len(part_columns([*HEAD, far], locate)) == 3


def test_a_mark_goes_with_its_half() -> None:
    full = line(f"{LEFT}  Beatrice Hogg1", 60, 115)
    marked = full._replace(marks=((61, 62),))
    halves = part_columns([*HEAD, marked], locate)[2:]
    assert [half.marks for half in halves] == [(), ((13, 14),)]
    assert halves[1].text[13:14] == "1"


def test_an_unpaged_text_is_left_alone() -> None:
    assert part_columns(HEAD, None) == HEAD
