"""Questions to a store: pure functions from a read-only database to small tables and records.

They open nothing and print nothing; the commands and the web application do.
"""

from pipeline.ask.answers import Answer
from pipeline.ask.index import searchable
from pipeline.ask.providers import Provider, candidates, find_provider, providers
from pipeline.ask.search import Found, Hit, Piece, hits, search
from pipeline.ask.timeline import Timeline, timeline

__all__ = [
    "Answer",
    "Found",
    "Hit",
    "Piece",
    "Provider",
    "Timeline",
    "candidates",
    "find_provider",
    "hits",
    "providers",
    "search",
    "searchable",
    "timeline",
]
