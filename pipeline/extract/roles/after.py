"""The role printed after a name: "Amy Poole, chair of governors", "Idris Penry, who chairs …"."""

import re

from pipeline import gazetteer as places
from pipeline.extract.people import UPPER, gazetteer, people, person_at, plain
from pipeline.extract.roles.words import Role, bodies, heads, is_title, parted, title_end, verbs

LONGEST = 230
"""A role and its organisation are together not longer than this many characters."""

JOINT = re.compile(r"\s*(?:[,;:(]|[–—-](?=\s|\w))?\s*(?:(?:aged\s+)?\d\d,\s+)?")
"""Between a name and its role: a comma, a dash, a bracket, or nothing ("Amy Poole, 45, chair")."""

NO_START = re.compile(r"(?:and|or|but|with|to|in|from|for|by|of|at)\b")
"""What follows a name in this way is not its role: "Amy Poole and Lord Mayor Reg Pike"."""

ASIDE = re.compile(r"\s*\([^()]{1,40}\)")
"""Brackets between a name and its role: "Cllr Amy Poole (Ashmouth West), leader"."""

ARTICLES = re.compile(
    r"(?:(?:(?:who\s+)?(?:is|was|became|becomes|remains|(?:has|had)\s+been|will\s+be)\s+)?"
    r"(?:(?:newly\s+)?(?:appointed|named|elected|made|serving\s+as|acting\s+as)\s+)?(?:as\s+)?"
    r"(?:(?:the|our|its|their|a|an|(?:one|two|three|both|all)\s+of|then|also|currently|formerly"
    r"|now|new|newly\s+appointed)\s+)*)?",
    re.IGNORECASE,
)
"""What opens a role and is no part of it: "is now the", "has been appointed as", "one of"."""

