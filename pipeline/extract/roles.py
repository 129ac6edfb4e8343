"""Offices as they are printed: "interim director of children’s services", "Chair of Governors".

A role turns on a head word ("director", "inspector"; models/gazetteer/people.toml) and takes in
what belongs to it on both sides. It is read after a name (`after`), before one (`before`), or
from a label, and parted from the organisation that it is held in.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from pipeline.extract.people import UPPER, gazetteer, people, plain, words_of

LONGEST = 230
"""A role and its organisation are together not longer than this many characters."""


class Role(NamedTuple):
    """An office printed at `text[start:end]`: its words, and the organisation next to it."""

    start: int
    end: int
    text: str
    organisation: str


def choice(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, any gap and apostrophe."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "[’']").replace(r"\ ", r"\s+") for word in ordered)


@cache
def heads() -> re.Pattern[str]:
    """Finds the head words, plural or not: "inspectors", "portfolio holder", "HMI"."""
    roles = gazetteer()["roles"]
    bound = roles["bound"]
    free = choice(word for word in roles["heads"] if word not in bound)
    tied = "|".join(rf"(?:{choice(words)})\s+{head}" for head, words in bound.items())
    return re.compile(rf"(?<![\w’'-])(?:{tied}|{free})s?(?![\w-])(?![’']\w)", re.IGNORECASE)


@cache
def bodies() -> re.Pattern[str]:
    """Finds the words that make a phrase the name of an organisation."""
    return re.compile(rf"(?<![\w-])(?:{choice(words_of('organisations', 'words'))})(?![\w-])", re.I)


@cache
def verbs() -> re.Pattern[str]:
    """Finds the word with which a sentence goes on after a role."""
    return re.compile(
        rf"(?<![\w-])(?:{choice(words_of('speech', 'verbs'))}"
        r"|is|are|was|were|be|been|being|has|have|had|will|would|can|could|may"
        r"|must|should|does|did|do|who|whom|whose|which|that|when|while|where|because|but|than|if"
        r"|met|made|took|gave|came|went|got|led|ran|held|set|welcomed|thanked|visited|attended"
        r"|joined|spoke|paid|left|began|became|remains|attends|oversees|chairs|leads)(?![\w-])",
        re.IGNORECASE,
    )


def singular(role: str) -> str:
    """The office of one of several: "Team inspectors" → "Team inspector"."""
    head = heads().search(role)
    end = _title_end(role, head, len(role)) if head else 0
    if head is None or role[end - 1] != "s" or role[end - 2 : end] == "ss":
        return role
    return role[: end - 1] + role[end:] if heads().search(role[: end - 1]) else role


# --- a role after a name -----------------------------------------------------------------

JOINT = re.compile(r"\s*(?:[,;:(]|[–—-](?=\s|\w))?\s*(?:(?:aged\s+)?\d\d,\s+)?")
"""Between a name and its role: a comma, a dash, a bracket, or nothing ("Amy Poole, 45, chair")."""

NO_START = re.compile(r"(?:and|or|but|with|to|in|from|for|by|of|at)\b")
"""What follows a name in this way is not its role: "Amy Poole and Lord Mayor Reg Pike"."""

ASIDE = re.compile(r"\s*\([^()]{1,40}\)")
"""Brackets between a name and its role: "Cllr Amy Poole (Ashmouth West), leader"."""

ARTICLES = re.compile(
    r"(?:(?:(?:who\s+)?(?:is|was|became|becomes|remains|(?:has|had)\s+been|will\s+be)\s+)?"
    r"(?:(?:newly\s+)?(?:appointed|named|elected|made|serving\s+as|acting\s+as)\s+)?(?:as\s+)?"
    r"(?:(?:the|our|its|their|a|an|(?:one|two|three|both|all)\s+of|then|also|currently|formerly|now|new|newly"
    r"\s+appointed)\s+)*)?",
    re.IGNORECASE,
)
"""What opens a role and is no part of it: "is now the", "has been appointed as", "one of"."""

AS = re.compile(
    r",?\s+(?:who\s+)?(?:(?:has|had|is|was|will|be|been)\s+)*(?:joined|joins|took|taken|takes|started|starts|"
    r"stepped|stepping|steps|returned|returns|serves|served|serving|acts|acted|acting|retires|"
    r"retired|retiring|appointed|recruited|elected|re-elected|named|confirmed|continues|stood|"
    r"stands|standing)\b[^.;:“”\"]{0,60}?\bas\s+",
    re.IGNORECASE,
)
"""A role at a distance: "Amy Poole took up her post in May as director"."""

APPOINTED = re.compile(
    r"\b(?:appoint|name|elect|recruit|confirm|choose|chosen|select|hire)(?:ed|s|d)?\s+$", re.I
)
AS_OFFICE = re.compile(r"[^.;:“”\"]{0,120}?\bas\s+")
"""Somebody is given an office: "The minister has appointed … as commissioner"."""

WHO_IS = re.compile(
    r",[^,.;:“”\"()]{3,80},\s+who\s+(?:is|was|became|has\s+been|had\s+been)\s+"
)
"""A role after something else: "Amy Poole, a Saltby woman, who has been director since May"."""

WHO_CHAIRS = re.compile(
    r",?\s+who\s+(?:also\s+|now\s+|currently\s+|has\s+)?(?P<verb>\w+)\s+(?:the\s+)?"
    r"(?P<body>[^.;:,“”\"()]{3,80})"
)
"""A role as a verb: "Amy Poole, who chairs the improvement board, said"."""

LISTED = re.compile(rf"[{UPPER}]\w*(?:,\s+[{UPPER}]\w*)+,?\s+(?:and|&)\s+[{UPPER}]\w*\s+")
"""Commas before the head: "Police, Fire and Crime | Commissioner"."""

JOINT_WORDS = re.compile(r"\b(?:to|of|by|with|from|for|in|on|at|as|the)\b|\w+ly\b")
"""In running text none of these stands between a name and the head: "is known to the chair"."""

GOES_ON = re.compile(
    rf"$|\s*[,/&]|[’']s?\s|\s+(?:of|for|and|at|in|on|with|to|the|responsible|designate|elect)\b"
    rf"|\s+[{UPPER}(]"
)
"""After its head a role goes on with a joint or a capital, not with "provided an assurance"."""

JOINED = re.compile(r"(?:\band|&|\n|\b(?i:inspector|HMI|director|officer|executive|chair))\s+$")
"""Behind these another person begins, not the subject of the office."""

CLAUSE_END = re.compile(r"[.!?;](?=\s|$)|[“”\"()]|\s[–—-]\s|\n|:(?=\s)|https?:|www\.")
"""Nothing of a role stands behind these in running text."""

OWNER = re.compile(r"(?P<body>[^,.;:]{2,70}?)(?:[’']s|(?<=s)[’'])\s+(?=\S)")
"""The owner before a role: "Northmoor Council’s cabinet member"."""

OWN_POSSESSIVES = re.compile(
    r"(?:children|people|women|men|majesty|adults?|families|governors|speaker|pupils|students"
    r"|parents|person|patients)$",
    re.IGNORECASE,
)
"""Possessives inside a title: "Children’s Services", "Her Majesty’s Inspector"."""

_BODY = rf"[{UPPER}][\w’'&.-]*(?:[\s,]+(?:[{UPPER}(][\w’'&.)-]*|of|and|for|the|in|&))*"

OF_BODY = re.compile(rf"\s+(?:of|for|at|with|in|from)\s+(?P<body>{_BODY})$")
"""The organisation at the end of a title: "Chief Executive of Bright Harbour Learning Trust"."""

BARE_BODY = re.compile(rf"\s+(?P<body>(?:[Tt]he\s+)?{_BODY})$")
"""The same without a joint: "Chief Officer NHS South West Lincolnshire CCG"."""

NO_ROLE_PART = re.compile(
    r"(?:and|who|which|but|also|to|in|on|at|by|as|after|before|with|from|during|[\w-]+ed|"
    r"(?![\w-]+\s+(?:and|&)\s)[\w-]+ing|he|she|they|we|it|there|this|these|not|both|all|including|\d+)\b"
)
"""After a comma these open another part of the sentence, not of the role."""


def after(text: str, at: int, stop: int, *, loose: bool = False) -> Role | None:
    """The role printed after a name that ends at `at`, not beyond `stop`.

    `loose` is for address blocks and tables, where only roles and organisations follow.
    """
    found = _beside(text, at, stop, loose)
    if found is None and (aside := ASIDE.match(text, at, stop)):
        found = _beside(text, aside.end(), stop, loose)
    if found is None and not loose:
        found = _as_verb(text, at, stop)
        later = AS.match(text, at, stop) or WHO_IS.match(text, at, stop)
        if found is None and later:
            found = _clause(text, later.end(), _limit(text, later.end(), stop, loose), loose)
    return found


def _beside(text: str, at: int, stop: int, loose: bool) -> Role | None:
    joint = JOINT.match(text, at, stop)
    begin = joint.end() if joint else at
    if NO_START.match(text, begin, stop):
        return None
    return _clause(text, begin, _limit(text, begin, stop, loose), loose)


def appointed(text: str, floor: int, at: int, stop: int) -> Role | None:
    """The new office of a name at `at`: "has appointed Amy Poole, a former head, | as adviser"."""
    if not APPOINTED.search(text, max(floor, at - 60), at):
        return None
    later = AS_OFFICE.match(text, at, stop)
    return _clause(text, later.end(), _limit(text, later.end(), stop, False), False) if later else None


def _limit(text: str, at: int, stop: int, loose: bool) -> int:
    limit = min(stop, at + LONGEST)
    ending = None if loose else CLAUSE_END.search(text, at, limit)
    return ending.start() if ending else limit


def _as_verb(text: str, at: int, stop: int) -> Role | None:
    match = WHO_CHAIRS.match(text, at, stop)
    office = gazetteer()["roles"]["verbs"].get(match["verb"].lower()) if match else None
    if match is None or office is None:
        return None
    ending = verbs().search(match["body"])
    body = plain(match["body"][: ending.start()] if ending else match["body"])
    return Role(match.start("verb"), match.end(), f"{office} {body}", "")


def _clause(text: str, at: int, limit: int, loose: bool) -> Role | None:
    """The role that opens `text[at:limit]`."""
    article = ARTICLES.match(text, at, limit)
    start, organisation = article.end() if article else at, ""
    while owner := OWNER.match(text, start, limit):
        if OWN_POSSESSIVES.search(owner["body"]) or heads().search(owner["body"]):
            break
        if bodies().search(owner["body"]) and owner["body"][0].isupper():
            organisation = plain(owner["body"])
        start = owner.end()
    end = _first_part(text, start, limit, loose)
    if end is None:
        return None
    end, body = _further_parts(text, end, limit, loose)
    return parted(text, start, end, organisation or body)


def _first_part(text: str, start: int, limit: int, loose: bool) -> int | None:
    """Where the role's first part ends: at a comma, a verb or another person."""
    head = heads().search(text, start, limit)
    if head is None or len(text[start : head.start()].split()) > 8:
        return None
    if "," in text[start : head.start()] and not LISTED.fullmatch(text, start, head.start()):
        return None
    if not loose and not _opens_a_title(text[start : head.start()]):
        return None
    comma = text.find(",", head.end(), limit)
    end = limit if comma < 0 else comma
    verb = verbs().search(text, start, end)
    if verb and verb.start() < head.start():
        return None
    if next(people(text, start, head.start()), None):
        return None
    end = verb.start() if verb else end
    title_end = _title_end(text, head, end)
    if not loose and not GOES_ON.match(text, title_end, end):
        end = title_end
    for person in people(text, head.end(), end):
        if person.certain or (not loose and JOINED.search(text, start, person.start)):
            end = person.start
            break
    return start + len(re.sub(r"(?:\s+(?:and|&))?\s*$", "", text[start:end]))


