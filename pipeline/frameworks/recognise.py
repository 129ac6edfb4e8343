"""Which framework, inspectorate and kind of document is this?

A framework's title templates are tried on the head of the document, block by block and over
up to five blocks, because titles are printed over several; then its phrases. A text that no
framework claims is a press release when it names an inspectorate and reads like one.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from pipeline import models
from pipeline.document import Block, Document, Kind
from pipeline.frameworks.load import inspectorates, load, read_toml
from pipeline.frameworks.model import Framework, Inspectorate
from pipeline.frameworks.phrases import Finder, any_of, template

HEAD_PAGES = 2
HEAD_BLOCKS = 40
HEAD_CHARACTERS = 3000
LONGEST_TITLE = 400
TITLE_BLOCKS = 5

HEADLINE_BLOCKS = 9
LONGEST_BANNER = 110
LONGEST_NAME = 9
SHORTEST_HEADLINE = 5
SMALL_WORD = 3
"""Letters of the words inside names (“of”, “and”, “for”, “upon” excepted)."""

CONTACT = re.compile(r"[•@>]|\bwww\.|https?:|\b0\d{3,4}[ -]?\d{3}|^\W*\w+\W*:\s*[\w ]{1,30}$")
"""An address line, a breadcrumb, or a label with its value: “Region: East of England”."""

DATE_LINE = re.compile(r"[\W\d]*(?:[^\W\d]+\W+){0,4}(?:\d{1,2}\W)*\d{2,4}\W*(?:/.*)?")
"""A line with nothing but a date, or a date in two languages."""

LED_BY = re.compile(r"\bled by\s+(?:the\s+)?", re.IGNORECASE)
"""A joint inspection says who leads: "(JTAI), led by Ofsted with …"."""


@dataclass(frozen=True)
class Recognition:
    """What a document is: its framework (if known), who inspects, its title's offsets.

    `provider` is the inspected body's name as the title prints it, or "".
    """

    document_type: str
    inspectorate: str
    framework: Framework | None = None
    title: tuple[int, int] = (0, 0)
    provider: str = ""


@dataclass(frozen=True)
class _Title:
    start: int
    end: int
    provider: str
    first: int
    last: int


def recognise(document: Document) -> Recognition:
    """Say what a document is from its head."""
    head = head_blocks(document)
    found: list[tuple[int, Framework, _Title]] = []
    opening = document.body[:HEAD_CHARACTERS]
    for framework in load():
        if framework.not_with and any_of(framework.not_with).search(opening):
            continue
        title = _find_title(document, head, framework.title_patterns)
        if title:
            found.append((title.first, framework, title))
    if found:
        _, framework, title = min(found, key=lambda hit: (hit[0], -len(hit[1].id)))
        return _recognition(framework, title)
    for framework in load():
        if _phrased(framework, document, opening):
            return _recognition(framework, None)
    return _without_framework(document, head)


def _phrased(framework: Framework, document: Document, opening: str) -> bool:
    """Whether the opening holds one of the framework's phrases and is no press release's."""
    if not framework.phrases or not any_of(framework.phrases).search(opening):
        return False
    if any_of((*framework.not_with, "press release", "news release")).search(opening):
        return False
    return document.media_type == "application/pdf" or not _reads_like_press(document)


def head_blocks(document: Document) -> list[Block]:
    """The blocks where a title can stand: the first ones of the first pages."""
    return [
        block
        for block in document.blocks[:HEAD_BLOCKS]
        if block.page <= HEAD_PAGES and block.start < document.body_end
    ]


def _recognition(framework: Framework, title: _Title | None) -> Recognition:
    return Recognition(
        framework.document_type,
        framework.inspectorate,
        framework,
        (title.start, title.end) if title else (0, 0),
        title.provider if title else "",
    )


def _find_title(
    document: Document, head: list[Block], patterns: tuple[re.Pattern[str], ...]
) -> _Title | None:
    """The longest title that stands first and matches one of the templates in full."""
    titles = [block for block in head if block.kind is not Kind.NOTE]
    for first, block in enumerate(titles):
        for count in range(min(TITLE_BLOCKS, len(titles) - first), 0, -1):
            last = titles[first + count - 1]
            if last.end - block.start > LONGEST_TITLE or last.page != block.page:
                continue
            text = " ".join(document.of(part) for part in titles[first : first + count])
            for pattern in patterns:
                match = pattern.fullmatch(text)
                if match and _one_block(document, titles[first : first + count], match):
                    return _title(document, titles[first : first + count], match, first)
    return None


def _one_block(document: Document, parts: list[Block], match: re.Match[str]) -> bool:
    """A provider's name is no longer than a block, and a template's words fill the others."""
    provider = (match.groupdict().get("provider") or "").strip()
    if not provider or len(parts) == 1:
        return True
    first = document.of(parts[0]).strip()
    inside = any(provider in document.of(part) for part in parts)
    return inside and (provider == first or not first.startswith(provider + " "))


def _title(document: Document, parts: list[Block], match: re.Match[str], first: int) -> _Title:
    provider = (match.groupdict().get("provider") or "").strip()
    start = parts[0].start
    if len(parts) > 1 and provider == document.of(parts[0]).strip():
        start = parts[1].start  # the name above the title is not part of it
    return _Title(start, parts[-1].end, provider, first, first + len(parts) - 1)


@cache
def _words() -> dict[str, list[str]]:
    return read_toml(models.path("documents.toml"))


def _without_framework(document: Document, head: list[Block]) -> Recognition:
    inspectorate = main_inspectorate(document.body)
    patterns = tuple(template(title) for title in _words()["report_titles"])
    title = _find_title(document, head, patterns)
    if title:
        who = inspectorate.id if inspectorate else ""
        return Recognition("inspection_report", who, None, (title.start, title.end), title.provider)
    if inspectorate is None:
        return Recognition("other", "")
    if document.media_type == "application/pdf" and not _reads_like_press(document):
        return Recognition("other", inspectorate.id)
    start, end = _headline(document, head, inspectorate)
    return Recognition(
        "press_release", inspectorate.id, mentioned_framework(document.body), (start, end)
    )


def _reads_like_press(document: Document) -> bool:
    return any_of(_words()["press_cues"]).search(document.body) is not None


def main_inspectorate(text: str) -> Inspectorate | None:
    """Whose findings a text reports: who leads, else who is named most, the first of equals."""
    named = Finder({each.id: each.names for each in inspectorates()}).find(text)
    leads = {match.end() for match in LED_BY.finditer(text)}
    led = [who for start, _, who in named if start in leads]
    counted = Counter(led[:1] or (who for *_, who in named)).most_common(1)
    return next((each for each in inspectorates() if counted and each.id == counted[0][0]), None)


def mentioned_framework(text: str) -> Framework | None:
    """The framework that a press release names; the one it names first."""
    hits = []
    for framework in load():
        match = any_of(framework.mentions).search(text) if framework.mentions else None
        if match:
            hits.append((match.start(), framework.id, framework))
    return min(hits, key=lambda hit: hit[:2])[2] if hits else None


def _headline(document: Document, head: list[Block], inspectorate: Inspectorate) -> tuple[int, int]:
    """Offsets of a press release's title.

    It is the first line at the head that is no banner, no date, no address, no sentence and
    no more than the name of who sends it.
    """
    fallback = (0, 0)
    for block in head[:HEADLINE_BLOCKS]:
        text = " ".join(document.of(block).split())
        if text.endswith(".") or len(text) > LONGEST_TITLE / 2:
            break  # the story has begun
        if (
            text.endswith((":", ";", ","))
            or _is_banner(text)
            or inspectorate.pattern.fullmatch(text)
        ):
            continue
        if not _is_name(text):
            return (block.start, block.end)
        fallback = (block.start, block.end)
    return fallback


def _is_banner(text: str) -> bool:
    """Whether a line is a banner, a date, an address, or the path to a web page."""
    if CONTACT.search(text) or DATE_LINE.fullmatch(text):
        return True
    banner = any_of(_words()["banners"])
    ends = any(match.end() >= len(text.rstrip(" *:")) for match in banner.finditer(text))
    return len(text) < LONGEST_BANNER and bool(banner.match(text.lstrip(" *-–")) or ends)


def _is_name(text: str) -> bool:
    """Whether a line is only a name: an organisation's, or capitalised words throughout."""
    last = re.sub(r"\W+$", "", text).rpartition(" ")[2].lower()
    organisations = {word.lower() for word in _words()["organisations"]}
    plain = any(word.islower() and len(word) > SMALL_WORD for word in re.findall(r"\w+", text))
    if text.isupper():
        return last in organisations and len(text.split()) < LONGEST_NAME
    return not plain and (last in organisations or len(text.split()) < SHORTEST_HEADLINE)
