"""What holds for every document, whatever a reader hands on: hostile lines at any place."""

from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from setting import locate

from pipeline.document import Document, Kind, Line, Page, Run, Scan
from pipeline.ingest.pdf import NOTE_MARK
from pipeline.layout import compose, from_text
from pipeline.layout.draft import is_number, marker_of
from pipeline.records import Box

ORDINARY = (
    "1.",
    "2.1 ",
    "• ",
    "a) ",
    "(iv) ",
    "o ",
    "\uf0b7 ",
    "12",
    "Page 3 of 9",
    "pre-",
    "-",
    "R2: ",
    "Leaders",
    "know",
    "Board1",
    "improve?2",
    "good.",
    "  ",
    "\xad",
    "multi\xad",
    "proceedings",
    "Lead inspector: ",
    "Grade",
    "Requires improvement",
    "’",
    "*",
    "😀",
    "\t",
    "x",
)
APART = 1000
"""From one line's first character to the next one's, so that each is known by its index."""

STEPS = (0.0, 72.0, 72.5, 90.0, 200.0, 400.0, 598.0)

words = st.lists(st.sampled_from(ORDINARY) | st.text(max_size=4), max_size=5)
texts = words.map(lambda parts: " ".join(parts)) | st.text(max_size=30)
anywhere = st.floats(-2000, 2000, allow_nan=False)
across = st.sampled_from(STEPS) | anywhere
down = st.integers(0, 60).map(lambda k: k * 14.0) | anywhere
booleans = st.booleans()
sizes = st.sampled_from((12.0, 12.0, 12.0, 9.0, 18.0, 0.0)) | st.floats(0, 200)


@st.composite
def printed(draw: st.DrawFn, number: int) -> Line:
    text, size = draw(texts), draw(sizes)
    width = draw(st.just(size * len(text) / 2) | st.floats(0, 2000))
    return draw(set_at(text, number, across, down, width, size))


@st.composite
def set_at(
    draw: st.DrawFn,
    text: str,
    number: int,
    xs: st.SearchStrategy[float],
    ys: st.SearchStrategy[float],
    width: float,
    size: float,
) -> Line:
    x0, baseline, bold = draw(xs), draw(ys), draw(booleans)
    marks = [m.span() for m in NOTE_MARK.finditer(text, len(marker_of(text))) if draw(booleans)]
    top, bottom = baseline - 0.8 * size, baseline + 0.2 * size
    return Line(number, text, 0, x0, top, x0 + width, bottom, baseline, size, bold, tuple(marks))


@st.composite
def cell(draw: st.DrawFn, number: int) -> Line:
    """A line like those of tables without rules."""
    xs, ys = st.sampled_from((72.0, 200.0, 400.0)), st.integers(20, 28).map(lambda k: k * 10.0)
    text = draw(st.sampled_from(("Grade", "good", "A", "b 2", "2", "3.")))
    return draw(set_at(text, number, xs, ys, draw(st.sampled_from((20.0, 110.0, 250.0))), 12.0))


@st.composite
def rules(draw: st.DrawFn, number: int) -> tuple[Box, ...]:
    xs = draw(st.lists(across, max_size=4, unique=True))
    ys = draw(st.lists(down, max_size=4, unique=True))
    if not xs or not ys:
        return ()
    level = [Box(number, min(xs), y, max(xs), y + 0.5) for y in ys]
    upright = [Box(number, x, min(ys), x + 0.5, max(ys)) for x in xs]
    drawn = [*level, *upright]
    return tuple(rule for rule in drawn if draw(st.integers(0, 9)))


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    made = []
    for number in range(1, draw(st.integers(1, 4))):
        lines = draw(st.lists(draw(st.sampled_from((printed, cell)))(number), max_size=9))
        if draw(booleans):
            lines.sort(key=lambda line: (line.baseline, line.x0))
        lines = [line._replace(first=k * APART) for k, line in enumerate(lines)]
        made.append(Page(number, 600.0, 800.0, tuple(lines), draw(rules(number))))
    return made