def _opens_a_title(words: str) -> bool:
    """Whether the words between a name and a head can belong to a title: "acting joint |"."""
    strange = [word for word in words.split() if word.islower() and not _is_title(word)]
    return len(strange) < 3 and not JOINT_WORDS.search(words)


def _title_end(text: str, head: re.Match[str], end: int) -> int:
    """Where the title ends that a first head opens: "executive headteacher |"."""
    at = head.end()
    for following in heads().finditer(text, at, end):
        between = text[at : following.start()].split()
        if not all(_is_title(word) for word in between):
            break
        at = following.end()
    return at


def _further_parts(text: str, at: int, limit: int, loose: bool) -> tuple[int, str]:
    """Parts after a comma that still belong: "…, Young People and Families", an organisation."""
    end = at
    while at < limit and text[at] == ",":
        comma = text.find(",", at + 1, limit)
        stop = limit if comma < 0 else comma
        part = text[at + 1 : stop].strip()
        is_body = bool(bodies().search(part)) and not heads().search(part)
        if not part or (not loose and _leaves_the_role(part, is_body, comma < 0)):
            break
        if is_body:
            return end, plain(text[at + 1 : limit] if loose else part)
        other = next(people(text, at + 1, stop), None)
        if other is not None:
            return (other.start if JOINED.search(text, at, other.start) else end), ""
        end = at = stop
    return end, ""


