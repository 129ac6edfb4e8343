"""Web pages: what trafilatura keeps reaches the document in the form that it had on the page."""

import pytest

from pipeline.document import Document
from pipeline.errors import UnreadableError
from pipeline.ingest import scan
from pipeline.layout import compose

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Council praised | Westshire Council</title>
<meta property="og:title" content="Council praised by inspectors">
<meta property="article:published_time" content="2024-03-05T09:00:00Z"></head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<main><article><h1>Council praised by inspectors</h1>
<p>Ofsted has judged the overall effectiveness of children’s services in Westshire to be
<strong>good</strong>, in a report that is published today after a visit in January.</p>
<p>{content}</p>
<p>The report can be read on the website of the inspectorate. It has eight pages and tells the
whole story of the visit.</p>
</article></main>
<footer><p>Copyright Westshire Council</p><a href="/privacy">Privacy and cookies</a></footer>
</body></html>"""


def read(content: str) -> Document:
    data = PAGE.replace("<p>{content}</p>", content).encode()
    return compose(scan(data, "page.html"), sha256="0" * 64, source="page.html", size=len(data))


def blocks(content: str) -> list[tuple[str, int, str, str]]:
    """(kind, level, marker, text) of what the content becomes."""
    document = read(content)
    found = [(b.kind.value, b.level, b.marker, document.of(b)) for b in document.blocks]
    assert found[0] == ("heading", 1, "", "Council praised by inspectors")
    assert found[-1][3].startswith("The report can be read")
    return found[2:-1]


def test_the_page_says_its_title_and_date_and_its_menus_are_left_out() -> None:
    document = read("<p>Inspectors met forty families and read their files from end to end.</p>")
    assert document.hints == {"title": "Council praised by inspectors", "date": "2024-03-05"}
    assert document.media_type == "text/html"
    assert "to be good, in a report" in document.text
    assert not any(word in document.text for word in ("Home", "News", "Privacy", "Copyright"))
    assert [document.boxes(0, 7), document.page_at(7), len(document.pages)] == [(), 1, 1]


def test_headings_keep_their_order_of_size() -> None:
    found = blocks(
        "<h2>Findings</h2><p>Leaders know it well.</p><h3>Notes to editors</h3><p>Call us.</p>"
    )
    assert found == [
        ("heading", 2, "", "Findings"),
        ("paragraph", 0, "", "Leaders know it well."),
        ("heading", 3, "", "Notes to editors"),
        ("paragraph", 0, "", "Call us."),
    ]


def test_lists_keep_their_markers_and_their_depth() -> None:
    found = blocks(
        "<ul><li>Leaders: good</li><li>Care: <b>outstanding</b><ul><li>fostering, which grew</li>"
        "<li>adoption, which is quick</li></ul></li><li>Care leavers: good</li></ul>"
        "<ol><li>Record visits in time</li><li>Supervise workers</li></ol>"
    )
    assert found == [
        ("item", 1, "•", "Leaders: good"),
        ("item", 1, "•", "Care: outstanding"),
        ("item", 2, "•", "fostering, which grew"),
        ("item", 2, "•", "adoption, which is quick"),
        ("item", 1, "•", "Care leavers: good"),
        ("item", 1, "1.", "Record visits in time"),
        ("item", 1, "2.", "Supervise workers"),
    ]


def test_a_tables_rows_keep_their_cells() -> None:
    document = read(
        "<table><tr><th>Area</th><th>Grade</th></tr>"
        "<tr><td>Help and protection</td><td>Requires<br>improvement</td></tr>"
        "<tr><td>Care leavers</td><td><p>Good</p></td></tr></table>"
    )
    rows = [document.cell_texts(block) for block in document.blocks if block.cells]
    assert rows == [
        ["Area", "Grade"],
        ["Help and protection", "Requires improvement"],
        ["Care leavers", "Good"],
    ]
    assert {block.table for block in document.blocks if block.cells} == {1}


def test_a_table_of_long_cells_is_one_too() -> None:
    long = "The help that children receive is thorough and timely. " * 30
    document = read(f"<table><tr><td>{long}</td><td>Good</td></tr></table>")
    assert [document.cell_texts(b) for b in document.blocks if b.cells] == [[long.strip(), "Good"]]


def test_words_of_a_quotation_that_stand_out_lose_no_neighbours() -> None:
    found = blocks("<blockquote>This is a <em>proud</em> moment for <b>all</b>.</blockquote>")
    assert found == [("paragraph", 0, "", "This is a proud moment for all.")]


def test_paragraphs_of_a_quotation_stay_apart() -> None:
    found = blocks("<blockquote><p>It is a proud day.</p><p>We go on.</p></blockquote>")
    assert [text for *_, text in found] == ["It is a proud day.", "We go on."]


def test_a_line_break_parts_lines() -> None:
    found = blocks("<p>Press office<br>Westshire Council<br/>County Hall</p>")
    assert [text for *_, text in found] == ["Press office", "Westshire Council", "County Hall"]


def test_each_word_of_the_content_comes_once() -> None:
    words = [f"word{k}" for k in range(12)]
    document = read(
        "<p>{} <b>{}<br>{}</b> {}</p><ul><li>{}<ul><li><p>{}</p></li></ul></li></ul>"
        "<table><tr><td>{}<p>{}</p></td><td>{}</td></tr></table>"
        "<blockquote>{}<p>{}</p>{}</blockquote>".format(*words)
    )
    assert [w for w in document.text.split() if w.startswith("word")] == words


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-8-sig"])
def test_the_encoding_is_found_out(charset: str) -> None:
    data = PAGE.replace("{content}", "Café – it’s £5m, they said “at last”.").encode(charset)
    (page,) = scan(data, "page.html").pages
    assert "Café – it’s £5m, they said “at last”." in [line.text for line in page.lines]


@pytest.mark.parametrize(
    "data",
    [
        b"<html><head><title>404</title></head><body></body></html>",
        b"<!doctype html><script>location='/'</script>",
    ],
)
def test_a_page_without_content_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="without an article") as error:
        scan(data, "page.html")
    assert error.value.code == "no_content"
