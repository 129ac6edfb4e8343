"""Items that a press release prints without a bullet: lines under a heading or a lead-in.

Such an item says what to do ("Improve …", "The force should …"), names what is to be better
("The timeliness of assessments"), goes on in lower case from the line that leads to it, or
stands with others in lines without a gap.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.document import Block, Document, Kind
from pipeline.extract.recommendations import deadlines
from pipeline.extract.recommendations.cues import cues, names
from pipeline.extract.recommendations.labels import BARE
from pipeline.extract.recommendations.sections import subject

LONGEST = 500
LONGEST_SUBJECT = 80

SPOKEN = re.compile(r"[\"“”‘']")
"""A mark at the start of a line opens speech."""

ENDED = re.compile(r"[.!?][’'”\")\]]*$")


@cache
def _imperative() -> re.Pattern[str]:
    return re.compile(rf"(?:to\s+)?(?:{names('imperatives').pattern})\s+(?!by\b)", re.IGNORECASE)


@cache
def _quality() -> re.Pattern[str]:
    nouns = names("qualities").pattern
    return re.compile(
        rf"(?:the\s+)?(?:[\w-]+\s+)?(?:{nouns})\s+(?:of|for|with|to|in|between|at|from|on|that"
        rf"|so)\b"
        r"|(?:how|whether)\s+[\w-]+\s",
        re.IGNORECASE,
    )


def says_what_to_do(text: str) -> bool:
    """Whether a line is an instruction: "Improve …", "By May, the force should …"."""
    if SPOKEN.match(text) or len(text) > LONGEST:
        return False
    if _imperative().match(text):
        return True
    return bool(who_must(text))


def who_must(sentence: str) -> str:
    """Who "must" or "should" in a sentence that tells a body so, or ""."""
    sentence = deadlines.without_opening(sentence)
    for cue in cues("more"):
        found = cue.search(sentence)
        who = subject(found["who"]) if found and found.start() == 0 else ""
        if who and len(who) <= LONGEST_SUBJECT and not names("finite").search(who):
            return who
    return ""


def names_what_to_improve(text: str) -> bool:
    """Whether a line is a phrase that names a weakness: "The quality of plans."."""
    found = _quality().match(text)
    return found is not None and not names("finite").search(_main(text))


def _main(text: str) -> str:
    """A phrase without its relative clauses, which have verbs of their own."""
    return re.split(r"\b(?:that|which|who|whose|where|when|how|whether|if|so|as)\b", text)[0]


def unmarked(document: Document, blocks: list[Block], at: int) -> Iterator[Block]:
    """The blocks after the one at `at` that are items without a bullet, up to the first other."""
    lead = blocks[at]
    colon = document.of(lead).rstrip().endswith(":")
    tight = _tight(document, blocks, at)
    for k, block in enumerate(blocks[at + 1 :], at + 1):
        text = BARE.sub("", document.of(block).strip(), count=1)
        if block.kind is not Kind.PARAGRAPH or SPOKEN.match(text) or text.endswith(":"):
            return
        goes_on = colon and (text[:1].islower() or block.x0 > lead.x0 + block.size)
        phrase = says_what_to_do(text) or names_what_to_improve(text)
        if not (goes_on or phrase or k < tight):
            return
        yield block


def _tight(document: Document, blocks: list[Block], at: int) -> int:
    """Index behind the run of lines without a gap that follows; two make a list."""
    if document.media_type != "text/plain":
        return at
    end = at + 1
    while end + 1 < len(blocks) and _touch(blocks[end], blocks[end + 1]):
        end += 1
    lines = blocks[at + 1 : end + 1]
    if len(lines) < 2 or any(_is_sentence(document.of(block)) for block in lines):
        return at
    return end + 1


def _touch(above: Block, below: Block) -> bool:
    both = above.kind is Kind.PARAGRAPH and below.kind is Kind.PARAGRAPH
    return both and 0 < below.top - above.top < 1.5


def _is_sentence(text: str) -> bool:
    """Whether a line tells something, as those of an address or a caption do not."""
    return ENDED.search(text) is not None and names("finite").search(_main(text)) is not None