def _leaves_the_role(part: str, is_body: bool, last: bool) -> bool:
    words = len(part.split())
    if NO_ROLE_PART.match(part) or verbs().search(part) or words > 9:
        return True
    if heads().search(part) or (is_body and part[0].isupper()):
        return False
    return is_body or last or words > 5


def parted(text: str, start: int, end: int, organisation: str = "") -> Role | None:
    """The role printed at `text[start:end]`, without the organisation at its end."""
    words = text[start:end]
    last = None
    for last in heads().finditer(words):
        pass
    if last is None:
        return None
    bare = BARE_BODY.match(words, last.end())
    owned = OF_BODY.search(words, last.end())
    if bare and bodies().search(bare["body"]):
        organisation, end = organisation or plain(bare["body"]), start + last.end()
    elif owned and bodies().search(owned["body"]):
        organisation = organisation or plain(owned["body"])
        if not _incomplete(words[: owned.start()]):
            end = start + owned.start()
    end = start + len(text[start:end].rstrip(" ,;:–—-"))
    return Role(start, end, plain(text[start:end]), organisation)


def _incomplete(title: str) -> bool:
    words = plain(title).lower()
    return words in words_of("roles", "incomplete") or words.endswith(("constable", "inspector"))


# --- a role before a name ----------------------------------------------------------------

