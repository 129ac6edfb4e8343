"""What there is to read: files, folders, patterns, lists, archives and addresses, one by one.

Nothing is held but the item at hand, so that memory does not grow with the archive; an
item's bytes are taken while it is at hand.
"""

import glob
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from pipeline.batch.archives import find_members
from pipeline.batch.items import (
    INSIDE,
    Found,
    Item,
    Others,
    is_archive,
    load,
    remark,
    source_name,
)
from pipeline.errors import UnreadableError
from pipeline.records import Problem
from pipeline.store import DATABASE

STDIN = "-"
TABLES_FOLDER = "tables"
LINKED = "is a link to a folder, which was not followed: name it itself to read it"


def find_items(
    paths: Iterable[str], lines: Iterable[str] | None = None, *, unpack: bool = True
) -> Found:
    """Everything to read under some paths, and a problem for whatever is set aside.

    A path is a file, a folder (searched for files with one of `items.SUFFIXES`, hidden ones left
    alone), a ZIP or TAR archive, a pattern (`reports/**/*.pdf`), an address (`s3://…`,
    `https://…`), or `-` for a list of these, one a line of `lines`
    (standard input without them). Without `unpack` TAR archives are passed over, as what is in
    them cannot be told without reading all of them.
    """
    for path in paths:
        if path == STDIN:
            given = map(os.fsdecode, sys.stdin.buffer) if lines is None else lines
            listed = (line.rstrip("\r\n") for line in given)
            yield from find_items((line for line in listed if line), (), unpack=unpack)
        elif "://" in path:
            from pipeline.batch.remote import find_remote

            yield from find_remote(path)
        else:
            yield from _find_local(path, unpack)


def count_items(paths: Iterable[str]) -> int:
    """How many items there are, where that can be told beforehand; for the progress bar."""
    known = [path for path in paths if path != STDIN and "://" not in path]
    return sum(isinstance(each, Item) for each in find_items(known, (), unpack=False))


def scope_of(path: str) -> str | None:
    """With what the names of everything under a path begin; None for a single file.

    It is empty for the working directory, where all names begin anyhow.
    """
    if path == STDIN or "://" in path:
        return None
    name = source_name(Path(path))
    if os.path.isdir(path):  # noqa: PTH112
        return "" if name == os.curdir else name.rstrip(os.sep) + os.sep
    return name + INSIDE if is_archive(path) else None


def bytes_of(source: str) -> bytes:
    """The bytes of a source as the tables name it, wherever it is.

    Raises UnreadableError where it is not there any more or cannot be read.
    """
    archive, inside, _ = source.partition(INSIDE)
    if not inside and "://" not in source:
        return load(Path(source))
    for item in find_items([archive if inside else source], ()):
        if isinstance(item, Item) and item.source == source:
            return item.load()
    raise UnreadableError("missing", "is not there any more")


def _find_local(path: str, unpack: bool) -> Found:
    if os.path.isdir(path):  # noqa: PTH112
        yield from _search(Path(path), unpack)
    elif not os.path.lexists(path) and glob.has_magic(path):
        matching = sorted(glob.iglob(path, recursive=True))  # noqa: PTH207
        if not matching:
            yield remark(source_name(path), "missing", "nothing matches the pattern: check it")
        for each in matching:
            if not os.path.isdir(each):  # noqa: PTH112
                yield from _file(Path(each), unpack)
    else:
        yield from _file(Path(path), unpack)


def _file(path: Path, unpack: bool) -> Found:
    if is_archive(path) and os.path.isfile(path):  # noqa: PTH113
        if not (unpack or path.suffix.lower() == ".zip"):
            return
        yield from find_members(source_name(path), lambda: path.open("rb"), _signature(path))
    else:
        yield Item(source_name(path), lambda: load(path), _signature(path))


def _search(folder: Path, unpack: bool) -> Found:
    aside: list[Problem] = []
    others = Others()
    archives = 0
    for at, folders, names in os.walk(folder, onerror=lambda e: aside.append(_closed(e))):
        if DATABASE in names:  # the output of a run, which nobody wants to read again
            folders[:] = [name for name in folders if name != TABLES_FOLDER]
            names = [name for name in names if not name.startswith(Path(DATABASE).stem)]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = (Path(at, name) for name in folders if os.path.islink(Path(at, name)))  # noqa: PTH114
        aside.extend(remark(source_name(each), "linked_folder", LINKED) for each in links)
        for path in (Path(at, name) for name in sorted(names) if not name.startswith(".")):
            if _is_special(path):
                aside.append(remark(source_name(path), "unreadable", "is a device or a pipe"))
            elif is_archive(path):
                archives += 1
                yield from _file(path, unpack)
            elif others.wants(path.name):
                yield from _file(path, unpack)
    yield from aside
    source = source_name(folder)
    if not (others.wanted or archives):
        message = "the folder holds no .pdf, .html or .txt file and no archive: check the path"
        yield remark(source, "empty_folder", message)
    yield from others.remark(source)


def _is_special(path: Path) -> bool:
    """Whether a path is neither a file nor something that cannot be looked at."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:  # to be said when it is read
        return False


def _signature(path: Path) -> str | None:
    """Size and times of a file; the second time is one that programs cannot set back."""
    try:
        status = path.stat()
    except OSError:
        return None
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"


def _closed(error: OSError) -> Problem:
    source = source_name(Path(str(error.filename)))
    message = f"the folder cannot be opened ({error.strerror}): ask for permission"
    return remark(source, "no_permission", message)
