"""What an extraction depends on besides the document, in twelve hexadecimal digits."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import models
from pipeline.version import __version__

MODULES = ("document.py", "records.py", "gazetteer.py", "models.py", "tables.py")
FOLDERS = ("ingest", "layout", "frameworks", "extract")
"""The rooms whose code decides what is read."""
LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "lxml-html-clean",
    "pdfplumber",
    "pypdfium2",
    "spacy",
    "trafilatura",
)


@cache
def extractor() -> str:
    """The version, and a digest of the code, the models and the libraries that read documents.

    A document that was read by another extractor is read again: a corrected gazetteer or a
    new framework file counts as another extractor.
    """
    digest = hashlib.sha256()
    for library in LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            continue
    package = Path(__file__).parent
    code = [path for name in MODULES + FOLDERS for path in _files(package / name, "*.py")]
    for root, path in [*((package, each) for each in code), *_models()]:
        digest.update(path.relative_to(root).as_posix().encode() + b"\n")
        digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _models() -> list[tuple[Path, Path]]:
    root = models.path()
    found = [path for path in _files(root, "*") if path.suffix in {".toml", ".csv"}]
    return [(root, path) for path in found]


def _files(path: Path, pattern: str) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(each for each in path.rglob(pattern) if each.is_file())
