"""Full text over recommendations, quotations and the pages of documents, the best hits first."""

import sqlite3
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.ask.answers import Answer
from pipeline.ask.index import CLOSE, DOCUMENTS, OPEN
from pipeline.ask.terms import to_match
from pipeline.errors import AskError

AROUND = 220
"""Characters shown of a text around what was found in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet: words that were looked for (`found`), or those around them."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where all terms are found; a smaller `score` is a better one (BM25).

    `id` is the finding's, or the document's for a page of its text. `start` and `end` are the
    offsets of the first words found in a page, and the start of a finding (`end` equals it).
    `date` is when the inspection ended, or what is known instead.
    """

    kind: str
    id: str
    document_id: str
    file_name: str
    provider_id: str
    provider_name: str
    date: str
    page: int
    start: int
    end: int
    score: float
    snippet: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The snippet as plain words."""
        return "".join(piece.text for piece in self.snippet)


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


def search(
    database: sqlite3.Connection,
    text: str,
    limit: int = 20,
    kind: str = "",
    provider: tuple[str, ...] = (),
) -> Found:
    """Finds `text` in the index of a database that `index.searchable` has opened or filled.

    All words have to be there; "words side by side" and beginnings (`work*`) are understood,
    everything else is taken as plain words. `kind` is one of `index.KINDS` or empty for all,
    `provider` the document_ids to look in (empty: all of them). Raises AskError where `text`
    has no word in it.
    """
    match = to_match(text)
    if not match:
        raise AskError(f"there is no word to look for in {text!r}: give a word, or two")
    where, values = _conditions(match, kind, provider)
    (total,) = database.execute(f"SELECT count(*) FROM search WHERE {where}", values).fetchone()
    best = database.execute(
        f"SELECT rowid FROM search WHERE {where} ORDER BY bm25(search), rowid LIMIT ?",
        (*values, limit),
    )
    chosen = [row[0] for row in best]
    rows = database.execute(
        "SELECT search.*, highlight(search, 0, ?, ?) AS marked, bm25(search) AS score, file_name, "
        "provider_id, provider_name, "
        "coalesce(inspection_end, inspection_start, published_on) AS date "
        "FROM search JOIN documents USING (document_id) "
        f"WHERE search MATCH ? AND search.rowid IN ({', '.join('?' * len(chosen))}) "
        "ORDER BY score, search.rowid",
        (OPEN, CLOSE, match, *chosen),
    )
    return Found(tuple(map(_hit, rows)), total)


def hits(found: Found) -> Answer:
    """Hits as a table: where each one stands, and the words around what was found."""
    rows = [
        (hit.id, hit.kind, hit.provider_name, hit.date, hit.page, hit.file_name, hit.text)
        for hit in found.hits
    ]
    columns = ("id", "kind", "provider", "date", "page", "document", "snippet")
    more = f", the best {len(rows)}" if len(rows) < found.total else ""
    words = {piece.text for hit in found.hits for piece in hit.snippet if piece.found}
    title = f"{found.total:,} found{more}"
    return Answer.of(
        "hits", title, columns, rows, below="snippet", found=tuple(sorted(words, key=len))
    )


def _conditions(match: str, kind: str, documents: tuple[str, ...]) -> tuple[str, list[Any]]:
    where, values = ["search MATCH ?"], [match]
    if kind:
        where.append("kind = ?")
        values.append(kind)
    if documents:
        where.append(f"document_id IN ({', '.join('?' * len(documents))})")
        values.extend(documents)
    return " AND ".join(where), values


def _hit(row: sqlite3.Row) -> Hit:
    plain, found = unmarked(row["marked"])
    first = found[0] if row["kind"] == DOCUMENTS and found else (0, 0)
    return Hit(
        kind=row["kind"],
        id=row["id"],
        document_id=row["document_id"],
        file_name=row["file_name"] or "",
        provider_id=row["provider_id"] or "",
        provider_name=row["provider_name"] or "",
        date=row["date"] or "",
        page=row["page"],
        start=row["start"] + first[0],
        end=row["start"] + first[1],
        score=row["score"],
        snippet=snippet(plain, found),
    )


def unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks, and (start, end) of what stood between them."""
    plain, found = "", []
    for k, part in enumerate(marked.split(OPEN)):
        words, _, rest = part.rpartition(CLOSE) if k else ("", "", part)
        if k:
            found.append((len(plain), len(plain) + len(words)))
        plain += words + rest
    return plain, found


def snippet(text: str, found: list[tuple[int, int]], width: int = AROUND) -> tuple[Piece, ...]:
    """About `width` characters of a text around the place where most of what was found stands."""
    best = max(found, key=lambda at: sum(at[0] <= s < at[0] + width for s, _ in found))
    inside = [at for at in found if best[0] <= at[0] and at[1] <= max(best[0] + width, best[1])]
    spare = max(0, width - (inside[-1][1] - inside[0][0])) // 2
    start = _word_edge(text, inside[0][0] - spare, forward=True, limit=inside[0][0])
    end = _word_edge(text, inside[-1][1] + spare, forward=False, limit=inside[-1][1])
    edges = [start, *(edge for at in inside for edge in at), end]
    pieces = [Piece("… ", False)] if start else []
    for k, (a, b) in enumerate(pairwise(edges)):
        pieces += [Piece(" ".join(text[a:b].split("\n")), k % 2 == 1)] * (a < b)
    return (*pieces, *([Piece(" …", False)] if end < len(text) else []))


def _word_edge(text: str, at: int, forward: bool, limit: int) -> int:
    """The start of the next word, or the end of the last one, no further than `limit`."""
    if forward:
        space = text.find(" ", max(at, 0), limit) if at > 0 else -1
        return 0 if at <= 0 else (space + 1 if space >= 0 else limit)
    if at >= len(text):
        return len(text)
    return max(text.rfind(" ", limit, at), limit)
