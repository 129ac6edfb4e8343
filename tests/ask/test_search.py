import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ask import index
from pipeline.ask.index import pages, searchable
from pipeline.ask.search import AROUND, Found, search, snippet, unmarked
from pipeline.ask.terms import to_match
from pipeline.errors import AskError, OutputError
from pipeline.records import Findings
from pipeline.store import Store, connect
from pipeline.store.connection import open_to_write, transaction

Write = Callable[..., Findings]
Keep = Callable[..., Path]

FIRST = "Social workers leave too often. Workforce stability is poor.\n"
SECOND = "Leaders know the workforce well. ‘Stability matters,’ said Ann Lee."
ASKED = {"text": "Improve workforce stability for children.", "quote": "Workforce stability"}
SAID = {"text": "Stability matters", "speaker": "Ann Lee", "quote": "‘Stability matters,’"}


@pytest.fixture
def folder(write: Write, keep: Keep) -> Path:
    text = FIRST + SECOND
    document = write(text, (0, len(FIRST)), recommendations=[ASKED], quotations=[SAID])
    other = {"provider_name": "Leeds", "provider_id": "E08000035", "inspection_end": "2019-05-02"}
    return keep(document, write("A stable home. Stability again, and stability.", **other))


def found(folder: Path, text: str, **limits: object) -> Found:
    with searchable(folder) as database:
        return search(database, text, **limits)


def places(folder: Path, text: str, **limits: object) -> set[tuple[str, int]]:
    return {(hit.kind, hit.page) for hit in found(folder, text, **limits).hits}


def test_findings_and_pages_are_found_with_their_place(folder: Path) -> None:
    hits = found(folder, "workforce stability").hits
    assert [(hit.kind, hit.page) for hit in hits[:1]] == [("recommendations", 1)]
    assert {(hit.kind, hit.page) for hit in hits} == {
        ("recommendations", 1),
        ("documents", 1),
        ("documents", 2),
    }
    page = next(hit for hit in hits if (hit.kind, hit.page) == ("documents", 2))
    assert (FIRST + SECOND)[page.start : page.end] == "workforce"
    assert page.id == page.document_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"workforce stability"', {("recommendations", 1), ("documents", 1)}),
        ('"stability workforce"', set()),
        ("stab* home", {("documents", 1)}),
        ("STABILITY matters", {("quotations", 2), ("documents", 2)}),
        ("workforce xyzzy", set()),
        ("“workforce stability”", {("recommendations", 1), ("documents", 1)}),
    ],
)
def test_words_phrases_and_beginnings(
    folder: Path, text: str, expected: set[tuple[str, int]]
) -> None:
    assert places(folder, text) == expected


def test_a_search_is_narrowed_and_cut(folder: Path) -> None:
    assert places(folder, "stability", kind="quotations") == {("quotations", 2)}
    with connect(folder) as database:
        leeds = database.execute("SELECT document_id FROM documents WHERE provider_name = 'Leeds'")
        ids = tuple(row[0] for row in leeds)
    database.close()
    assert {hit.provider_name for hit in found(folder, "stability", provider=ids).hits} == {"Leeds"}
    cut = found(folder, "stability", limit=2)
    assert (len(cut.hits), cut.total) == (2, 5)
    assert cut.hits[0].score <= cut.hits[1].score


def test_the_snippet_marks_what_was_found(folder: Path) -> None:
    (hit,) = found(folder, "stab* home").hits
    assert [piece.text for piece in hit.snippet if piece.found] == [
        "stable",
        "home",
        "Stability",
        "stability",
    ]
    assert (hit.text, hit.date) == ("A stable home. Stability again, and stability.", "2019-05-02")


