"""The output folder: one SQLite database, and the tables that are written out of it.

The database holds every document read into the folder so far, with its text, its findings,
its problems, and the ledger of what was read from where. `Store` writes it, `connect` opens
it for reading. Its tables are made from the columns of `pipeline.tables`, so it cannot drift
from the CSV and Parquet files, which hold exactly the same rows.
"""

from pipeline.store.connection import DATABASE, connect
from pipeline.store.corrections import Desk
from pipeline.store.schema import SCHEMA
from pipeline.store.store import Store

__all__ = ["DATABASE", "SCHEMA", "Desk", "Store", "connect"]
