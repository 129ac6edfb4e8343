"""ZIP and TAR archives, read where they are: nothing is unpacked to disk.

A member's name is only ever a name, never a path that is written to; one that tries to leave
the archive, is a link or a device is set aside, and so is what is too much to be honest.
"""

import re
import tarfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Self

from pipeline.batch.items import (
    INSIDE,
    Found,
    Item,
    Others,
    check_size,
    is_hidden,
    remark,
    source_name,
)
from pipeline.errors import UnreadableError

MOST_MEMBERS = 1_000_000
"""Members that are looked at; an archive with more is not a collection of reports."""
MOST_RATIO = 500
"""How many times smaller than itself a file is packed at most; PDF rarely goes below a tenth."""
SMALL = 10 * 1024 * 1024
"""Bytes up to which no ratio is suspicious: they do no harm."""
LONGEST_HEADER = 1024 * 1024
"""Bytes of a TAR header that names a member or says more of it."""
TALKATIVE = {
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
}
"""Kinds of TAR headers that are read into memory as a whole."""
DRIVE = re.compile(r"[A-Za-z]:([/\\]|$)")

Opener = Callable[[], IO[bytes]]
Member = tuple[str, Callable[[], bytes], int, int]
"""Name, what gives the bytes, their number, and something that changes with them."""


def find_members(source: str, open_: Opener, signature: str | None) -> Found:
    """The documents in an archive; `source` names it, `open_` opens its bytes.

    Their bytes can be taken as long as the next one has not been asked for. Of several
    members with one name the later ones are called `name (2)`, `name (3)`.
    """
    find = _zip if source.lower().endswith(".zip") else _tar
    others = Others()
    names: Counter[str] = Counter()
    try:
        with open_() as file:
            for name, load, size, check in _limited(find(file)):
                names[name] += 1
                inside = name if names[name] == 1 else f"{name} ({names[name]})"
                at = source_name(f"{source}{INSIDE}{inside}")
                if problem := _unsafe(name):
                    yield remark(at, "unsafe_member", problem)
                elif not is_hidden(name) and others.wants(name):
                    yield Item(at, load, signature and f"{signature}:{size}:{check}")
    except _TooManyError:
        message = f"holds more than {MOST_MEMBERS:,} files; only so many were looked at: split it"
        yield remark(source, "too_many_members", message)
    except Exception as error:  # the libraries raise anything for what is broken
        message = f"is a damaged archive ({error}): make or download it again"
        yield remark(source, "bad_archive", message)
        return
    if not others.wanted:
        yield remark(source, "empty_folder", "the archive holds no .pdf, .html or .txt file")
    yield from others.remark(source)


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
            if info.filename.endswith("/"):
                yield None
                continue

            def load(info: zipfile.ZipInfo = info) -> bytes:
                if info.flag_bits & 1:
                    raise UnreadableError("encrypted", "is locked by a password: unpack it first")
                _check_ratio(info.file_size, info.compress_size)
                return _taken(lambda: archive.open(info), info.file_size)

            yield info.filename, load, info.file_size, info.CRC


class _Header(tarfile.TarInfo):
    """A TAR header that is not believed when it says that it is very long."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        made = super().frombuf(buf, encoding, errors)
        if made.type in TALKATIVE and made.size > LONGEST_HEADER:
            raise tarfile.ReadError(f"a header of {made.size:,} bytes")
        return made


def _tar(file: IO[bytes]) -> Iterator[Member | None]:
    packed = file.seek(0, 2)
    file.seek(0)
    with tarfile.open(fileobj=file, mode="r:*", tarinfo=_Header) as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # it would remember them all
            if info.isdir():
                yield None
                continue

            def load(info: tarfile.TarInfo = info) -> bytes:
                if not info.isreg() or info.issparse():
                    raise UnreadableError("unsafe_member", "is a link, a device or full of holes")
                _check_ratio(info.size, packed)
                return _taken(lambda: archive.extractfile(info), info.size)

            yield info.name, load, info.size, info.offset
        _check_end(archive)


def _check_end(archive: tarfile.TarFile) -> None:
    """Raises where the members end at something else than the archive's end.

    tarfile takes a header that it cannot read for the end.
    """
    if archive.fileobj is None:
        return
    archive.fileobj.seek(archive.offset)
    if archive.fileobj.read(tarfile.BLOCKSIZE).strip(b"\0"):
        raise tarfile.ReadError(f"what is at byte {archive.offset:,} cannot be read")


def _taken(open_: Callable[[], IO[bytes] | None], size: int) -> bytes:
    """The bytes of a member, never more than it says it has."""
    check_size(size)
    try:
        member = open_()
        if member is None:
            raise UnreadableError("unsafe_member", "is no file")
        with member:
            return member.read(size + 1)[:size]
    except UnreadableError:
        raise
    except Exception as error:  # see find_members
        message = f"cannot be unpacked ({error}): make or download the archive again"
        raise UnreadableError("bad_archive", message) from error


def _check_ratio(size: int, packed: int) -> None:
    if size > SMALL and size > MOST_RATIO * max(packed, 1):
        raise UnreadableError(
            "bomb", f"is {size // max(packed, 1):,} times larger than it is packed: not unpacked"
        )


def _unsafe(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or "\0" in name:
        return "its name leads out of the archive: not read"
    return "its name is that of a drive: not read" if DRIVE.match(name) else ""
