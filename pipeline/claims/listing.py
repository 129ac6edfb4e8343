"""The claims of a store as somebody reads them: what is contradicted comes first."""

from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.errors import FindingsError
from pipeline.store import connect
from pipeline.tables import CLAIMS

SAME = "? IN ({0}.document_id, {0}.source, {0}.file_name)"
"""Whether a document goes by a name: its id, its path as it was given, its file name."""

STATEMENT = f"""
SELECT release.source, report.source AS report_source,
    {", ".join(f'claims."{name}"' for name in CLAIMS.names)}
FROM claims
JOIN documents AS release USING (document_id)
LEFT JOIN documents AS report ON report.document_id = claims.report_id
WHERE ? = '' OR {SAME.format("release")} OR {SAME.format("report")}
ORDER BY release.source, release.document_id,
    CASE verdict WHEN 'contradicted' THEN 0 WHEN 'confirmed' THEN 1 ELSE 2 END,
    claims.start, claims."end", claims.claim_id
"""


def listed(folder: Path, document: str = "") -> list[dict[str, Any]]:
    """The claims in an output folder, by press release; contradictions first, then the others.

    `document` is the id, path or file name of a press release or of a report; without it all
    claims are listed. A row has the columns of the table `claims`, and before them `source`
    and `report_source`, the paths of the two documents; None where there is no value. Raises
    FindingsError when the folder holds no such document, OutputError when it holds no findings.
    """
    with closing(connect(folder)) as database:
        rows = [dict(row) for row in database.execute(STATEMENT, [document] * 3)]
        held = SAME.format("documents")
        known = f"SELECT 1 FROM documents WHERE {held}"
        if document and not rows and database.execute(known, (document,)).fetchone() is None:
            raise FindingsError(
                f"{folder} holds no document {document!r}: give its id, its path as it was "
                "read, or its file name (see tables/documents.csv)"
            )
    return rows