AS = re.compile(
    r"(?:,|\s+[–—-]|\s+(?=\())?[\s(]+(?:who\s+)?(?:(?:has|had|is|was|will|be|been)\s+)*"
    r"(?:joined|joins|took|taken|takes|started|starts|stepped|stepping|steps|returned|returns|serves|served|serving|acts|acted|acting|retires|"
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

WHO_IS = re.compile(r",[^,.;:“”\"()]{3,80},\s+who\s+(?:is|was|became|has\s+been|had\s+been)\s+")
"""A role after something else: "Amy Poole, a Saltby woman, who has been director since May"."""

SUCCEEDS = re.compile(
    r",?\s+(?:who\s+)?(?:(?:has|had|is|was|will)\s+)?(?:succeed(?:s|ed|ing)?|replac(?:e|es|ed|ing)"
    r"|follow(?:s|ed|ing)?|tak(?:es|en|ing)\s+over\s+from|took\s+over\s+from)"
    r"[^.;:“”\"]{3,60}?\bas\s+"
)
"""The same from somebody else: "Amy Poole succeeds Idris Penry as director"."""

AND_IS = re.compile(
    r",[^,.;:“”\"()]{3,60}?\s(?:and|turned)\s+(?:(?:also|now|currently|an?|the)\s+)*(?=\w)"
)
"""A role as the second part: "Amy Poole, a mother of two and chair of the forum"."""

WHO_CHAIRS = re.compile(
    r"(?:(?:,|\s+[–—-]|\s+(?=\())?[\s(]+who\s+|\s+(?=(?:now\s+|has\s+)?chair))(?:also\s+|now\s+|currently\s+|has\s+)?"
    r"(?P<verb>\w+)\s+(?:the\s+|its\s+|our\s+)?"
    r"(?P<body>(?:(?!\s[–—-]\s)[^.;:,“”\"()\n]){3,80})"
)
"""A role as a verb: "Amy Poole, who chairs the improvement board, said"."""

WHO_HOLDS = re.compile(
    r"(?:,|\s+[–—-]|\s+(?=\())?[\s(]+who\s+(?:also\s+|now\s+|currently\s+)?"
    r"(?:holds?|has|took\s+on|took\s+over|carries|looks\s+after)\s+(?:the\s+|her\s+|his\s+)?"
    r"(?P<body>(?:[\w’'&-]+\s+){0,6}?(?:portfolio|brief)\b"
    r"(?:\s+for\s+(?:(?!\s[–—-]\s)[^.;:,“”\"()\n]){3,60})?)"
)
"""A portfolio instead of an office: "Amy Poole, who holds the cabinet portfolio for housing"."""

CHAIRED_BY = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Oo]ur|[Tt]heir)\s+(?P<body>[\w’' -]{3,60}?),?\s+"
    r"(?:(?:which|is|was|now|independently)\s+)*(?P<verb>chaired|headed)\s+by\s*$"
)
"""The same turned round: "the improvement board, chaired by Amy Poole"."""

SINCE = re.compile(
    r"\s+(?:in|on|from|until|for|during|by)\s+(?:(?:early|late|mid|autumn|spring|summer|winter"
    r"|the\s+\w+\s+of)[\s-]+)*(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|\d+|(?:one|two|three|four|five|six|ten|many|several)\s+years"
    r"|spring|summer|autumn|winter)\b"
    r"|\s+(?:last|this|next|earlier\s+this)\s+(?:year|month|week|spring|summer|autumn|winter)\b"
    r"|\s+(?:(?:a|one|two|three|four|five|six|ten|many|several|\d+)\s+)+(?:years?|months?|weeks?)"
    r"\s+ago\b"
)
"""When somebody took an office is no part of it: "became director | in March 2020"."""

AGAIN = re.compile(r"\s(?:since|until|from|for\s+the\s+(?:last|past))\b")
"""A time is no part of the office."""

LISTED = re.compile(rf"[{UPPER}]\w*(?:,\s+[{UPPER}]\w*)+,?\s+(?:and|&)\s+[{UPPER}]\w*\s+")
"""Commas before the head: "Police, Fire and Crime | Commissioner"."""

JOINT_WORDS = re.compile(r"\b(?:to|of|by|with|from|for|in|on|at|as|the)\b|\w+ly\b")
"""In running text none of these stands between a name and the head: "is known to the chair"."""

GOES_ON = re.compile(
    rf"$|\s*[,/&]|[’']s?\s|\s+(?:of|for|and|at|in|on|with|to|the|responsible|designate|elect)\b"
    rf"|\s+[{UPPER}(]"
)
"""After its head a role goes on with a joint or a capital.

Else the next word is a verb, and the words were its subject: "…, the chair provided advice".
"""

JOINED = re.compile(r"(?:\band|&|\n|\b(?i:inspector|HMI|director|officer|executive|chair))\s+$")
"""Behind these another person begins, not the subject of the office."""

CLAUSE_END = re.compile(r"[.!?;:](?=\s|$)|[“”\"()]|\s[–—-]\s|\n|https?:|www\.")
"""Nothing of a role stands behind these in running text."""

PORTFOLIO = re.compile(rf"\((?:interim|acting|[{UPPER}][^()]{{3,60}})\)")
"""Brackets that belong to the title: "Assistant Director (Safeguarding)"."""

OWNER = re.compile(r"(?P<body>[^,.;:]{2,70}?)(?:[’']s|(?<=s)[’'])\s+(?=\S)")
"""The owner before a role: "Northmoor Council’s cabinet member"."""

OWN_POSSESSIVES = re.compile(
    r"(?:children|people|women|men|majesty|adults?|families|governors|speaker|pupils|students"
    r"|parents|person|patients)$",
    re.IGNORECASE,
)
"""Possessives inside a title: "Children’s Services", "Her Majesty’s Inspector"."""

IN_CAPITALS = re.compile(rf"[{UPPER}][\w’'-]+(?:\s+(?:and|&|of|[{UPPER}][\w’'-]*))*")
NATION = re.compile(
    r"England|Wales|Scotland|Ireland|Northern\s+Ireland|Britain|(?:The|A|His|Her|Their|Its|Our)\s.*",
    re.I,
)
"""What owns an office and is no organisation."""

SECOND = re.compile(r"\s+and\s+(?:also\s+)?(?:an?|the)\s+")
"""Another office with its own article: "chair of the trust and | a magistrate"."""

COMMA = re.compile(r"\s*,")

OF_SOMETHING = re.compile(r"\b(?:for|of)\s")
"""Only an office for something goes on with a list: "director of care, | housing and health"."""

NO_ROLE_PART = re.compile(
    r"(?:and|who|which|but|also|to|in|on|at|by|as|after|before|with|from|during|[\w-]+ed|"
    r"(?![\w-]+\s+(?:and|&)\s)[\w-]+ing|he|she|they|we|it|there|this|these|not|both|all|"
    r"including|\d+"
    r"|heard|told|saw|knew|won|wrote|read|brought|bought|thought|sent|kept|felt|fell|rose|lost|put"
    r"|sat|sang|stood|taught|understood|wept|wore|chose|drew|drove|flew|grew|broke|caught|fought"
    r"|dealt|hopes|thinks|knows|believes|feels|works|lives|sees|gets|goes|comes|takes|makes)\b"
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
        found = _later(text, at, stop)
    return found


def _later(text: str, at: int, stop: int) -> Role | None:
    """The role that stands behind other words on the person, but not behind another person."""
    for pattern in (AS, SUCCEEDS, WHO_IS, AND_IS):
        match = pattern.match(text, at, stop)
        another = next(people(text, at, match.end()), None) if match else None
        if match is None or (another and pattern is not SUCCEEDS):
            continue
        found = _running(text, match.end(), stop)
        if found and (pattern is not AND_IS or not _names_another(text, found.end, stop)):
            return found
    return None


def _names_another(text: str, at: int, stop: int) -> bool:
    """Whether a name follows a role: "…, her sister and chair | Idris Penry"."""
    joint = JOINT.match(text, at, stop)
    begin = joint.end() if joint else at
    begin += len(text[begin:stop]) - len(text[begin:stop].lstrip())
    return person_at(text, begin, stop) is not None


def _beside(text: str, at: int, stop: int, loose: bool) -> Role | None:
    joint = JOINT.match(text, at, stop)
    begin = joint.end() if joint else at
    if NO_START.match(text, begin, stop):
        return None
    return _clause(text, begin, _limit(text, begin, stop, loose), loose)


def _running(text: str, at: int, stop: int) -> Role | None:
    return _clause(text, at, _limit(text, at, stop, False), False)


def appointed(text: str, floor: int, at: int, stop: int) -> Role | None:
    """The new office of a name at `at`: "has appointed Amy Poole, a former head, | as adviser"."""
    if not APPOINTED.search(text, max(floor, at - 60), at):
        return None
    later = AS_OFFICE.match(text, at, stop)
    return _running(text, later.end(), stop) if later else None


def _limit(text: str, at: int, stop: int, loose: bool) -> int:
    """Where at the latest a role ends that begins at `at`."""
    limit = min(stop, at + LONGEST)
    for ending in CLAUSE_END.finditer(text, at, limit) if not loose else ():
        if not PORTFOLIO.match(text, ending.start(), limit) and ending.start() >= at:
            return ending.start()
        at = text.index(")", ending.start()) + 1 if ending.group() == "(" else at
    return limit


def as_verb(text: str, start: int, end: int) -> Role | None:
    """The office that a verb gives the name `text[start:end]`: "who chairs …", "chaired by"."""
    holds = WHO_HOLDS.match(text, end)
    if holds:
        return Role(*_until_verb(text, holds.span("body")), "")
    match = WHO_CHAIRS.match(text, end) or CHAIRED_BY.search(text, max(0, start - LONGEST), start)
    office = gazetteer()["roles"]["verbs"].get(match["verb"].lower()) if match else None
    if match is None or office is None:
        return None
    begin, stop, body = _until_verb(text, match.span("body"))
    named = body[:1].isupper() and bodies().search(body)
    return Role(begin, stop, f"{office} {body}", body if named else "")


def _until_verb(text: str, span: tuple[int, int]) -> tuple[int, int, str]:
    """Words up to the verb with which their sentence goes on: their place and the words."""
    ending = AGAIN.search(text, *span) or verbs().search(text, *span)
    end = ending.start() if ending else span[1]
    return span[0], end, plain(text[span[0] : end])


def _clause(text: str, at: int, limit: int, loose: bool) -> Role | None:
    """The role that opens `text[at:limit]`."""
    article = ARTICLES.match(text, at, limit)
    start, organisation = article.end() if article else at, ""
    while owner := OWNER.match(text, start, limit):
        if OWN_POSSESSIVES.search(owner["body"]) or heads().search(owner["body"]):
            break
        if _is_named_body(owner["body"]):
            organisation = plain(owner["body"])
        start = owner.end()
    end = _first_part(text, start, limit, loose)
    if end is None:
        return None
    end, body = _further_parts(text, start, end, limit, loose)
    for second in SECOND.finditer(text, start, end) if not loose else ():
        one = parted(text, start, second.start(), organisation)
        other = _clause(text, second.end(), limit, loose) if one else None
        if one and other:
            both = one.organisation or other.organisation
            return Role(one.start, other.end, f"{one.text}; {other.text}", both)
    return parted(text, start, end, organisation or body)


def _is_named_body(owner: str) -> bool:
    """Whether the owner of a role is an organisation by name and no place: "Larchfield’s"."""
    if not owner[0].isupper():
        return False
    name = IN_CAPITALS.fullmatch(owner) and not NATION.fullmatch(owner)
    return bodies().search(owner) is not None or bool(name and places.resolve(owner) is None)


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
    if verb and start < verb.start() < head.end():  # "joint chairs" is an office
        verb = verbs().search(text, head.end(), end)
    if next(people(text, start, head.start()), None):
        return None
    end = verb.start() if verb else end
    when = SINCE.search(text, head.end(), end) if not loose else None
    end = when.start() if when else end
    title = title_end(text, head, end)
    if not loose and text[title:end].strip() and not GOES_ON.match(text, title, end):
        return None
    for person in people(text, head.end(), end):
        if person.certain or (not loose and JOINED.search(text, start, person.start)):
            end = person.start
            break
    return start + len(re.sub(r"(?:\s+(?:and|&))?\s*$", "", text[start:end]))


def _opens_a_title(words: str) -> bool:
    """Whether the words between a name and a head can belong to a title: "acting joint |"."""
    strange = [word for word in words.split() if word.islower() and not is_title(word)]
    return len(strange) < 3 and not JOINT_WORDS.search(words)


def _further_parts(text: str, start: int, at: int, limit: int, loose: bool) -> tuple[int, str]:
    """Parts after a comma that still belong: "…, Young People and Families", an organisation."""
    end, lists = at, OF_SOMETHING.search(text, start, at) is not None
    while comma_at := COMMA.match(text, at, limit):
        at = comma_at.end() - 1
        comma = text.find(",", at + 1, limit)
        stop = limit if comma < 0 else comma
        part = text[at + 1 : stop].strip()
        is_body = bool(bodies().search(part)) and not heads().search(part)
        if not part or (not loose and _leaves_the_role(part, is_body, comma < 0, lists)):
            break
        if is_body and part[0].islower() and loose:
            end = at = stop
            continue
        if is_body:
            return end, plain(text[at + 1 : _before_next(text, at + 1, limit)] if loose else part)
        other = next(people(text, at + 1, stop), None)
        if other is not None:
            return (other.start if JOINED.search(text, at, other.start) else end), ""
        end = at = stop
    return end, ""


def _before_next(text: str, at: int, limit: int) -> int:
    """Where in an address block the next person begins."""
    return next((p.start for p in people(text, at, limit) if p.certain), limit)


def _leaves_the_role(part: str, is_body: bool, last: bool, lists: bool) -> bool:
    """Whether a part after a comma is none of the role; `lists` says that it is for something."""
    words = part.split()
    if NO_ROLE_PART.match(part) or verbs().search(part) or len(words) > 9:
        return True
    if heads().search(part) or (is_body and part[0].isupper()):
        return False
    if part[0].islower() and not lists and not is_title(words[0]):
        return True
    return is_body or last or len(words) > 5
