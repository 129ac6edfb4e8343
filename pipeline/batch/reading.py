"""One document: bytes → Findings, with whatever goes wrong as a row of `problems`."""

import hashlib
import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pipeline.batch.failures import crash, known_facts
from pipeline.batch.items import load, source_name
from pipeline.document import Document
from pipeline.errors import FrameworkError, UnreadableError
from pipeline.extract import extract
from pipeline.ingest import scan
from pipeline.layout import compose
from pipeline.records import Findings, Problem


def read_bytes(data: bytes, source: str) -> Findings:
    """Reads one document from its bytes; whatever goes wrong is in the result's problems.

    `source` is the path that the bytes came from. A document that cannot be read has
    the status `failed` and as many of its facts as are known. Raises FrameworkError when a
    framework file is broken, as then no document can be read, and MemoryError.
    """
    facts = known_facts(data, source)
    problems: list[Problem] = []
    stage = "ingest"
    try:
        with closing(scan(data, source)) as printed:
            facts = replace(facts, media_type=printed.media_type, pages=len(printed.pages))
            stage, problems = "layout", printed.problems
            document = compose(printed, sha256=facts.sha256, source=source, size=len(data))
            stage, problems = "extract", document.problems
            findings = extract(document)
    except (FrameworkError, MemoryError):
        raise
    except UnreadableError as error:
        problem = Problem(source=source, stage=stage, code=error.code, message=str(error))
        findings = Findings(document=facts, problems=[*problems, problem])
    except Exception as error:
        findings = Findings(document=facts, problems=[*problems, crash(source, stage, error)])
    document_id = facts.document_id
    findings.problems = [replace(each, document_id=document_id) for each in findings.problems]
    return findings


def read_document(path: str | os.PathLike[str]) -> Document:
    """Reads a file into a Document. Raises UnreadableError where that cannot be done."""
    source = source_name(path)
    data = load(Path(path))
    sha256 = hashlib.sha256(data).hexdigest()
    return compose(scan(data, source), sha256=sha256, source=source, size=len(data))