@given(st.text())
def test_whatever_is_typed_is_no_syntax_error(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
    if match := to_match(text):
        database.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()
    database.close()


@pytest.mark.parametrize(
    "text", ['a"b', "NEAR(", "-x", "col:word", "a AND", "(", "^x", 'x"*', "a*b", "\0z", "\udc80 q"]
)
def test_operators_are_plain_words(folder: Path, text: str) -> None:
    with searchable(folder) as database:
        if to_match(text):
            search(database, text)
        else:
            with pytest.raises(AskError, match="no word"):
                search(database, text)


def test_a_search_without_a_word_says_so(folder: Path) -> None:
    with searchable(folder) as database, pytest.raises(AskError, match="no word to look for"):
        search(database, ' "" ** – ')


@given(st.lists(st.sampled_from(["aa", "b", "\x02c\x03", "d" * 40, " ", "\n"]), max_size=60))
def test_snippets_hold_to_their_width_and_their_text(parts: list[str]) -> None:
    plain, at = unmarked("".join(parts))
    assert plain == "".join(parts).replace("\x02", "").replace("\x03", "")
    assert [plain[a:b] for a, b in at] == ["c"] * parts.count("\x02c\x03")
    if at:
        pieces = snippet(plain, at)
        assert any(piece.found for piece in pieces)
        shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
        assert shown in " ".join(plain.split("\n"))
        assert len(shown) <= AROUND + 4


def indexed(folder: Path) -> int:
    database = connect(folder)
    (count,) = database.execute("SELECT count(*) FROM main.search").fetchone()
    database.close()
    return int(count)


def test_only_what_is_new_is_indexed(folder: Path, write: Write, keep: Keep) -> None:
    assert indexed(folder) == 0
    heard: list[tuple[int, int]] = []
    for _ in range(2):
        with searchable(folder, lambda *done: heard.append(done)):
            pass
    assert heard == [(2, 2)]
    keep(write("Entirely new workforce."))
    with searchable(folder, lambda *done: heard.append(done)) as database:
        assert search(database, "entirely").total == 1
    assert heard == [(2, 2), (1, 1)]


def test_a_document_read_again_is_indexed_again(folder: Path, write: Write, keep: Keep) -> None:
    assert places(folder, "improve", kind="recommendations") == {("recommendations", 1)}
    keep(write(FIRST + SECOND, (0, len(FIRST))))
    assert places(folder, "improve") == set()
    assert places(folder, "leaders") == {("documents", 2)}


def test_a_corrected_row_is_found_by_its_new_words(folder: Path) -> None:
    before = indexed(folder) or found(folder, "stability").total
    database = open_to_write(folder)
    with transaction(database, "IMMEDIATE"):
        database.execute("UPDATE recommendations SET text = 'Keep them longer'")
    database.close()
    assert places(folder, "longer") == {("recommendations", 1)}
    assert found(folder, "stability").total == before - 1


def test_a_folder_that_cannot_be_written_is_searched(
    folder: Path, sealed: Callable[[Path], Path]
) -> None:
    shut = sealed(folder)
    assert places(shut, "leaders") == {("documents", 2)}
    assert [path.name for path in shut.iterdir()] == ["findings.sqlite"]


def test_a_store_that_another_process_keeps_is_searched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept(*_: object) -> None:
        raise OutputError("another findings process is writing to it")

    monkeypatch.setattr(index, "open_to_write", kept)
    assert places(folder, "leaders") == {("documents", 2)}
    assert indexed(folder) == 0


def test_a_run_goes_on_beside_a_search(folder: Path, write: Write) -> None:
    with Store.open(folder) as store, searchable(folder) as database:
        store.save(write("Late words."))
        assert search(database, "leaders").total == 1
    assert places(folder, "late") == {("documents", 1)}


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("[]", [(1, 0, 9)]),
        ("[[0,1],[4,2]]", [(1, 0, 4), (2, 4, 9)]),
        ("[[3,2]]", [(1, 0, 3), (2, 3, 9)]),
    ],
)
def test_pages_of_a_text(starts: str, expected: list[tuple[int, int, int]]) -> None:
    assert list(pages(starts, 9)) == expected
