"""The role printed before a name: "Chief Officer Amy Poole", "the board’s chair, Idris Penry"."""

import re

from pipeline.extract.people import UPPER, people, plain
from pipeline.extract.roles.words import Role, bodies, heads, is_title, last_of, parted, verbs

OPENING = re.compile(r"[.!?;](?=\s)|[“”\"()\n]|\s[–—]\s")
"""A role before a name stands in the same part of the sentence."""

LINK = re.compile(r"(?:\s*[,:–—-](?:\s+the)?)?(?:\s+(?:is|was|will be))?\s*$")
"""Between a role and the name after it: "the chair, ", "Our new leader is ", "its dean, the"."""

UNFINISHED = re.compile(
    r"(?:^|\s)(?:of|for|at|to|in|on|with|by|from|and|or|the|a|an|than|as)$", re.I
)
"""A role does not end so: "a member of | Birchcote Academy"."""

TAIL = re.compile(
    r"(?:\s+(?:(?:with\s+)?(?:special\s+)?responsib(?:le|ility)\s+for|in\s+charge\s+of|of|for|at|to)\s+(?!.*\b(?:and|to|in)\s+(?:the|its|their)\s(?!(?-i:[A-Z])))[^‘’“”]+"
    r"(?:[’']s?\s[^‘“”]*)?)?",
    re.S,
)
"""What may follow the head of a role before a name: "for children and young people"."""

BETWEEN = re.compile(rf"[\s,(–-]*(?:(?:the|a|an|our|its)\s+)?(?:[{UPPER}]\w*[\s,]+){{0,3}}")
"""Between another name and the role that is its own: "Idris Vaughan, CQC | lead inspector"."""

DIRECT = re.compile(r"(?i)(?:director|head|manager|commissioner|minister|member|secretary)$")
"""After these heads the joint may be missing: "director children’s services"."""

MAJESTY = re.compile(r"\s+Majesty", re.IGNORECASE)
"""Only before it "her" belongs to a title."""

SINCE = re.compile(r"(?<=\w)\s+(?:since|from|until|in|for)\s[^,;]{0,24}\b(?:\d{4}|\w+\s+years)$")
"""A time between a role and a name: "the manager since 2019, Amy Poole"."""

ASIDE = re.compile(rf"(?<=\w)\s+(?:\([a-z][^()]*\)|(?P<portfolio>\([{UPPER}][^()]{{2,60}}\)))\s+$")
"""Brackets between a role and a name: "Deputy Head (Pastoral) Amy Poole"."""

ENCLOSED = re.compile(r"\s*\($|\((?P<role>[^()]{3,80})\)\s+$")
"""Brackets between a role and a name: "The chair (Mrs Poole)", "Pennaeth (Headteacher) Mrs …"."""

FOR_PLACE = re.compile(r"\s+(?:for|of|at)\s+(?:the\s+)?")
"""After these two words in capitals are the name of no person."""

SHORT_FORM = re.compile(r"[A-Z&]{2,5}")
"""The field of an office: "IRO | manager", "SEND | lead"."""

IN_CAPITALS = re.compile(rf"[{UPPER}][\w-]+")
"""Between two words of a title any third may stand: "Chief | Sustainability | Officer"."""

OWNED = re.compile(rf"((?:[{UPPER}][\w’'&-]*\s+(?:of\s+|and\s+)?)+)$")
"""The organisation before a title: "Northmoor Council | Leader"."""


def before(text: str, floor: int, at: int) -> Role | None:
    """The role printed right before a name that starts at `at`, not before `floor`."""
    if brackets := ENCLOSED.search(text, max(floor, at - 90), at):
        inside = brackets.span("role") if brackets["role"] else (floor, brackets.start())
        enclosed = _right_before(text, *inside)
        if enclosed is not None:
            return enclosed
    if (aside := ASIDE.search(text, max(floor, at - 80), at)) is None:
        return _right_before(text, floor, at)
    role = _right_before(text, floor, aside.start())
    if role is None or role.end != aside.start() or not aside["portfolio"]:
        return role
    return Role(
        role.start, aside.end("portfolio"), f"{role.text} {aside['portfolio']}", role.organisation
    )


def _right_before(text: str, floor: int, at: int) -> Role | None:
    floor = max(floor, at - 160)
    for mark in OPENING.finditer(text, floor, at):
        floor = mark.end()
    clause = SINCE.sub("", LINK.sub("", text[floor:at]))
    last = last_of(heads(), clause)
    if last is None or UNFINISHED.search(clause):
        return None
    tail = clause[last.end() :]
    bare = DIRECT.search(last.group()) and all(is_title(word) for word in tail.split())
    if not (bare or TAIL.fullmatch(tail)) or verbs().search(tail) or _names_somebody(tail):
        return None
    first = leftwards(clause, last.start())
    joined = floor + len(clause) + 1 == at
    if _is_of_another(text, floor, floor + first, joined=joined):
        return None
    owner = OWNED.search(re.sub(r"[’']s?\s+$", " ", clause[:first]))
    organisation = plain(owner.group()) if owner and bodies().search(owner.group()) else ""
    return parted(text, floor + first, floor + len(clause), organisation)


def _names_somebody(tail: str) -> bool:
    """Whether a name follows a head; but "MP for Saltby North" names a place."""
    found = next(people(tail), None)
    return found is not None and (found.certain or not FOR_PLACE.fullmatch(tail, 0, found.start))


def _is_of_another(text: str, floor: int, start: int, *, joined: bool) -> bool:
    """Whether the role follows another name: "Idris Vaughan, head of service, Amy Poole".

    One who has a role before the name needs none after it, if the next name is `joined` to
    that: "Chair Idris Vaughan, head teacher Amy Poole".
    """
    others = list(people(text, floor, start))
    if not others or not BETWEEN.fullmatch(text, others[-1].end, start):
        return False
    return not (joined and _right_before(text, floor, others[-1].start))


def leftwards(clause: str, at: int) -> int:
    """Where the title opens whose head stands at `at`: "Interim Corporate | Director"."""
    words = list(re.finditer(r"\S+", clause[:at]))
    while words:
        word = words[-1].group().lower().replace("’", "'")
        following = words[-2].group() if words[1:] else ""
        joins = word in {"and", "of", "for", "&"} and is_title(following)
        majesty = word in {"her", "his"} and MAJESTY.match(clause, words[-1].end())
        short = SHORT_FORM.fullmatch(words[-1].group()) and not bodies().search(words[-1].group())
        enclosed = IN_CAPITALS.fullmatch(words[-1].group()) and is_title(following)
        if not (
            joins or majesty or short or is_title(word) or (enclosed and following[0].isupper())
        ):
            break
        at = words.pop().start()
    return at
