"""ZIP and TAR archives, read where they are: nothing is unpacked to disk.

A member's name is only ever a name, never a path that is written to; one that tries to leave
the archive, is a link or a device is set aside, and so is what is too much to be honest.
"""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO

from pipeline.batch.items import INSIDE, Found, Item, Others, check_size, remark
from pipeline.errors import UnreadableError

MOST_MEMBERS = 1_000_000
"""Members that are looked at; an archive with more is not a collection of reports."""
MOST_RATIO = 500
"""How many times smaller than itself a file is packed at most; PDF rarely goes below a tenth."""
SMALL = 10 * 1024 * 1024
"""Bytes up to which no ratio is suspicious: they do no harm."""
DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, LZMAError, EOFError, OSError,
    NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
"""What the libraries raise for archives that are broken, or packed in a way they do not know."""

Opener = Callable[[], IO[bytes]]


def find_members(source: str, open_: Opener, signature: str | None) -> Found:
    """The documents in an archive; `source` names it, `open_` opens its bytes.

    Their bytes can be taken as long as the next one has not been asked for.
    """
    find = _zip if source.lower().endswith(".zip") else _tar
    others = Others()
    empty = True
    try:
        with open_() as file:
            for name, load, size, check in _limited(find(file)):
                if problem := _unsafe(name):
                    yield remark(f"{source}{INSIDE}{name}", "unsafe_member", problem)
                elif not _hidden(name) and others.wants(name):
                    empty = False
                    mark = signature and f"{signature}:{size}:{check}"
                    yield Item(f"{source}{INSIDE}{name}", load, mark)
    except _TooManyError:
        message = f"holds more than {MOST_MEMBERS:,} files; only so many were looked at: split it"
        yield remark(source, "too_many_members", message)
    except DAMAGED as error:
        message = f"is a damaged archive ({error}): make or download it again"
        yield remark(source, "bad_archive", message)
        return
    if empty:
        yield remark(source, "empty_folder", "the archive holds no .pdf, .html or .txt file")
    yield from others.remark(source)


Member = tuple[str, Callable[[], bytes], int, int]
"""Name, what gives the bytes, their number, and something that changes with them."""


class _TooManyError(Exception):
    pass


def _limited(members: Iterator[Member | None]) -> Iterator[Member]:
    for k, member in enumerate(members):
        if k >= MOST_MEMBERS:
            raise _TooManyError
        if member:
            yield member


def _zip(file: IO[bytes]) -> Iterator[Member | None]:
    with zipfile.ZipFile(file) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if info.is_dir():
                yield None
                continue

            def load(info: zipfile.ZipInfo = info) -> bytes:
                if info.flag_bits & 1:
                    raise UnreadableError("encrypted", "is locked by a password: unpack it first")
                _check_ratio(info.file_size, info.compress_size)
                return _taken(lambda: archive.open(info), info.file_size)

            yield info.filename, load, info.file_size, info.CRC


def _tar(file: IO[bytes]) -> Iterator[Member | None]:
    with tarfile.open(fileobj=file, mode="r:*") as archive:
        for info in archive:
            if info.isdir():
                yield None
                continue

            def load(info: tarfile.TarInfo = info) -> bytes:
                if not info.isreg():
                    raise UnreadableError("unsafe_member", "is a link or a device, no file")
                return _taken(lambda: archive.extractfile(info), info.size)

            yield info.name, load, info.size, info.offset


def _taken(open_: Callable[[], IO[bytes] | None], size: int) -> bytes:
    """The bytes of a member, never more than it says it has."""
    check_size(size)
    try:
        member = open_()
        if member is None:
            raise UnreadableError("unsafe_member", "is no file")
        with member:
            return member.read(size + 1)[:size]
    except DAMAGED as error:
        message = f"cannot be unpacked ({error}): make or download the archive again"
        raise UnreadableError("bad_archive", message) from error


def _check_ratio(size: int, packed: int) -> None:
    if size > SMALL and size > MOST_RATIO * max(packed, 1):
        raise UnreadableError(
            "bomb", f"is {size // max(packed, 1):,} times larger than it is packed: not unpacked"
        )


def _unsafe(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in name:
        return "its name leads out of the archive: not read"
    return ""


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)
