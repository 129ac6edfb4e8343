"""Which verb governs a grade: the walk from the grade back (or on) to the words it is about.

    It | was judged to be | good          subject before a passive verb
    Inspectors rated | it | good          object of an active one
    It has gone from | good | to …        the earlier grade of a change
    Good | was the verdict on | it        what is judged stands behind

Only what a token means counts (tokens.py), so any verb of models/judging.toml in any of
these orders is read.
"""

import re
from typing import NamedTuple

from pipeline.extract.judgements.constructions import is_counted
from pipeline.extract.judgements.tokens import Token, words

LINKS = frozenset({"link", "adverb", "quote", "noun"})
"""What may stand between a verb and its grade."""

AUX = frozenset({"adverb", "have", "quote"})
"""What may stand between an auxiliary, or who judges, and the verb."""

VERBS = frozenset({"be", "judged", "given", "received", "kept", "changed", "have"})

NOUNS = r"(?:ratings?|grad(?:e|ing)s?|judge?ments?|verdicts?|marks?|scores?|evaluations?)"

NOUN_OF = re.compile(
    rf"^(?:.*\b)?{NOUNS}\s+(?:given\s+|awarded\s+)?(?:for|of|on|in|to|at)\s+(?P<np>.+)$",
    re.IGNORECASE | re.DOTALL,
)
"""“the judgement for | overall effectiveness”."""

NOUN_ONLY = re.compile(
    rf"^(?P<np>.*?)(?:['’]s?)?\s*\b(?:(?:overall|latest|new|current|final)\s+)*{NOUNS}$",
    re.IGNORECASE | re.DOTALL,
)
"""“Fernbank School’s | overall rating”."""

LED_BY = re.compile(r"\s*[:,–—-]?\s*\b(?:the|its|their|our)\s*$", re.IGNORECASE)
"""“Children in care: | the | verdict”."""

ASIDE = re.compile(r",\s+(?:which|who|whose|where)\b[^,]*,")
"""What is said of an object in between has verbs of its own."""

BEHIND_END = re.compile(
    r"[.;:(]|,\s+(?:which|who|with|but|while|where)\b|\s+(?:but|while|although)\s"
)
"""What ends the words behind a grade that say what it is about."""


STEPS = re.compile(
    r"(?:(?:by|an?|one|two|three)\s+)+(?:grades?|levels?|places?|notch(?:es)?|ratings?)\s*,?",
    re.IGNORECASE,
)
"""“It fell | two grades, | from …”."""


class Verb(NamedTuple):
    """What governs a grade: how, its subject's words, and the words that decide about it."""

    name: str
    subject: str
    aux: str = ""
    word: str = ""


class Clause(NamedTuple):
    """A sentence, its tokens, and the one that is the grade; `low` is where to stop."""

    text: str
    tokens: list[Token]
    grade: int
    low: int = 0

    def words(self, first: int, last: int) -> str:
        """The text of the tokens from `first` to before `last`."""
        if first >= last:
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def kind(self, k: int) -> str:
        """The kind of a token, "" outside."""
        return self.tokens[k].kind if self.low <= k < len(self.tokens) else ""


def is_marked(text: str, start: int) -> bool:
    """Whether a grade is printed as one: with a capital, or in quotation marks."""
    quoted = bool(re.search(r"[‘“'\"(]\s*$", text[:start]))
    return quoted or (start > 0 and text[start].isupper())


def governor(clause: Clause) -> Verb | None:
    """The verb that governs the clause's grade, or None."""
    at, noun = _before_links(clause)
    noun = noun or clause.kind(clause.grade + 1) == "noun"
    strong = noun or is_marked(clause.text, clause.tokens[clause.grade].start)
    kind = clause.kind(at)
    if kind == "be":
        aim = clause.tokens[at + 1].low.startswith("to ")  # “the aim is to be”
        return None if aim else _copula(clause, at, noun)
    if kind in {"judged", "given"}:
        return _participle(clause, at)
    if kind == "kept":
        return _subject_before(clause, at, "kept" if strong else "copula")
    if (kind == "received" and strong) or (kind == "have" and noun):
        return _subject_before(clause, at, kind)
    if kind in {"from", "to", "earlier"}:
        return _change(clause, at)
    if kind == "changed":  # “improved to require improvement”
        return _change(clause, at + 1)
    found = _object(clause, at, strong) if at >= clause.low else None
    if found is None and clause.kind(at + 1) in LINKS and _is_noun_of(clause, at):
        return Verb("noun", clause.words(clause.low, at + 1) or "overall")
    return found


