import io
import os
from pathlib import Path

import pytest

from pipeline.batch.items import Item
from pipeline.batch.sources import bytes_of, count_items, find_items, scope_of
from pipeline.errors import UnreadableError
from pipeline.records import Problem


def folder_of(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def found(*paths: Path | str, lines: str = "") -> tuple[list[str], list[Problem]]:
    """Names of the items under some paths, and the problems."""
    items, problems = [], []
    for each in find_items(map(str, paths), io.StringIO(lines)):
        (items if isinstance(each, Item) else problems).append(each)
    return [Path(item.source).name for item in items], problems


def test_a_folder_is_searched_for_documents_in_order(tmp_path: Path) -> None:
    names = ("b.PDF", "a.html", "sub/c.txt", "sub/noname", ".hidden.pdf", ".git/d.txt", "e.md")
    folder_of(tmp_path, *names)
    items, problems = found(tmp_path)
    assert items == ["a.html", "b.PDF", "c.txt", "noname"]
    assert [problem.code for problem in problems] == ["not_documents"]
    assert "1 .md" in problems[0].message
    assert count_items([str(tmp_path)]) == 4


def test_a_file_that_is_named_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    assert found(folder_of(tmp_path, "e.md") / "e.md") == (["e.md"], [])


def test_a_folder_without_documents_is_a_problem(tmp_path: Path) -> None:
    items, problems = found(tmp_path)
    assert items == []
    assert [(p.source, p.code) for p in problems] == [(str(tmp_path), "empty_folder")]


def test_a_pattern_finds_files_and_says_when_it_finds_none(tmp_path: Path) -> None:
    folder_of(tmp_path, "2019/a.pdf", "2020/deep/b.pdf", "2020/c.txt")
    assert found(f"{tmp_path}/**/*.pdf") == (["a.pdf", "b.pdf"], [])
    items, problems = found(f"{tmp_path}/*.doc")
    assert (items, [problem.code for problem in problems]) == ([], ["missing"])


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    assert found(folder_of(tmp_path, "a[1].pdf") / "a[1].pdf") == (["a[1].pdf"], [])


def test_a_list_on_standard_input_names_files_and_folders(tmp_path: Path) -> None:
    folder_of(tmp_path, "one/a.pdf", "b.txt")
    lines = f"{tmp_path / 'one'}\n\n  {tmp_path / 'b.txt'}\n"
    assert found("-", lines=lines) == (["a.pdf", "b.txt"], [])


def test_a_signature_changes_with_the_file(tmp_path: Path) -> None:
    path = folder_of(tmp_path, "a.txt") / "a.txt"

    def signature() -> str | None:
        (item,) = find_items([str(path)])
        assert isinstance(item, Item)
        return item.signature

    before = signature()
    assert signature() == before
    status = path.stat()
    path.write_text("b.txt")  # as long as before, and dated back
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert signature() != before


def test_the_bytes_of_a_source_are_found_again(tmp_path: Path) -> None:
    assert bytes_of(str(folder_of(tmp_path, "a.txt") / "a.txt")) == b"a.txt"
    with pytest.raises(UnreadableError) as error:
        bytes_of(str(tmp_path / "gone.txt"))
    assert error.value.code == "missing"


def test_the_scope_of_a_path_is_what_the_names_in_it_begin_with(tmp_path: Path) -> None:
    assert scope_of(str(tmp_path)) == f"{tmp_path}{os.sep}"
    assert scope_of(f"{tmp_path}/reports.zip") == f"{tmp_path}/reports.zip!/"
    assert scope_of(f"{tmp_path}/a.pdf") is None
    assert scope_of("-") is None


def test_memory_addresses_are_read_like_folders() -> None:
    fsspec = pytest.importorskip("fsspec")
    files = fsspec.filesystem("memory")
    files.pipe({"/reports/a.txt": b"first", "/reports/deep/b.pdf": b"second", "/reports/c.md": b""})
    assert found("memory://reports")[0] == ["a.txt", "b.pdf"]
    assert found("memory://reports/**/*.pdf")[0] == ["b.pdf"]
    assert bytes_of("memory:///reports/a.txt") == b"first"
    assert [problem.code for problem in found("memory://nowhere")[1]] == ["unreachable"]
