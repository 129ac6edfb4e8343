"""The commands that ask and export, as somebody types them."""

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline import cli
from pipeline.ask import profile
from pipeline.cli.asking import ComparePart, Kind, Part
from pipeline.records import Findings
from pipeline.store import Store

Make = Callable[..., Findings]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], make: Make, tmp_path: Path
) -> Run:
    """Runs `findings … --output` on a store with two documents."""
    facts = {"provider_name": "Durham", "provider_id": "E06000047"}
    with Store.open(tmp_path / "output") as store:
        store.save(make(source="a.pdf", inspection_end="2016-03-18", **facts))
        text = "Overall effectiveness is good. " * 4
        store.save(make(text, source="b.pdf", inspection_end="2019-09-20", **facts))

    def command(*arguments: object) -> tuple[int, str, str]:
        given = ["findings", *map(str, arguments), "--output", str(tmp_path / "output")]
        monkeypatch.setattr(sys, "argv", given)
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return command


ASKED = [
    ("query", "select area, grade from judgements"),
    ("tables",),
    ("tables", "judgements"),
    ("search", "effectiveness"),
    ("show", "a.pdf"),
    ("provider", "Durham"),
    ("provider",),
    ("compare", "Durham", "2016", "2019"),
]


@pytest.mark.parametrize("arguments", ASKED)
def test_every_question_is_answered_for_people_and_programs(
    ask: Run, arguments: tuple[str, ...]
) -> None:
    code, out, err = ask(*arguments)
    assert (code, err) == (0, "")
    assert out.count("\n") > 2
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 110
    code, out, _ = ask(*arguments, "-f", "json")
    assert code == 0
    assert json.loads(out)
    code, out, _ = ask(*arguments, "-f", "markdown")
    assert "| --- |" in out
    code, out, err = ask(*arguments, "-f", "csv")
    if arguments[0] in ("show", "compare") or arguments == ("provider", "Durham"):
        assert (code, out) == (1, "")
        assert "--part" in err or arguments[0] == "show"
    else:
        rows = list(csv.reader(io.StringIO(out)))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}


def test_the_parts_can_be_asked_for_alone(ask: Run) -> None:
    assert tuple(Part) == profile.PARTS
    for part in Part:
        assert ask("provider", "Durham", "--part", part, "-f", "csv")[0] == 0
    code, out, _ = ask("provider", "Durham", "--part", "grades", "-f", "csv")
    assert out.splitlines() == [
        "area,2016-03-18 ofsted ilacs,2019-09-20 ofsted ilacs",
        "overall_effectiveness,good,good",
    ]
    for part in ComparePart:
        code, out, _ = ask("compare", "Durham", "2016", "2019", "--part", part, "-f", "json")
        assert (code, isinstance(json.loads(out), list)) == (0, True)


def test_a_query_comes_from_standard_input_too(ask: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(read=lambda: "select 7 as n"))
    assert ask("query", "-", "-f", "csv") == (0, "n\n7\n", "")


def test_a_query_has_its_time_limit(ask: Run) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    code, out, err = ask("query", endless, "--timeout", "0.05")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "longer than 0.05 s" in err


def test_a_search_is_narrowed(ask: Run) -> None:
    _, out, _ = ask("search", '"overall effectiveness"', "--kind", Kind.DOCUMENTS, "-f", "json")
    assert {hit["kind"] for hit in json.loads(out)} == {"documents"}
    _, out, _ = ask("search", "overall", "--provider", "durham", "--limit", "1", "-f", "json")
    assert len(json.loads(out)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "selct"), "findings: the SQL is not understood"),
        (("search", "xyzzy"), "findings: nothing has all of these words: xyzzy"),
        (
            ("search", "overall", "--provider", "Leeds"),
            "findings: there is no document about",
        ),
        (("show", "nothing"), "findings: there is no document or finding"),
        (("provider", "nowhere"), "findings: there is no provider 'nowhere'"),
        (("compare", "Durham"), "findings: a comparison has two sides"),
        (("tables", "figure"), "findings: there is no table 'figure'"),
        (("export", "figure"), "findings: there is no table 'figure'"),
    ],
)
def test_an_error_is_one_line(ask: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = ask(*arguments)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(said)


def test_a_folder_without_findings_says_what_to_do(ask: Run, tmp_path: Path) -> None:
    code, out, err = ask("tables", "-o", tmp_path)  # the last --output counts
    assert code == 0
    for file in (tmp_path / "output").iterdir():
        file.unlink()
    code, out, err = ask("tables")
    assert (code, out) == (1, "")
    assert "findings run" in err


def test_export_writes_where_it_is_told(ask: Run, tmp_path: Path) -> None:
    to = tmp_path / "wide.csv"
    code, out, err = ask("export", "--wide", "--to", to, "--excel-safe")
    assert (code, out, err) == (0, f"Wrote 2 rows to {to}\n", "")
    assert to.read_text().count("\n") == 3
    assert ask("export", "--to", tmp_path / "all", "-f", "parquet", "-q") == (0, "", "")
    assert (tmp_path / "all" / "judgements.parquet").exists()
    assert ask("export", "figures", "--wide")[0] == 2
