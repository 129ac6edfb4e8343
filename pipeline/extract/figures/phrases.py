"""Noun phrases and what is said of them, read from the words around a number.

There is no grammar here that needs a trained model: closed word lists (auxiliaries,
prepositions, pronouns …) end a phrase, as the words between them are what is counted.
All functions take offsets in a text and return the span that they read, or None.
"""

import re
from collections.abc import Iterator

from pipeline.extract.figures.numbers import SMALL, TENS
from pipeline.extract.figures.vocabulary import words

Span = tuple[int, int]

TOKEN = re.compile(r"\([^()\d]{1,60}\)|[A-Za-z0-9£][\w’'‑&/+*-]*|[^\w\s]")
WORD = re.compile(r"[A-Za-z]")
LONGEST_NOUN = 8
LONGEST_SAID = 9
LONGEST_SHARE = 14
"""A share needs more words: what is said of it is the point."""
LONGEST_SUBJECT = 12

DETERMINERS = frozenset(
    "the a an this these those that its their his her our your all both such any some of more "
    "fewer extra".split()
)
PLURALS = frozenset("children people staff men women police personnel".split())
INNER = frozenset(("in need", "in care", "with disabilities", "of age", "at risk", "on roll"))
"""Prepositions that belong to a noun phrase: "children in need", "children with disabilities"."""

