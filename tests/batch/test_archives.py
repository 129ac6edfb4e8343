import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from pipeline.batch import archives
from pipeline.batch.items import Item
from pipeline.batch.sources import bytes_of, find_items
from pipeline.errors import UnreadableError

MEMBERS = {"2019/b.pdf": b"second", "a.txt": b"first", "notes.md": b"", ".hidden.txt": b"no"}


def zip_of(path: Path, members: dict[str, bytes] = MEMBERS) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tar_of(path: Path, members: dict[str, bytes] = MEMBERS) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def read(path: Path) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The bytes of what is in an archive by its name, and (code, name) of what was set aside."""
    found, aside = {}, []
    for each in find_items([str(path)]):
        if isinstance(each, Item):
            name = each.source.partition("!/")[2]
            try:
                found[name] = each.load()
            except UnreadableError as error:
                aside.append((error.code, name))
        else:
            aside.append((each.code, each.source.partition("!/")[2]))
    return found, aside


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz"])
def test_the_documents_of_an_archive_are_read_where_they_are(tmp_path: Path, name: str) -> None:
    path = (zip_of if name.endswith("zip") else tar_of)(tmp_path / name)
    found, aside = read(path)
    assert found == {"a.txt": b"first", "2019/b.pdf": b"second"}
    assert aside == [("not_documents", "")]
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert bytes_of(f"{path}!/a.txt") == b"first"


def test_an_archive_in_a_folder_is_looked_into(tmp_path: Path) -> None:
    zip_of(tmp_path / "a.zip", {"a.txt": b"first"})
    (item,) = find_items([str(tmp_path)])
    assert isinstance(item, Item)
    assert item.source == f"{tmp_path}/a.zip!/a.txt"


@pytest.mark.parametrize("name", ["/etc/a.txt", "../a.txt", "x/../../a.txt", "C:/a.txt"])
@pytest.mark.parametrize("make", [zip_of, tar_of])
def test_names_that_lead_out_of_the_archive_are_set_aside(
    tmp_path: Path, name: str, make: type[zip_of]
) -> None:
    path = tmp_path / ("a.zip" if make is zip_of else "a.tar")
    found, aside = read(make(path, {name: b"x", "good.txt": b"good"}))
    assert found == {"good.txt": b"good"}
    assert [code for code, _ in aside] == ["unsafe_member"]


def test_links_and_devices_are_set_aside(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, kind in (("link.txt", tarfile.SYMTYPE), ("device.txt", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found, aside = read(tmp_path / "a.tar")
    assert found == {}
    assert aside == [("unsafe_member", "link.txt"), ("unsafe_member", "device.txt")]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    found, aside = read(zip_of(tmp_path / "a.zip", {"zero.txt": bytes(20 << 20), "a.txt": b"a"}))
    assert found == {"a.txt": b"a"}
    assert aside == [("bomb", "zero.txt")]


def test_more_members_than_anyone_has_reports_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    found, aside = read(zip_of(tmp_path / "a.zip", {f"{k}.txt": b"x" for k in range(9)}))
    assert len(found) == 3
    assert aside == [("too_many_members", "")]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_a_damaged_archive_is_a_problem(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing of the kind" * 50)
    assert read(tmp_path / name) == ({}, [("bad_archive", "")])


def test_a_truncated_member_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "a.zip", {"a.txt": b"first " * 99, "b.txt": b"second " * 99})
    data = bytearray(path.read_bytes())
    data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    found, aside = read(path)
    assert found == {"b.txt": b"second " * 99}
    assert aside == [("bad_archive", "a.txt")]
