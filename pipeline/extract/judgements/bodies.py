"""Whose grade it is: the inspected body by its names and pronouns, or another one by name."""

import re
from functools import cache

from pipeline.extract.judgements.stated import Context
from pipeline.extract.judgements.tokens import judges
from pipeline.extract.provider import organisation_words
from pipeline.frameworks import fold
from pipeline.frameworks.phrases import any_of

IGNORE = re.IGNORECASE

DETERMINER = re.compile(
    r"^(?:(?:and|also|both|the|its|their|his|her|our|this|these|being|same|only|just|an?)\s+)+",
    IGNORE,
)

NAMED = re.compile(
    r"(?:(?:the\s+)?[A-Z][\w’'&.-]*(?:\s+(?:of|and|the|for|upon|on|na|an|y|&))*\s*)+$"
)
"""A name: capitalised words and the small ones inside it."""

OTHER_KIND = re.compile(
    r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*\s+(?:children[’']s\s+)?(?:centre|home|school|nursery"
    r"|academy|college|unit|hospital)"
)
"""A name that ends in a common noun: “Beacon children’s centre”."""

OPENS = re.compile(
    r"^(?i:(?:at|in|for|meanwhile|and|but|however|elsewhere|neighbouring|nearby|also|the"
    r"|by contrast"
    r"|the\s+report\s+(?:on|for|into)|the\s+inspection\s+of),?\s+)*"
    r"(?P<name>[A-Z][\w’'&-]*(?:\s+(?:(?:of|and|the|upon|on|&)\s+)*[A-Z][\w’'&-]*)*)",
)
"""The name that a sentence opens with: whom it is about."""

INSIDE = re.compile(r"^(?:at|in|within|inside)\s+the\s+(?P<kind>[a-z]+),", IGNORE)
"""“Within the infirmary, …”."""

GENERIC = re.compile(
    r"^(?:local authority|authority|council|borough|county|services?|children(?:’"
    r"|')?s (?:social care |social work )?services?"
    r"|services? (?:for|to) children\b.*|it|they|them|this|which|who|that|one|we|us|there|here"
    r"|provider"
    r"|force|trust|school|academy|home|care home|college|partnership|hospital|department"
    r"|organisation"
    r"|team|prison|nursery|agency|region|centre|practice|constabulary|brigade|fire service"
    r"|judge?ments?"
    r"|overall|effectiveness|all (?:areas|services|judge?ments|aspects)|inspection|inspectors"
    r"|children"
    r"|overall effectiveness of (?:the )?(?:school|service|provider|home|college|setting"
    r"|nursery))?$",
    IGNORE,
)
"""Words that mean the inspected body as a whole."""

KIND_WORDS = re.compile(
    r"\b(?:council|county|city|borough|metropolitan|district|royal|london|of|the|local|area"
    r"|partnership|trust|services?|police)\b",
    IGNORE,
)

OWNER = re.compile(
    r"^(?:local authority|authority|council|borough|partnership|trust|force)[’']s\s+", IGNORE
)
"""“the council’s services” are the services."""

EFFECT = re.compile(r"^(?:overall\s+)?effectiveness\s+of\s+(?:(?:the|its)\s+)?", IGNORE)

ORGANISED = re.compile(
    r".*\bchildren(?:’|')?s (?:social care |social work )?services\b.*"
    r"|services(?: (?:in|at|provided)\b.*"
    r"| (?:for|to) children(?:(?:,| and) (?:and )?(?:their )?(?:families|young people).*)?)?",
    IGNORE,
)
"""The inspected services as a whole: “children’s services in the area”."""

SHORT = 3
"""Words of a common noun that means the body: “the council-run care home”."""

POSSESSIVE = re.compile(r"[’']s?$")


def is_whole(words: str, context: Context) -> bool:
    """Whether words mean the inspected body and its services as a whole."""
    text = EFFECT.sub("", OWNER.sub("", DETERMINER.sub("", words)))
    if GENERIC.fullmatch(text) or ORGANISED.fullmatch(text) or is_own(text, context):
        return True
    bare = text == words or text.endswith(("services", "care"))
    owned = OWNER.match(DETERMINER.sub("", words)) is not None  # “the council’s adoption agency”
    common = context.press and not (bare or owned) and text.islower() and len(text.split()) <= SHORT
    return common and text.split()[-1].capitalize() in organisation_words()


def other_body(words: str, context: Context) -> str:
    """The name of another body than the document's own provider, or ""."""
    name = re.sub(r"^(?:[Tt]he|[Oo]ne|[Aa]nother),?\s+", "", words).strip(" ,")
    if context.press and fold(name) in map(fold, context.bodies):
        return known_body(name, context)
    named = NAMED.search(name)
    if not named and OTHER_KIND.fullmatch(name) and not context.finder.find(name):
        return "" if is_own(name, context) else name
    if not named or context.finder.find(name):
        return ""
    if named.start() > 0:
        name = named.group().removeprefix("the ").strip()
        if name.split()[-1] not in organisation_words():
            return ""
    if is_own(name, context) or len(name) < 5:
        return ""
    if " " not in name and not (named.start() == 0 and is_proper(name, context)):
        return known_body(name, context)
    return "" if _judges().fullmatch(name) else known_body(name, context) or name


def known_body(name: str, context: Context) -> str:
    """The full name of a body that the release names in a list, from its first words."""
    folded = fold(POSSESSIVE.sub("", name))
    fitting = (b for b in context.bodies if f"{fold(b)} ".startswith(f"{folded} "))
    return next(fitting, "") if folded else ""


def is_proper(word: str, context: Context) -> bool:
    """Whether a text prints a single word as a name: inside sentences, never in lower case."""
    if not context.press or not any(context.own) or not word.isalpha():
        return False
    inside = re.search(rf"[a-z,;–-] {word}\b", context.body)
    return inside is not None and not re.search(rf"\b{word.lower()}\b", context.body)


@cache
def _judges() -> re.Pattern[str]:
    return any_of(judges())


def is_own(name: str, context: Context) -> bool:
    """Whether a name means the inspected body: its own, or that without kind words."""
    folded = fold(POSSESSIVE.sub("", name))
    bare = fold(KIND_WORDS.sub(" ", POSSESSIVE.sub("", name)))
    return any(
        folded == own or bare == own or (" " in own and own in folded) for own in context.own
    )


def topic_of(sentence: str, context: Context, host: str, named: list[str]) -> str:
    """Whom a release's sentence goes on about: another body that it opens with, "" for its own.

    Where it opens with no name, it is whoever the sentence before was about; “within the
    infirmary” is the one of those `named` before that is an infirmary.
    """
    inside = INSIDE.match(sentence)
    kinds = {n for n in named if inside and n.lower().endswith(inside.group("kind").lower())}
    if len(kinds) == 1:
        return kinds.pop()
    opening = OPENS.match(sentence)
    name = opening.group("name") if opening else ""
    if not name or not name[:1].isupper():
        return host
    bare = POSSESSIVE.sub("", name)
    known = known_body(bare, context)
    if known:
        return known
    if is_own(bare, context) or bare.split()[-1] in {"Council", "Trust"}:
        return ""
    last = bare.split()[-1]
    if " " in bare and last in organisation_words():
        return other_body(bare, context)
    return host


def own_names(provider: str) -> tuple[str, ...]:
    """A provider's folded name, whole and without the words that say what kind it is."""
    names = (fold(provider), fold(KIND_WORDS.sub(" ", provider)))
    return tuple(dict.fromkeys(name for name in names if name))