def _is_noun_of(clause: Clause, at: int) -> bool:
    """Whether “a rating of” leads to the grade without any verb."""
    return any(
        clause.kind(k) == "noun" and clause.kind(k + 1) == "link"
        for k in range(at + 1, clause.grade - 1)
    )


def _before_links(clause: Clause) -> tuple[int, bool]:
    """Index of the token before the words that link a grade, and whether “rating” is one."""
    at, noun = clause.grade - 1, False
    while at >= clause.low:
        token = clause.tokens[at]
        apposed = token.kind in {",", "-"} and clause.kind(at - 1) == "noun"
        infinitive = token.kind == "to" and is_verbal(clause.tokens[clause.grade])
        if not (token.kind in LINKS or token.low == "at" or apposed or infinitive):
            break
        noun = noun or token.kind == "noun"
        at -= 1
    return at, noun


def _aux(clause: Clause, verb: int) -> int:
    """Index of the auxiliary before a verb, -1 if there is none, -2 if it denies or intends."""
    at = verb - 1
    while clause.kind(at) in AUX:
        at -= 1
    if clause.words(at, at + 1).lower() == "to have been":
        return next((k for k in range(at - 1, clause.low - 1, -1) if clause.kind(k) == "be"), -2)
    if clause.kind(at) == "modal" or clause.words(at, at + 1).lower().startswith("to "):
        return -2
    if clause.kind(at) != "be" and not (clause.kind(at) == "kept" and at == verb - 1):
        return -1
    before = at - 1
    while clause.kind(before) in {"adverb", "have"}:
        before -= 1
    intends = clause.kind(before) in {"modal", "to"}
    return -2 if intends and clause.tokens[at].low in {"be", "been"} else at


def _subject_before(clause: Clause, at: int, name: str) -> Verb | None:
    """The subject of a finite verb: “The home | received a rating of”."""
    first = at
    while clause.kind(first - 1) in AUX:
        first -= 1
    if clause.kind(first - 1) in {"modal", "to"}:
        return None
    return Verb(name, clause.words(clause.low, first), word=clause.tokens[at].low)


def _copula(clause: Clause, at: int, noun: bool) -> Verb | None:
    """“Overall effectiveness | was”, “the judgement for | adoption | was”."""
    if clause.kind(at - 1) in {"modal", "to"}:
        return None
    subject = clause.words(clause.low, at).strip()
    named = None if is_counted(subject) else NOUN_OF.match(subject) or NOUN_ONLY.match(subject)
    if named and not re.search(r"\b(?:was|were|is|are|judged|rated|found)\b", named.group("np")):
        return Verb("noun", LED_BY.sub("", named.group("np")).strip() or "overall")
    if noun and not subject.strip():
        return None
    return Verb("copula", subject, clause.tokens[at].low) if subject else None


def _participle(clause: Clause, at: int) -> Verb | None:
    """A verb right before its grade: passive, relative, a bare participle, or without object."""
    verb = clause.tokens[at]
    aux = _aux(clause, at)
    if aux == -2:
        return None
    if aux >= 0:
        return Verb("passive", clause.words(clause.low, aux), clause.tokens[aux].low, verb.low)
    who = at - 1
    while clause.kind(who) in AUX:
        who -= 1
    if clause.kind(who) == "agent":
        relative = next(
            (k for k in range(who, max(clause.low, who - 4), -1) if _is_relative(clause, k)), -1
        )
        if relative > clause.low:
            return Verb("relative", clause.words(clause.low, relative), word=verb.low)
        return Verb("fronted", "", word=verb.low)
    if verb.kind == "given":
        return Verb("fronted", "", word=verb.low)
    if verb.low in {"judged", "graded", "rated", "evaluated"} and at > clause.low:
        subject = clause.words(clause.low, at)
        return Verb("reduced", subject.rpartition(" with ")[2], word=verb.low)
    return None


def _is_relative(clause: Clause, at: int) -> bool:
    return clause.tokens[at].low in {"which", "that", "whom"}