OPENING = re.compile(r"[.!?;](?=\s)|[“”\"(\n]|\s[–—]\s")
"""A role before a name stands in the same part of the sentence."""

LINK = re.compile(r"(?:\s*[,:–—-](?:\s+the)?)?(?:\s+(?:is|was|will be))?\s*$")
"""Between a role and the name after it: "the chair, ", "Our new leader is ", "its dean, the"."""

UNFINISHED = re.compile(
    r"(?:^|\s)(?:of|for|at|to|in|on|with|by|from|and|or|the|a|an|than|as)$", re.I
)
"""A role does not end so: "a member of | Fernleigh Academy"."""

TAIL = re.compile(
    r"(?:\s+(?:of|for|at|to)\s+(?!.*\b(?:and|to|in)\s+(?:the|its|their)\s)[^‘’“”]+"
    r"(?:[’']s?\s[^‘“”]*)?)?",
    re.S,
)
"""What may follow the head of a role before a name: "for children and young people"."""

BETWEEN = re.compile(rf"[\s,(–-]*(?:(?:the|a|an|our|its)\s+)?(?:[{UPPER}]\w*[\s,]+){{0,3}}")
"""Between another name and the role that is its own: "Idris Vaughan, CQC | lead inspector"."""

DIRECT = re.compile(r"(?i)(?:director|head|manager|commissioner|minister|member|secretary)$")
"""After these heads the joint may be missing: "director children’s services"."""