NUMBER_WORDS = frozenset((*SMALL, *TENS))
PARTICIPLE = re.compile(r"\w{3,}(?:ed|ing)$", re.IGNORECASE)
ADVERB = re.compile(r"\w{3,}ly$", re.IGNORECASE)
CLAUSE_END = re.compile(
    r"""[.;:()“”‘\n]|,(?!\s(?:employment|education|training|care|health)\b)|\s[–—-]\s
    |\b(?:but|while|whilst|although|though|whereas|because|compared|which|when|since|during
      |against|however|with\s+(?:the|an?|most|some|only|just|around|over)|as\s+well|so\s+that|meaning
      |in\s+(?:19|20)\d\d|at\s+\d|from\s+\d|by\s+\d|(?:last|this|next|each|every)\s+(?:year|month|week)
      |(?:in|on|at|during|over|since|by|for)\s+(?:the\s+)?(?:last|past|previous|first|final|following|year|time|end
        |start|point|week|summer|autumn|winter|spring|January|February|March|April|May|June|July|August|September
        |October|November|December)
      |(?:for|within)\s+(?:over|more\s+than|longer\s+than|less\s+than|at\s+least|up\s+to)
      |(?:about|for|to|with|of|in)\s+(?:whom|which)
      |and\s+(?:\w+ly\s+)?(?:is|are|was|were|has|have|had|will|the|a|an|in|of|for|this|these|they|it|there|some
        |\d+|two|three|four|five|six|seven|eight|nine|ten|half|rings?|makes?))\b
    |(?P<number>(?<!age\sof\s)(?<!level\s)(?<!stage\s)(?<!stages\s)(?<!year\s)(?<!section\s)(?<!aged\s)\b\d)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where what is said of a number's noun comes to its end."""

LEADING = re.compile(
    r"""(?:\s*\b(?:who|that|which|is|are|was|were|be|been|being|has|have|had|having|will|would
    |currently|also|now|still|already|recently|then|subsequently|previously|since|to\sdate|only|just
    |identified\s+through\s+assessment\s+as|identified\s+as|formally|all|both|therefore|so\sfar|yet|in\stotal)\b)+\s*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What stands between a noun and the words that say something of it."""


def tokens(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Words, numbers, marks, and brackets without a number as a whole: "(NEET)"."""
    return TOKEN.finditer(text, start, end)


def noun_after(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that starts at `start`: "newly qualified social workers"."""
    found: list[re.Match[str]] = []
    last = 0
    plural = False
    marks = list(tokens(text, start, min(end, start + 140)))
    for k, mark in enumerate(marks):
        word = mark.group()
        low = word.lower()
        if not found and low in DETERMINERS:
            continue
        follow = marks[k + 1].group().lower() if k + 1 < len(marks) else ""
        if not WORD.match(word) or len(found) >= LONGEST_NOUN:
            break
        if low in ("of", "for", "and", "or", "in", "with", "at", "on"):
            if not found or not _goes_on(low, follow, marks[k + 2 : k + 4], plural):
                break
        elif low in DETERMINERS and found and found[-1].group().lower() in ("of", "with"):
            pass
        elif low == "after" and found and found[-1].group().lower() == "looked":
            last = len(found) + 1
        elif _ends(low, follow, plural) or not found and _is_predicate(low, follow):
            break
        else:
            last = len(found) + 1
            plural = is_plural(low)
        found.append(mark)
    if not last:
        return None
    first, stop = found[0].start(), found[last - 1].end()
    listed = LISTED.match(text, stop, end) if plural else None
    return first, listed.end() if listed and not _has_number(listed.group()) else stop


LISTED = re.compile(r"(?:,\s[a-z]+(?:\s[a-z]+)?){1,3},?\s(?:and|or)\s(?:[a-z]+\s)?[a-z]{3,}s\b")
"""children, young people, parents and carers."""


def _has_number(words: str) -> bool:
    return any(word in NUMBER_WORDS for word in re.findall(r"\w+", words))


def _goes_on(low: str, follow: str, later: list[re.Match[str]], plural: bool) -> bool:
    """Whether a noun phrase continues after a preposition or "and"."""
    if follow in NUMBER_WORDS:
        return False
    if f"{low} {follow}" in INNER:
        return True
    vocabulary = words()
    if not WORD.match(follow) or follow in ("whom", "which", "these", "them", "those", "this", "it"):
        return False
    if low == "of":
        return True
    if low == "with":
        return plural and follow in ("a", "an", "complex", "special", "additional", "learning")
    if low in ("and", "or"):
        nouns = [follow, *(mark.group().lower() for mark in later)]
        is_verb = follow in vocabulary.verbs or follow in vocabulary.stops or ADVERB.match(follow)
        return not is_verb and any(is_plural(noun) for noun in nouns)
    return False


def _ends(low: str, follow: str, plural: bool) -> bool:
    vocabulary = words()
    if low == "looked" and follow == "after":
        return False
    if low in vocabulary.stops or low in vocabulary.verbs and (plural or not PARTICIPLE.match(low)):
        return True
    return plural and bool(PARTICIPLE.match(low) or ADVERB.match(low))


def _is_predicate(low: str, follow: str) -> bool:
    """Whether a phrase begins with a verb and not with an adjective: "judged to be good"."""
    vocabulary = words()
    if low not in vocabulary.verbs and not PARTICIPLE.match(low) or follow == "after":
        return False
    return not WORD.match(follow) or follow in vocabulary.stops


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun: a head that a phrase can end on."""
    if word in PLURALS:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s")) and len(word) > 3


def head(text: str, span: Span) -> str:
    """The last word of a noun phrase without "of …" and the like, in lower case."""
    phrase = re.split(r"\s(?:of|in|with|for|on|at|under)\s", text[span[0] : span[1]].lower())[0]
    return phrase.split()[-1] if phrase.split() else ""


def said_after(text: str, start: int, end: int, most: int = LONGEST_SAID) -> Span | None:
    """What is said of the noun that ends at `start`: "live outside the local authority area"."""
    lead = LEADING.match(text, start, end)
    begin = lead.end() if lead else start
    while begin < end and text[begin].isspace():
        begin += 1
    limit = end
    for stop in CLAUSE_END.finditer(text, begin, end):
        if most < LONGEST_SHARE or not stop["number"]:
            limit = stop.start()
            break
    return _limited(text, begin, limit, most)


def _limited(text: str, begin: int, limit: int, most: int) -> Span | None:
    """At most so many words, ending on a word that can end a phrase."""
    marks = [m for m in tokens(text, begin, limit) if WORD.match(m.group())][:most]
    while marks and marks[-1].group().lower() in TRAILING:
        marks.pop()
    if not marks or marks[0].start() > begin + 2:
        return None
    return marks[0].start(), marks[-1].end()


TRAILING = frozenset(
    """the a an of in on at by for to from with and or as than that which who is are was were be been
    being has have had will would can could may should up down its their his her our this these those
    about around approximately nearly almost just over under more less only some further another about
    below above within between into out per total rate figure figures average currently now also at most least
    account accounts accounted accounting make makes making made represent represents represented
    comprise comprises comprising constitute constitutes form stands stood stand remain remains remained
    reached reaching reach risen rose rising increased increasing increase fell fallen falling reduced
    reducing reduction decreased decreasing dropped dropping improved improving improvement declined declining
    grown grew high higher low lower good better poor worse similar stable strong well significantly
    slightly considerably steadily further respectively roughly estimated averaging averages averaged
    totalling includes including include taking takes take took while but having compared with standing
    achieved recorded reported received very too relatively broadly even still against not yet changed went gone
    going come coming came doubled number so far quite consistently comparatively remaining doing
    currently recently today running runs was much already decrease rise fall drop growth decline
    projected expected predicted forecast estimated show shows showed shown showing all during each
    ranging ranges ranged range varying varies fewer less many few proportion percentage number numbers increases reductions uplift""".split()
)
"""Words that lead from what is measured to its number: "… has improved further to"."""

HARD_LEFT = frozenset(
    """that which where because although while whilst but so if when as whereas there it they we he
    she this these those and/or with showed shows shown reported reports states found says said told identified indicates
    demonstrates noted means""".split()
)
"""Words that the subject of a number's clause does not reach back over."""

EMPTY = frozenset(
    """this it that these they those which the figure figures rate number proportion average percentage
    level a an year years month months last previous earlier ago before data information evidence
    performance authority local authority’s own unvalidated latest published recent provided by in at of
    significant large small vast majority minority very only overall example contrast total addition particular fact instance today time inspection point end start there one we i he she you inspectors report reports target current
    year-on-year better worse higher lower than national england similar statistical neighbours""".split()
)
"""A subject of such words only does not say what is measured."""

def _is_empty(marks: list[re.Match[str]]) -> bool:
    return all(mark.group().lower() in EMPTY or mark.group().isdigit() for mark in marks)


AMOUNT = re.compile(
    r"\b(?:the\s+)?(?:total\s+|overall\s+|average\s+|current\s+|actual\s+)?"
    r"(?:numbers?|proportions?|percentages?|levels?|totals?|amounts?)\s+of\s+",
    re.IGNORECASE,
)
"""The number of …: the words behind it are what is counted."""

LEFT_EDGE = re.compile(r"(?P<aside>\([^()\d]{1,60}\))|[;:()“”\n]|\s[–—-]\s|,(?!\d{3})")


def subject_before(text: str, start: int, end: int) -> Span | None:
    """What a number at `end` measures when it stands behind: "the vacancy rate … is at"."""
    marks = [mark for mark in tokens(text, start, end) if len(mark.group()) < 3 or mark.group()[0] != "("]
    while marks and marks[-1].group().lower() in TRAILING:
        marks.pop()
    if not marks:
        return None
    for amount in reversed(list(AMOUNT.finditer(text, start, marks[-1].start()))):
        return amount.end(), marks[-1].end()
    kept: list[re.Match[str]] = []
    for mark in reversed(marks):
        low = mark.group().lower()
        if not WORD.match(low[0]) and low[0] not in "0123456789":
            break
        if low in HARD_LEFT or len(kept) >= LONGEST_SUBJECT:
            break
        kept.append(mark)
        if len(kept) > 1 and kept[-2].group().lower() == "who":
            break
    kept.reverse()
    while kept and kept[0].group().lower() in LEADERS:
        kept.pop(0)
    if not kept or _is_empty(kept):
        return None
    return kept[0].start(), kept[-1].end()


LEADERS = frozenset(
    """the a an in on at by for to from with and or of as however also only just currently then
    similarly overall further its their his her our about around over under""".split()
)


def last_part(text: str, start: int, end: int) -> int:
    """Where the last part of a clause starts, behind its commas and brackets."""
    begin = start
    for edge in LEFT_EDGE.finditer(text, start, end):
        if not edge["aside"]:
            begin = edge.end()
    return begin


def clause_before(text: str, start: int, end: int) -> Span | None:
    """The words of the clause that leads to `end`, without the ones that only lead there."""
    begin = last_part(text, start, end)
    marks = list(tokens(text, begin, end))
    while marks and marks[-1].group().lower() in TRAILING:
        marks.pop()
    cuts = [k for k, mark in enumerate(marks) if mark.group().lower() in SUBORDINATE]
    marks = marks[cuts[-1] + 1 :] if cuts else marks
    while marks and marks[0].group().lower() in LEADERS:
        marks.pop(0)
    marks = marks[-LONGEST_SUBJECT:]
    if not marks or _is_empty(marks):
        return None
    return marks[0].start(), marks[-1].end()


SUBORDINATE = frozenset("that which where because although whereas while".split())


def topic(text: str, start: int, end: int) -> Span | None:
    """What a sentence is about: its words up to the first auxiliary verb."""
    verb = AUXILIARY.search(text, start, end)
    if not verb or LEFT_EDGE.search(text, start, start + 1):
        return None
    marks = list(tokens(text, start, verb.start()))
    while marks and marks[0].group().lower() in LEADERS:
        marks.pop(0)
    while marks and marks[-1].group().lower() in TRAILING:
        marks.pop()
    if not 0 < len(marks) <= 16 or _is_empty(marks):
        return None
    return marks[0].start(), marks[-1].end()


AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|remains?|continues?)\b")


def first_word(text: str, start: int, end: int) -> str:
    """The first word behind adverbs such as "currently", in lower case."""
    for mark in tokens(text, start, end):
        low = mark.group().lower()
        if not WORD.match(low):
            return ""
        if low not in ("also", "currently", "now", "still", "of") and not ADVERB.match(low):
            return low
    return ""


def noun_span(text: str, start: int, end: int) -> Span | None:
    """The last word of `text[start:end]`."""
    marks = [mark for mark in tokens(text, start, end) if WORD.match(mark.group())]
    return marks[-1].span() if marks else None
