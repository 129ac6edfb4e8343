"""What is known of a document that could not be read, and what is said of it."""

import hashlib
import traceback
from pathlib import PurePath

from pipeline.records import DocumentFacts, Findings, Problem
from pipeline.version import __version__


def failed(data: bytes, source: str, stage: str, code: str, message: str) -> Findings:
    """The findings of a document that was given up: what is known without reading, and why."""
    facts = known_facts(data, source)
    problem = Problem(
        document_id=facts.document_id, source=source, stage=stage, code=code, message=message
    )
    return Findings(document=facts, problems=[problem])


def known_facts(data: bytes, source: str) -> DocumentFacts:
    """What is known of a document before it is read."""
    sha256 = hashlib.sha256(data).hexdigest()
    return DocumentFacts(
        document_id=sha256[:16],
        sha256=sha256,
        source=source,
        file_name=PurePath(source).name,
        bytes=len(data),
        status="failed",
        version=__version__,
    )


def crash(source: str, stage: str, error: Exception, document_id: str = "") -> Problem:
    """The problem row of an error that nobody foresaw."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(frame.filename).name}:{frame.lineno}"
    message = f"{type(error).__name__}: {error} ({where}); a fault of findings, please report it"
    return Problem(
        document_id=document_id, source=source, stage=stage, code="crash", message=message
    )
