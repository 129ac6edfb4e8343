"""One file to read, wherever it is, and what is said of files that are set aside."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from pipeline.errors import UnreadableError
from pipeline.records import Problem

SUFFIXES = {".pdf", ".html", ".htm", ".xhtml", ".txt", ".text", ""}
"""What is taken out of a folder; a file that is named itself is read whatever its suffix."""
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
"""Endings of files that are looked into."""
INSIDE = "!/"
"""Parts the path of an archive from the path inside it."""
LARGEST = 512 * 1024 * 1024
"""Bytes of the largest file that is taken into memory."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read: its path as text, its bytes, and its signature.

    The signature changes when the file does and costs less than its bytes; None where there
    is nothing of the kind. `load` raises UnreadableError.
    """

    source: str
    load: Callable[[], bytes]
    signature: str | None = None


Found = Iterator[Item | Problem]


def source_name(path: str | os.PathLike[str]) -> str:
    r"""A path as text that can be stored: bytes that are no UTF-8 are written as `\xe9`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_archive(name: str | os.PathLike[str]) -> bool:
    """Whether a file's name says that other files are in it."""
    return os.fspath(name).lower().endswith(ARCHIVES)


def is_hidden(name: str) -> bool:
    """Whether a file, or a folder that it is in, is one that systems keep for themselves."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises UnreadableError where there is no such file, it may not be read, or it is larger
    than LARGEST.
    """
    try:
        check_size(path.stat().st_size)
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)  # some files have no size until they are read
        check_size(len(data))
        return data
    except FileNotFoundError:
        code, message = "missing", "there is no such file or folder: check the path"
    except IsADirectoryError:
        code, message = "folder", "is a folder: read it with findings run"
    except PermissionError:
        code, message = "no_permission", "may not be read: ask for permission to read it"
    except OSError as error:
        code, message = "unreadable", f"the system cannot read it: {error.strerror or error}"
    raise UnreadableError(code, message)


def check_size(size: int) -> None:
    """Raises UnreadableError for a file that is too large to be taken into memory."""
    if size > LARGEST:
        raise UnreadableError("too_large", f"has {size:,} bytes, more than {LARGEST:,}: split it")


def remark(source: str, code: str, message: str) -> Problem:
    """A problem with something that is no document."""
    return Problem(source=source, stage="ingest", code=code, message=message)


class Others:
    """Counts the files that are not taken for documents, to say so at the end."""

    def __init__(self) -> None:
        self.wanted = 0
        self.suffixes: Counter[str] = Counter()

    def wants(self, name: str) -> bool:
        """Whether a file is taken for a document by its name."""
        suffix = PurePath(name).suffix.lower()
        if suffix in SUFFIXES:
            self.wanted += 1
            return True
        self.suffixes[suffix] += 1
        return False

    def remark(self, source: str) -> Iterator[Problem]:
        """The problem of a folder that holds such files."""
        if self.suffixes:
            kinds = ", ".join(f"{n} {suffix}" for suffix, n in sorted(self.suffixes.items()))
            message = f"other files were not read ({kinds}): name a file itself to read it"
            yield remark(source, "not_documents", message)
