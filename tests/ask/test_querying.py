import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.ask import querying, searchable
from pipeline.ask.querying import query
from pipeline.errors import AskError
from pipeline.records import Findings
from pipeline.store import connect
from pipeline.store.connection import open_to_write

Write = Callable[..., Findings]
Keep = Callable[..., Path]


@pytest.fixture
def database(write: Write, keep: Keep) -> Iterator[sqlite3.Connection]:
    made = connect(keep(write("Overall good.", grades={"adoption": "good"})))
    yield made
    made.close()


def test_rows_come_with_their_columns(database: sqlite3.Connection) -> None:
    answer = query(database, "select area, grade_rank, 'x' y from judgements")
    assert (answer.columns, answer.rows) == (("area", "grade_rank", "y"), (("adoption", 2, "x"),))
    assert query(database, "SELECT 1 WHERE 0").rows == ()
    assert query(database, "pragma table_info(figures)").rows


def test_the_full_text_may_be_asked(keep: Keep, write: Write) -> None:
    folder = keep(write("Overall good."))
    with searchable(folder) as database:
        assert query(database, "select page from search where search match 'overall'").rows == (
            (1,),
        )


@pytest.mark.parametrize(
    "sql",
    [
        "delete from judgements",
        "update documents set title = 'x'",
        "insert into state values ('a', 'b')",
        "drop table figures",
        "create table x (y)",
        "create temp table x (y)",
        "attach '/tmp/other.db' as other",
        "pragma query_only = off",
        "pragma writable_schema = on",
        "vacuum into '/tmp/copy.db'",
        "begin",
        "select load_extension('x')",
    ],
)
def test_nothing_but_reading_is_allowed(
    database: sqlite3.Connection, tmp_path: Path, sql: str
) -> None:
    writable = open_to_write(tmp_path / "output")  # even on a connection that could write
    for each in (database, writable):
        with pytest.raises(AskError, match=r"only reads|not understood"):
            query(each, sql)
    assert writable.execute("SELECT count(*) FROM judgements").fetchone()[0] == 1
    writable.close()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("selct 1", 'near "selct".*findings tables'),
        ("select grad from judgements", "no column grad there.*grade .judgements.*findings tables"),
        ("select * from judgments", "no table judgments.*judgements, recommendations"),
        ("select 1; select 2", "one statement"),
        ("select ?", "no parameters"),
        ("", "nothing to answer"),
        ("-- only a comment", "nothing to answer"),
        ("select 'a\0b'", "not understood"),
        ("select zeroblob(1000000000)", "not understood"),
    ],
)
def test_errors_name_the_remedy(database: sqlite3.Connection, sql: str, said: str) -> None:
    with pytest.raises(AskError, match=said):
        query(database, sql)


def test_a_query_has_its_time(database: sqlite3.Connection) -> None:
    endless = (
        "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
    )
    with pytest.raises(AskError, match=r"longer than 0\.05 s.*--timeout"):
        query(database, endless, 0.05)
    assert query(database, "select 1").rows == ((1,),)


def test_too_many_rows_are_an_export(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(querying, "MOST_ROWS", 2)
    assert len(query(database, "values (1), (2)").rows) == 2
    with pytest.raises(AskError, match="findings export"):
        query(database, "values (1), (2), (3)")