CHAIRED_BY = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur|[Tt]heir)\s+(?P<body>[\w’' -]{3,60}?),?\s+(?:(?:which|is|was|now|"
    r"independently)\s+)*(?P<verb>chaired|headed)\s+by\s*$"
)
"""A role as a verb: "the improvement board, chaired by Amy Poole"."""

MAJESTY = re.compile(r"\s+Majesty", re.IGNORECASE)
"""Only before it "her" belongs to a title."""

OWNED = re.compile(rf"((?:[{UPPER}][\w’'&-]*\s+(?:of\s+|and\s+)?)+)$")
"""The organisation before a title: "Northmoor Council | Leader"."""


def before(text: str, floor: int, at: int) -> Role | None:
    """The role printed right before a name that starts at `at`, not before `floor`."""
    floor = max(floor, at - 160)
    for mark in OPENING.finditer(text, floor, at):
        floor = mark.end()
    if chaired := CHAIRED_BY.search(text[floor:at]):
        office = gazetteer()["roles"]["verbs"][chaired["verb"]]
        first = floor + chaired.start("body")
        return Role(first, floor + chaired.end(), f"{office} {plain(chaired['body'])}", "")
    clause = LINK.sub("", text[floor:at])
    last = None
    for last in heads().finditer(clause):
        pass
    if last is None or UNFINISHED.search(clause):
        return None
    tail = clause[last.end() :]
    bare = DIRECT.search(last.group()) and all(_is_title(word) for word in tail.split())
    if not (bare or TAIL.fullmatch(tail)) or verbs().search(tail) or next(people(tail), None):
        return None
    first = leftwards(clause, last.start())
    if _is_of_another(text, floor, floor + first):
        return None
    owner = OWNED.search(re.sub(r"[’']s?\s+$", " ", clause[:first]))
    organisation = plain(owner.group()) if owner and bodies().search(owner.group()) else ""
    return parted(text, floor + first, floor + len(clause), organisation)


def _is_of_another(text: str, floor: int, start: int) -> bool:
    """Whether the role follows another name: "Idris Vaughan, head of service, Amy Poole"."""
    owner = None
    for owner in people(text, floor, start):
        pass
    return owner is not None and BETWEEN.fullmatch(text, owner.end, start) is not None


def leftwards(clause: str, at: int) -> int:
    """Where the title opens whose head stands at `at`: "Interim Corporate | Director"."""
    words = list(re.finditer(r"\S+", clause[:at]))
    while words:
        word = words[-1].group().lower().replace("’", "'")
        joins = word in {"and", "of", "for", "&"} and _is_title(
            words[-2].group() if words[1:] else ""
        )
        if not (joins or _is_title(word)):
            break
        at = words.pop().start()
    return at


def _is_title(word: str) -> bool:
    known = words_of("roles", "modifiers") | words_of("roles", "heads") | _parts_of_modifiers()
    return word.lower().replace("’", "'") in known


@cache
def _parts_of_modifiers() -> frozenset[str]:
    """Single words of the longer modifiers: "majesty's", but not "her"."""
    parts = {part for word in words_of("roles", "modifiers") for part in word.split()}
    return frozenset(parts - {"her", "his"})
