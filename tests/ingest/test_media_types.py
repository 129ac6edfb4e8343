"""The content says what a file is; a name that says something else is a problem."""

import pytest
from printed import pdf, written

from pipeline.errors import UnreadableError
from pipeline.ingest import NAME_MISMATCH, media_type, scan

REPORT = pdf(written("Overall effectiveness is good."))
PARAGRAPH = "<p>The page that you asked for has been moved, or it was never here at all.</p>"
PAGE = f"<html><body><h1>Page not found</h1>{PARAGRAPH * 3}</body></html>".encode()
TEXT = b"Overall effectiveness is good."


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (REPORT, "application/pdf"),
        (b"\r\n" + REPORT, "application/pdf"),
        (PAGE, "text/html"),
        (b"\n <!DOCTYPE  html>\n<title>x</title>", "text/html"),
        (b"<BODY bgcolor=white>", "text/html"),
        (TEXT, "text/plain"),
        (b"<heading> is a word of this text", "text/plain"),
        ("Überprüfung".encode("utf-16"), "text/plain"),
    ],
)
def test_a_file_is_what_its_first_bytes_show(data: bytes, found: str) -> None:
    assert media_type(data) == found


@pytest.mark.parametrize(
    ("data", "name", "promised", "found"),
    [
        (PAGE, "report.pdf", "application/pdf", "text/html"),
        (PAGE, "REPORT.PDF", "application/pdf", "text/html"),
        (TEXT, "report.pdf", "application/pdf", "text/plain"),
        (REPORT, "page.html", "text/html", "application/pdf"),
        (TEXT, "page.htm", "text/html", "text/plain"),
    ],
)
def test_a_name_that_promises_something_else_is_a_problem(
    data: bytes, name: str, promised: str, found: str
) -> None:
    (problem,) = scan(data, name).problems
    assert (problem.source, problem.stage, problem.code) == (name, "ingest", NAME_MISMATCH)
    assert f"promises {promised}, but it holds {found}" in problem.message


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (REPORT, "report.pdf"),
        (REPORT, "https://example.org/download"),
        (PAGE, "page.html"),
        (TEXT, "a.txt"),
        (TEXT, "notes"),
        (PAGE, "page.txt"),
    ],
)
def test_a_name_that_promises_nothing_else_is_none(data: bytes, name: str) -> None:
    assert scan(data, name).problems == []


def test_an_error_page_without_content_says_that_its_name_is_wrong() -> None:
    with pytest.raises(UnreadableError, match="promises application/pdf") as error:
        scan(b"<html><title>502</title></html>", "report.pdf")
    assert error.value.code == NAME_MISMATCH