def _change(clause: Clause, at: int) -> Verb | None:
    """“It | has gone from”, “has dropped | the rating | from”, “has moved | it | up to”."""
    verb = at - 1
    while verb >= clause.low and clause.kind(verb) not in {"changed", "grade", ";"}:
        verb -= 1
    regraded = clause.kind(at) == "from" and clause.kind(at - 1) == "judged"
    verb = at - 1 if regraded else verb
    if not (regraded or clause.kind(verb) == "changed") or at - verb > 25:
        return None
    aux = _aux(clause, verb)
    if aux == -2 or clause.kind(verb - 1) == "to":
        return None
    name = "changed_from" if clause.kind(at) != "to" else "moved_to"
    last = at
    while clause.kind(last - 1) == "adverb" and last - 1 > verb:
        last -= 1
    what = clause.words(verb + 1, last)
    if not what or STEPS.fullmatch(what):
        first = aux if aux >= 0 else verb
        while clause.kind(first - 1) in AUX:
            first -= 1
        what = clause.words(clause.low, first)
    named = NOUN_OF.match(what) or NOUN_ONLY.match(what)
    what = named.group("np").strip() if named else what
    if what.lower() in {"", "the", "its", "their", "our"}:  # “has improved its rating from”
        what = clause.words(clause.low, aux if aux >= 0 else verb)
    return Verb(name, what or "overall")


def _object(clause: Clause, at: int, strong: bool) -> Verb | None:
    """“Ofsted judged | the overall effectiveness of its services | to be”."""
    for verb in range(at, clause.low - 1, -1):
        if clause.kind(verb) in {"grade", ";"}:
            return None
        if clause.kind(verb) in {"judged", "given"}:
            found = _object_of(clause, verb, at, strong)
            if found or not _in_aside(clause, verb):
                return found
    return None


def _in_aside(clause: Clause, verb: int) -> bool:
    """Whether a verb belongs to a relative clause: “…, which were graded together, to be”."""
    return any(
        clause.tokens[k].low in {"which", "who", "whose"}
        for k in range(max(clause.low, verb - 4), verb)
    )


def _object_of(clause: Clause, verb: int, at: int, strong: bool) -> Verb | None:
    """What stands between a verb and the words that link it to its grade."""
    token, aux = clause.tokens[verb], _aux(clause, verb)
    if aux == -2:
        return None
    if aux >= 0:
        by = clause.tokens[verb + 1]
        if by.kind == "about" or by.low in {"by", "following", "after"}:
            return Verb("passive", clause.words(clause.low, aux), clause.tokens[aux].low, token.low)
        return None
    who = verb - 1
    while clause.kind(who) in AUX:
        who -= 1
    led = clause.kind(who) in {"agent", ","} or token.low[-1] in "sg"
    if not (led or strong or _links(clause, at)):
        return None
    what = clause.words(verb + 1, at + 1)
    if re.search(r"\b(?:was|were|is|are)\b", ASIDE.sub("", what)):
        return None
    return Verb("active" if token.kind == "judged" else "given", what, word=token.low)


def _links(clause: Clause, at: int) -> bool:
    """Whether “to be” or “as” stands between an object and its grade."""
    return any(clause.kind(k) == "link" for k in range(at + 1, clause.grade))


def behind(clause: Clause) -> Verb | None:
    """What is judged stands behind its grade: “Good was the verdict on | leadership”."""
    at = clause.grade + 1
    while clause.kind(at) in {"quote", "noun"}:
        at += 1
    back, _ = _before_links(clause)
    opens = back <= clause.low and clause.kind(back) == "judged"
    if opens and clause.kind(at) in {"be", ":"}:
        return _named_behind(clause, at + 1)
    if opens:  # “Rated good by Ofsted, | Fernbank School | has …”
        comma = next((k for k in range(at, len(clause.tokens)) if clause.kind(k) == ","), -1)
        verb = next((k for k in range(comma, len(clause.tokens)) if clause.kind(k) in VERBS), -1)
        return Verb("passive", clause.words(comma + 1, verb)) if comma > 0 and verb > 0 else None
    if clause.kind(at) != "be" or (back >= clause.low and clause.kind(back) in VERBS):
        return None
    at += 1
    while clause.kind(at) in {"adverb"}:
        at += 1
    if clause.kind(at) != "noun" or not (
        clause.kind(at + 1) == "about" or clause.kind(at + 1) == "link"
    ):
        return None
    return _named_behind(clause, at + 2)


def _named_behind(clause: Clause, first: int) -> Verb | None:
    if first >= len(clause.tokens):
        return None
    rest = clause.text[clause.tokens[first].start :]
    end = BEHIND_END.search(rest)
    return Verb("noun", rest[: end.start()] if end else rest)


def is_verbal(grade: Token) -> bool:
    """Whether a grade is a verb itself: “was judged to require improvement”."""
    return grade.low.startswith(("require", "need"))


def is_weak(verb: Verb) -> bool:
    """Whether a verb judges only where a known area is its subject."""
    return verb.word in words()["weak"] or verb.name == "kept"
