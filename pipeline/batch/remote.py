"""Addresses: `s3://…`, `gs://…`, `https://…`, whatever fsspec knows (optional extra `remote`)."""

from typing import Any

from pipeline.batch.archives import find_members
from pipeline.batch.items import Found, Item, Others, check_size, is_archive, is_hidden, remark
from pipeline.errors import FindingsError, MissingExtraError, UnreadableError

MARKS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "updated", "created")
"""Names under which file systems tell what changes with a file."""


def find_remote(address: str) -> Found:
    """Everything to read under an address: a file, an archive, a folder or a pattern.

    Raises FindingsError where the library for such addresses is not installed.
    """
    files, path = _file_system(address)
    try:
        if any(sign in path for sign in "*?["):
            paths = sorted(each for each in files.glob(path) if not files.isdir(each))
        elif _is_folder(files, path):
            others = Others()
            inside = (each for each in sorted(files.find(path)) if not _is_hidden(each, path))
            paths = [each for each in inside if is_archive(each) or others.wants(each)]
            yield from others.remark(address)
        else:
            paths = [path]
    except Exception as error:  # each file system has errors of its own
        yield remark(address, "unreachable", _said(error))
        return
    if not paths:
        yield remark(address, "missing", "nothing is there: check the address")
    for each in paths:
        yield from _file(files, each, address)


def _file_system(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError(f"{address}: addresses need fsspec", "remote") from error
    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise FindingsError(f"{address}: {error} (or: 'inspection-findings[remote]')") from error
    return files, path


def _is_folder(files: Any, path: str) -> bool:
    """Whether there are files below a path; a page of the web is one itself unless it ends in /."""
    if "http" in files.protocol and not path.endswith("/"):
        return False
    return not is_archive(path) and bool(files.isdir(path))


def _is_hidden(path: str, folder: str) -> bool:
    return is_hidden(path.removeprefix(folder).lstrip("/"))


def _file(files: Any, path: str, address: str) -> Found:
    source = files.unstrip_protocol(path)
    try:
        known = files.info(path)
    except Exception as error:
        yield remark(source if source.startswith(address) else address, "unreachable", _said(error))
        return
    changes = [str(known[mark]) for mark in MARKS if known.get(mark)]
    signature = ":".join([str(known.get("size")), *changes]) if changes else None
    if is_archive(path):
        yield from find_members(source, lambda: files.open(path, "rb"), signature)
        return

    def load() -> bytes:
        check_size(known.get("size") or 0)
        try:
            data: bytes = files.cat_file(path)
        except Exception as error:
            raise UnreadableError("unreachable", _said(error)) from error
        return data

    yield Item(source, load, signature)


def _said(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "nothing is there: check the address"
    return f"cannot be reached ({type(error).__name__}: {error}): check the address and try again"