def composed(given_pages: list[Page], boxes: bool) -> Document:
    scan = Scan("application/pdf", given_pages, locate=locate if boxes else None)
    return compose(scan, sha256="0" * 64, source="x", size=0)


@settings(max_examples=200, deadline=None)
@given(pages(), st.booleans())
def test_a_document_is_sound(given_pages: list[Page], boxes: bool) -> None:
    document = composed(given_pages, boxes)
    assert_copied_from_lines(document)
    assert_blocks_cover_the_text(document)
    assert_cells_lie_in_their_rows(document)
    assert_places(document)
    assert_nothing_is_lost(document)


def assert_copied_from_lines(document: Document) -> None:
    """Every run is what its line prints there; runs are in order and do not overlap."""
    for run in document.runs:
        assert run.start < run.end
        length = run.end - run.start
        assert document.text[run.start : run.end] == run.line.text[run.offset : run.offset + length]
    for before, after in pairwise(document.runs):
        assert before.end <= after.start
    between = list(document.text)
    for run in document.runs:
        between[run.start : run.end] = [" "] * (run.end - run.start)
    assert set(between) <= {" ", "\n", "\t"}


def assert_blocks_cover_the_text(document: Document) -> None:
    end = 0
    for block in document.blocks:
        assert block.start == end
        assert block.start < block.end
        assert document.text[block.end] == "\n"
        end = block.end + 1
        assert (block.kind is Kind.FURNITURE) == (block.start >= document.body_end)
        page = document.page_at(block.start)  # a bullet may stand at the foot of the one before
        assert block.page == page or (block.marker and block.page < page)
    assert end == len(document.text)
    assert document.body_end in {0, end, *(block.start for block in document.blocks)}


def assert_cells_lie_in_their_rows(document: Document) -> None:
    for block in document.blocks:
        assert (block.kind is Kind.ROW) == bool(block.cells)
        if block.cells:
            assert (block.cells[0][0], block.cells[-1][1]) == (block.start, block.end)
            assert all(start <= end for start, end in block.cells)
            for (_, end), (start, _) in pairwise(block.cells):
                assert document.text[end:start] == "\t"


def assert_places(document: Document) -> None:
    for block in document.blocks:
        place = document.place(block.start, block.end)
        assert place.quote == document.text[place.start : place.end]
        assert {box.page for box in place.boxes} <= {page.number for page in document.pages}


def assert_nothing_is_lost(document: Document) -> None:
    """Each printed sign is in the text once, but for note marks, list markers and hyphens."""
    copies: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in document.runs:
        copies[run.line.page, run.line.first // APART].append(run)
    for page in document.pages:
        for number, line in enumerate(page.lines):
            copied = copies[page.number, number]
            left = list(line.text)
            for run in copied:
                first = run.line.first % APART + run.offset
                for k in range(first, first + run.end - run.start):
                    assert left[k] != "", "copied twice"
                    left[k] = ""
            for start, end in line.marks:
                left[start:end] = [""] * (end - start)
            assert_left_out(document, line, "".join(left).strip(), copied)


def assert_left_out(document: Document, line: Line, left: str, copied: list[Run]) -> None:
    """What is not copied is the line's marker, the hyphen at its end, or both."""
    marker = left.removesuffix("\xad").removesuffix("-").strip()
    if not marker and line.text.rstrip().endswith(left):
        return
    if not copied:
        bullet = marker_of(left + " ") == left and not is_number(left)
        assert bullet or {left, marker} & {"*", *(block.marker for block in document.blocks)}
    else:
        block = document.block_at(copied[0].start)
        assert block.marker in {left, marker}
        assert line.text.lstrip().startswith(block.marker)


@given(st.text(max_size=300) | st.lists(words.map(" ".join), max_size=8).map("\n".join))
def test_a_text_of_ones_own_is_left_as_it_is(text: str) -> None:
    document = from_text(text)
    assert document.text == text
    for before, after in pairwise(document.blocks):
        assert before.end <= after.start
    kept = "".join(document.of(block) + block.marker for block in document.blocks)
    assert len("".join(kept.split())) == len("".join(text.split()))
