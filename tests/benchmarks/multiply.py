"""A store many times as large: every document again under other ids, with its rows and text.

    python tests/benchmarks/multiply.py OUTPUT N TARGET

makes TARGET, a store with N times the documents of OUTPUT. A copy has its own document_id,
row ids, provider and source name, as if it were another archive of the same size; its texts,
places and values are the same. Its pages can still be shown, for its source leads to the same
file and its sha256 is that of it.
"""

import argparse
import shutil
import sqlite3
from pathlib import Path

from pipeline.store import DATABASE, Store

KINDS = ("judgements", "recommendations", "officials", "quotations", "figures")
OWN = {
    "documents": ("document_id",),
    "sources": ("document_id",),
    "texts": ("document_id",),
    "readings": ("document_id",),
    "problems": ("document_id",),
    "claims": ("claim_id", "document_id", "report_id"),
    **{kind: (f"{kind[:-1]}_id", "document_id") for kind in KINDS},
}
"""The ids in each table that are another's in a copy."""
OWN["quotations"] = (*OWN["quotations"], "official_id")
NAMES = {"documents": ("provider_id", "provider_name")}
"""Columns that say whose copy it is."""


def multiply(database: sqlite3.Connection, times: int) -> None:
    """Adds `times - 1` copies of every document that a store holds."""
    before = {table: _most(database, table) for table in OWN}
    for copy in range(1, times):
        # three digits of every id say which copy it is: ids stay 16 hex digits
        with database:
            for table, ids in OWN.items():
                _copy(database, table, ids, copy, before[table])
    database.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")
    database.commit()


def _most(database: sqlite3.Connection, table: str) -> int:
    found: int = database.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
    return found


def _copy(
    database: sqlite3.Connection, table: str, ids: tuple[str, ...], n: int, last: int
) -> None:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    values = []
    for name in columns:
        if name in ids:
            values.append(f"substr({name}, 4) || '{n:03x}'")
        elif name == "source":  # another name of the same file
            here = "./" * n
            values.append(
                f"CASE WHEN source LIKE '/%' THEN '/{here}' || substr(source, 2) "
                f"ELSE '{here}' || source END"
            )
        elif name in NAMES.get(table, ()):
            values.append(f"{name} || ' {n}'")
        else:
            values.append(f'"{name}"')
    names = ", ".join(f'"{name}"' for name in columns)
    database.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table} WHERE rowid <= ?",
        (last,),
    )


def main() -> None:
    """Makes the store and says how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("times", type=int)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    options.target.mkdir(parents=True)
    shutil.copy(options.output / DATABASE, options.target / DATABASE)
    with Store.open(options.target):
        pass  # brings an earlier schema up to date
    database = sqlite3.connect(options.target / DATABASE)
    multiply(database, options.times)
    for table in ("documents", *KINDS):
        (count,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()
        print(f"{table:16}{count:>12,}")
    (pages,) = database.execute("SELECT sum(pages) FROM documents").fetchone()
    database.close()
    size = (options.target / DATABASE).stat().st_size
    print(f"{'pages':16}{pages:>12,}\n{'bytes':16}{size:>12,}")


if __name__ == "__main__":
    main()
