"""Noun phrases and what is said of them, read from the words around a number.

There is no grammar here that needs a trained model: closed word lists of models/measures.toml
(auxiliaries, prepositions, pronouns …) end a phrase, and the words between them are what is
counted. All functions take offsets in a text and return the span that they read, or None.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.extract.dates import MONTH_NAMES
from pipeline.extract.figures.numerals import SMALL, TENS
from pipeline.extract.figures.vocabulary import listed, words

Span = tuple[int, int]
Mark = re.Match[str]

CONTRACTED = r"(?i:i|we|you|he|she|it|they|there|that|who)(?=[’'](?:s|ve|ll|re|d|m)\b)"
"""We’ve, it’s: the pronoun is a word of its own, the rest a mark."""

TOKEN = re.compile(
    rf"\([^()\d]{{1,60}}\)|\b{CONTRACTED}|[’'](?:ve|ll|re|d|m)\b"
    r"|[A-Za-z0-9£][\w’'‑&/+*-]*|[^\w\s]"
)
WORD = re.compile(r"[A-Za-z]")
LONGEST_NOUN = 8
LONGEST_SAID = 11
LONGEST_SHARE = 14
"""A share needs more words: what is said of it is the point."""

DETERMINERS = listed(
    "the a an this these those that its their his her our your all both such any some of more "
    "fewer extra"
)
PLURALS = frozenset(("children", "people", "staff", "men", "women", "police", "personnel"))
INNER = frozenset(("in need", "in care", "with disabilities", "of age", "at risk", "on roll"))
"""Prepositions that belong to a noun phrase: "children in need", "children with disabilities"."""

DIALLED = ("101", "111", "999")
"""1.1 million 999 calls: digits that are a name."""

QUOTES = ("‘", "“", '"', "'", "’", "”")
NUMBER_WORDS = frozenset((*SMALL, *TENS))
PARTICIPLE = re.compile(r"\w{3,}(?:ed|ing)$", re.IGNORECASE)
ADVERB = re.compile(r"(?!famil|assemb|suppl)\w{3,}ly$", re.IGNORECASE)
LISTED = re.compile(r"(?:,\s[a-z]+(?:\s[a-z]+)?){1,3},?\s(?:and|or)\s(?:[a-z]+\s)?[a-z]{3,}s\b")
"""children, young people, parents and carers."""

MONTHS = "|".join(MONTH_NAMES.split())
CLAUSE_END = re.compile(
    rf"""[.;:()“”‘\n]|,(?!\s(?:employment|education|training|care|health)\b)|\s[–—-]\s
    |\b(?:but|while|whilst|although|though|whereas|because|compared|which|when|since
      |during(?=\s+(?:the\s+)?(?:last|past|previous|year|period|inspection|same|first|\d|[A-Z]))
      |against(?=\s+(?:[\w’']+\s+){{0,3}}(?:national|target|average|figure|English|England|\d))
      |however|with\s+(?:the|an?|most|some|only|just|around|over)|as\s+well|so\s+that
      |within\s+(?:the|its|their|our|an?)\s+(?:[\w’']+\s+){{0,3}}(?:limit|target|standard|deadline)\s+of
      |at\s+an?\s+(?:\w+\s+)?(?:cost|price)
      |meaning|in\s+(?:19|20)\d\d|at\s+\d|from\s+\d|by\s+\d
      |(?:last|this|next|each|every)\s+(?:year|month|week)
      |(?!on\s+time\b)(?:in|on|at|during|over|since|by|for)\s+(?:the\s+)?(?:last|past|previous|first|final
        |following|year|time|end|start|point|week|summer|autumn|winter|spring|{MONTHS})
      |(?:in|over|during|for)\s+the\s+(?:\w+\s+)?(?:year|quarter|weeks|months|years)\b
      |(?:for|within)\s+(?:over|more\s+than|longer\s+than|less\s+than|at\s+least|up\s+to)
      |(?:about|for|to|with|of|in)\s+(?:whom|which)
      |and\s+(?:\w+ly\s+)?(?:to|is|are|was|were|has|have|had|will|the|a|an|in|of|for|this|these
        |they|it|there|she|he|we|I|some|\d+|two|three|four|five|six|seven|eight|nine|ten|half))\b
    |(?P<number>(?<!age\sof\s)(?<!level\s)(?<!stage\s)(?<!stages\s)(?<!year\s)(?<!section\s)
      (?<!aged\s)\b\d)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where what is said of a number's noun comes to its end."""

LEADING = re.compile(
    r"""(?:\s*\b(?:who|that|which|is|are|was|were|be|been|being|has|have|had|having|will|would
    |currently|also|now|still|already|recently|then|subsequently|previously|since|to\sdate|only
    |just|identified\s+through\s+assessment\s+as|identified\s+as|formally|all|both|therefore
    |so\sfar|yet|in\stotal)\b)+\s*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands between a noun and the words that say something of it."""

AMOUNT = re.compile(
    r"\b(?:the\s+)?(?:total\s+|overall\s+|average\s+|current\s+|actual\s+)?"
    r"(?:numbers?|proportions?|percentages?|levels?|totals?|amounts?)\s+of\s+(?!\d)",
    re.IGNORECASE,
)
"""The number of …: the words behind it are what is counted."""

AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|remains?|continues?)\b")


YEAR = re.compile(r"(?:19|20)\d\d")
NO_LETTER = re.compile(r"[^A-Za-z]*$")
YEAR_OLDS = re.compile(r"\d+[-‑]year[-‑]olds?$", re.IGNORECASE)
AMOUNTS = listed("rate numbers")
TIMES = listed("year month week term summer autumn winter spring night")
PARTICLES = listed("after into onto out off up down")
TRAILERS = listed("who which that next within over the aged during")
QUALITIES = listed(
    "improvement reduction increase growth good better poor worse strong well high higher low "
    "lower stable similar"
)
"""Of 62% that were judged good or better this is what is said."""

DONE = listed("achieved recorded reported received projected expected predicted shown made taken")
"""Of 60 actions 31 had been achieved: behind an auxiliary such a word is what is said."""

LEADS_TO_TIME = re.compile(
    r"(?<=\w)(?<!\bof)(?<!\bthan)(?<!\bfrom)(?<!\bto)(?<!\bwithin)(?<!\bby)(?<!\bthe)(?<!\beach)"
    r"\s+(?:(?P<word>in|at|on|over|during|for|since)\s+)?(?:the\s+)?\Z"
)
OPENS_NOUN = re.compile(r"\s+(?:(?:the|an?|its|their|our)\s+)?(?=[A-Za-z])", re.IGNORECASE)
SAYS_WHEN = re.compile(
    r"(?:last|this|since|between|during|at|the\s+(?:same|last))\b", re.IGNORECASE
)
"""Periods that no preposition leads to: absence last year, since 2014."""

SKIPPED_FIRST = frozenset(("also", "currently", "now", "still", "of"))


def tokens(text: str, start: int, end: int) -> Iterator[Mark]:
    """Words, numbers, marks, and brackets without a number as a whole: "(NEET)"."""
    return TOKEN.finditer(text, start, end)


def noun_after(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that starts at `start`: "newly qualified social workers"."""
    marks = [m for m in tokens(text, start, min(end, start + 140)) if m.group() not in QUOTES]
    while marks and marks[0].group().lower() in DETERMINERS and not _is_title(marks):
        marks.pop(0)
    last, plural = 0, False
    for k, mark in enumerate(marks[:LONGEST_NOUN]):
        low = mark.group().lower()
        before = marks[k - 1].group().lower() if k else ""
        follow = marks[k + 1].group().lower() if k + 1 < len(marks) else ""
        if low in ("of", "for", "and", "or", "in", "with", "at", "on"):
            if not k or not _goes_on(low, follow, marks[k + 2 : k + 4], plural):
                break
        elif low == "after" and before == "looked":
            last = k + 1
        elif (low not in DETERMINERS or before not in ("of", "with")) and follow != "majesty’s":
            is_word = (
                WORD.match(low)
                or low in DIALLED
                or (before == "year" and low[0].isdigit())
                or YEAR_OLDS.match(low)
            )
            if not is_word or _ends(low, follow, plural, not k):
                break
            last, plural = k + 1, is_plural(low)
    if not last:
        return None
    listed = LISTED.match(text, marks[last - 1].end(), end) if plural else None
    if listed and not NUMBER_WORDS.intersection(re.findall(r"\w+", listed.group())):
        return marks[0].start(), listed.end()
    return marks[0].start(), marks[last - 1].end()


def _is_title(marks: list[Mark]) -> bool:
    """Her Majesty’s Inspectors."""
    return len(marks) > 1 and marks[1].group().lower() in ("majesty’s", "majesty's")


def _goes_on(low: str, follow: str, later: list[Mark], plural: bool) -> bool:
    """Whether a noun phrase continues after a preposition or "and"."""
    if f"{low} {follow}" in INNER:
        return True
    if not WORD.match(follow) or follow in NUMBER_WORDS:
        return False
    if follow in ("whom", "which", "these", "them", "those", "this", "it"):
        return False
    if low == "with":
        return plural and follow in ("a", "an", "complex", "special", "additional", "learning")
    if low in ("and", "or"):
        nouns = [follow, *(m.group().lower() for m in takewhile(_is_word, later))]
        is_verb = follow in words().verbs or follow in words().stops or ADVERB.match(follow)
        return not is_verb and any(is_plural(noun) for noun in nouns)
    return low == "of"


def _is_word(mark: Mark) -> bool:
    return bool(WORD.match(mark.group()))


def _ends(low: str, follow: str, plural: bool, is_first: bool) -> bool:
    """Whether a word is no part of the noun phrase before it, or cannot begin one."""
    vocabulary = words()
    if follow == "after" and low == "looked":
        return False
    is_participle = bool(PARTICIPLE.match(low))
    is_verb = low in vocabulary.verbs
    if not is_first and low in ("last", "next") and follow in TIMES:
        return True
    if plural and follow in PARTICLES:
        return True  # "families look after 30 children"
    if low in vocabulary.stops:
        return True
    if is_first and is_plural(follow) and not AUXILIARY.match(low):
        return False  # "return interviews", "approved adopters"
    if is_verb and (plural or not is_participle):
        return True
    if is_first and (is_verb or is_participle):  # "judged to be good"
        return not WORD.match(follow) or follow in vocabulary.stops
    return plural and (is_participle or bool(ADVERB.match(low)))


def noun_before(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that ends at `end`: "… sent the families | new laptops | worth £900"."""
    kept: list[Mark] = []
    for mark in reversed(list(tokens(text, start, end))):
        low = mark.group().lower()
        is_participle = low.endswith("ed") and bool(kept)
        if not low[0].isalnum() or low in DETERMINERS or low in words().verbs or is_participle:
            break
        if low in words().stops and (not kept or low not in ("for", "to")):
            break
        kept.append(mark)
    while kept and kept[-1].group().lower() in ("of", "for", "to"):
        kept.pop()
    return span_of(kept[::-1]) if kept else None


def without(text: str, span: Span, times: list[Span]) -> Span:
    """A phrase without the time that ends or opens it: "absence | in the spring term"."""
    start, end = span
    for first, last in times:
        lead = LEADS_TO_TIME.search(text, start, first) if last == end else None
        if lead and (lead["word"] or SAYS_WHEN.match(text, first)):
            end = lead.start()
        elif first == start and (noun := OPENS_NOUN.match(text, last, end)):
            start = noun.end()
    return span_of(list(tokens(text, start, end))) or span


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun: a head that a phrase can end on."""
    if word in PLURALS:
        return True
    singular = word.endswith(("ss", "us", "is", "’s", "'s"))
    return len(word) > 3 and word.endswith("s") and not singular


def head(text: str, span: Span) -> str:
    """The last word of a noun phrase without "of …" and the like, in lower case."""
    phrase = re.split(r"\s(?:of|in|with|for|on|at|under)\s", text[slice(*span)].lower())[0]
    return phrase.split()[-1] if phrase.split() else ""


def said_after(text: str, start: int, end: int, most: int = LONGEST_SAID) -> Span | None:
    """What is said of the noun that ends at `start`: "live outside the local authority area"."""
    lead = LEADING.match(text, start, end)
    begin = lead.end() if lead else start
    while begin < end and text[begin].isspace():
        begin += 1
    begin += len("of ") if text.startswith("of ", begin, end) else 0
    limit = end
    for stop in CLAUSE_END.finditer(text, begin, end):
        if most < LONGEST_SHARE or not stop["number"]:
            limit = stop.start()
            break
    marks = [mark for mark in tokens(text, begin, limit) if WORD.match(mark.group())][:most]
    kept = without_lead(list(marks), QUALITIES | (DONE if lead else frozenset()))
    if not kept and not any(_is_verbal(mark.group().lower()) for mark in marks):
        kept = marks  # "good or better" is said all the same
    return span_of(kept) if kept and kept[0].start() <= begin + 2 else None


def _is_verbal(low: str) -> bool:
    return low in words().stops - {"or", "and"} or bool(PARTICIPLE.match(low))


def first_word(text: str, start: int, end: int) -> str:
    """The first word behind adverbs such as "currently", in lower case."""
    for mark in tokens(text, start, end):
        low = mark.group().lower()
        if not WORD.match(low):
            return ""
        if low not in SKIPPED_FIRST and not ADVERB.match(low):
            return low
    return ""


def last_word(text: str, start: int, end: int) -> Span | None:
    """The last word of `text[start:end]`."""
    marks = [mark for mark in tokens(text, start, end) if WORD.match(mark.group())]
    return marks[-1].span() if marks else None


def without_lead(marks: list[Mark], kept: frozenset[str] = frozenset()) -> list[Mark]:
    """Words without those at the end that only lead to a number."""
    leading = words().leading_to - kept
    while marks and marks[-1].group().lower() in leading:
        before = marks[-2].group().lower() if len(marks) > 1 else ""
        is_noun = before.isalpha() and before not in words().stops | words().verbs | leading
        if marks[-1].group().lower() in AMOUNTS and is_noun:
            break  # "vacancy rate", "staff numbers"
        marks.pop()
    return marks


def _trails(low: str) -> bool:
    """Whether a word belongs to what was cut off behind it: "children over the next"."""
    return low in TRAILERS or bool(ADVERB.match(low))


def span_of(marks: list[Mark]) -> Span | None:
    """From the first to the last word, unless none of them says what is measured."""
    empty = words().empty
    while marks and not marks[0].group()[0].isalnum():
        marks = marks[1:]
    while marks and _trails(marks[-1].group().lower()):
        marks = marks[:-1]
    if all(mark.group().lower() in empty or NO_LETTER.match(mark.group()) for mark in marks):
        return None
    return marks[0].start(), marks[-1].end()
