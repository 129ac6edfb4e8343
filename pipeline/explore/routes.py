"""Which address is which page."""

from collections.abc import Callable
from typing import Any

from pipeline.explore.claims import claim
from pipeline.explore.correcting import add, correct
from pipeline.explore.documents import document
from pipeline.explore.evidence import evidence, image, passage
from pipeline.explore.home import home
from pipeline.explore.pages import nothing
from pipeline.explore.providers import provider, providers
from pipeline.explore.searching import found

DOCUMENT = r"(?P<document_id>[0-9a-f]{16})"
ROUTES: list[tuple[str, Callable[..., Any]]] = [
    (r"^/$", home),
    (r"^/providers$", providers),
    (r"^/provider$", provider),
    (r"^/provider/(?P<id>[^/]+)$", provider),
    (r"^/search$", found),
    (rf"^/document/{DOCUMENT}$", document),
    (r"^/evidence/(?P<kind>[a-z]+)/(?P<id>[0-9a-f]{16})$", evidence),
    (r"^/claim/(?P<id>[0-9a-f]{16})$", claim),
    (rf"^/passage/{DOCUMENT}/(?P<start>\d{{1,9}})-(?P<end>\d{{1,9}})$", passage),
    (rf"^/add/(?P<kind>[a-z]+)/{DOCUMENT}/(?P<page>\d{{1,6}})$", add),
    (r"^/correct$", correct),
    (rf"^/page/{DOCUMENT}/(?P<page>\d{{1,6}})\.png$", image),
    (r"^/(?:document|evidence|claim|passage|add|page)/", nothing),
]
