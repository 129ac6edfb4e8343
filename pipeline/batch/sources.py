"""What there is to read: files, folders, patterns, lists, archives and addresses, one by one.

Nothing is held but the item at hand, so that memory does not grow with the archive; an
item's bytes are taken while it is at hand.
"""

import glob
import os
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

STDIN = "-"


def find_items(paths: Iterable[str], lines: Iterable[str] | None = None) -> Found:
    """Everything to read under some paths, and a problem for whatever is set aside.

    A path is a file, a folder (searched for files with one of `items.SUFFIXES`, hidden ones left
    alone), a ZIP or TAR archive, a pattern (`reports/**/*.pdf`), an address (`s3://…`,
    `https://…`), or `-` for a list of these, one a line of `lines`
    (standard input without them).
    """
    for path in paths:
        if path == STDIN:
            given = sys.stdin if lines is None else lines
            yield from find_items((line for line in map(str.strip, given) if line), ())
        elif "://" in path:
            from pipeline.batch.remote import find_remote

            yield from find_remote(path)
        else:
            yield from _find_local(path)


def count_items(paths: Iterable[str]) -> int:
    """How many items there are, where that can be told beforehand; for the progress bar."""
    known = [path for path in paths if path != STDIN and "://" not in path]
    return sum(isinstance(each, Item) for each in find_items(known, ()))


def scope_of(path: str) -> str | None:
    """With what the names of everything under a path begin; None for a single file."""
    if path != STDIN and "://" not in path and os.path.isdir(path):  # noqa: PTH112
        return source_name(Path(path)) + os.sep
    return source_name(Path(path)) + INSIDE if is_archive(path) else None


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


def _find_local(path: str) -> Found:
    if os.path.isdir(path):  # noqa: PTH112
        yield from _search(Path(path))
    elif not os.path.lexists(path) and glob.has_magic(path):
        matching = sorted(glob.iglob(path, recursive=True))  # noqa: PTH207
        if not matching:
            yield remark(source_name(path), "missing", "nothing matches the pattern: check it")
        for each in matching:
            if not os.path.isdir(each):  # noqa: PTH112
                yield from _file(Path(each))
    else:
        yield from _file(Path(path))


def _file(path: Path) -> Found:
    if is_archive(path) and path.is_file():
        yield from find_members(source_name(path), lambda: path.open("rb"), _signature(path))
    else:
        yield Item(source_name(path), lambda: load(path), _signature(path))


def _search(folder: Path) -> Found:
    closed: list[Problem] = []
    others = Others()
    empty = True
    for at, folders, names in os.walk(folder, onerror=lambda e: closed.append(_closed(e))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(at, name) for name in sorted(names) if not name.startswith(".")):
            if (is_archive(path) or others.wants(path.name)) and path.is_file():
                empty = False
                yield from _file(path)
    yield from closed
    source = source_name(folder)
    if empty:
        message = "the folder holds no .pdf, .html or .txt file and no archive: check the path"
        yield remark(source, "empty_folder", message)
    yield from others.remark(source)


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
