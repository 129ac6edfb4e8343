"""A sentence as a row of tokens, each with what it means to somebody who gives grades.

spaCy's tokenizer and one PhraseMatcher tell them: which words are grades comes from the scale,
which are verbs, nouns and joints of judging from models/judging.toml, who inspects from the
inspectorates' files.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline import models
from pipeline.frameworks import Scale, inspectorates
from pipeline.frameworks.load import read_toml

PLAIN = str.maketrans("’‘`´“”\n\t\xa0–—", "''''\"\"   --")
"""One character for each, so that offsets stay."""

MARKS = {",": ",", ";": ";", ":": ":", "-": "-", "(": "quote", ")": "quote", "/": ","}
QUOTES = frozenset({"'", '"', "''", "[", "]", "*"})
DIRECTIONS = {"from": "from", "to": "to"}
JOINTS = {
    "and": "and",
    "but": "and",
    "while": "and",
    "whereas": "and",
    "with": "and",
    "plus": "and",
    "including": "and",
    "or": "or",
    "than": "or",
}
MODALS = frozenset(
    [
        "will",
        "would",
        "could",
        "should",
        "can",
        "may",
        "might",
        "must",
        "not",
        "never",
        "n't",
        "'ll",
    ]
)
"""Before “be judged”: an aim or a possibility, no judgement."""


PRONOUNS = frozenset(
    ["it", "that", "this", "there", "here", "she", "he", "what", "who", "which", "they", "we"]
)
"""Behind these “'s” is a verb."""


AFTER_NOUN = frozenset({"of", "for", "was", "were", "is", "are", "has"})
"""Behind a rating that is a noun."""


class Token(NamedTuple):
    """A word or phrase: its kind ("" for any word), its place in the sentence, lower case."""

    kind: str
    start: int
    end: int
    low: str


@dataclass(frozen=True)
class Reader:
    """Tells the tokens of a sentence."""

    nlp: English
    matcher: PhraseMatcher

    def read(self, sentence: str) -> list[Token]:
        """The sentence's tokens in order; a phrase of the data files is one token."""
        text = sentence.translate(PLAIN)
        doc = self.nlp.make_doc(text)
        spans = {span.start: span for span in filter_spans(self.matcher(doc, as_spans=True))}
        tokens: list[Token] = []
        at = 0
        while at < len(doc):
            span = spans.get(at)
            end = span.end if span else at + 1
            start, last = doc[at].idx, doc[end - 1]
            low = text[start : last.idx + len(last)].lower()
            if not low.isspace():
                kind = span.label_ if span else _kind(low)
                if low == "'s" and tokens and tokens[-1].low in PRONOUNS:
                    kind = "be"
                tokens.append(Token(kind, start, start + len(low), low))
            at = end
        return _verbs(_without_numbers(tokens))


def _without_numbers(tokens: list[Token]) -> list[Token]:
    """“graded 5 – very good”: the number and the dash before a grade say nothing more."""
    for k in range(2, len(tokens)):
        number, dash, grade = tokens[k - 2 : k + 1]
        parted = dash.kind in {"-", ",", "quote"}
        if grade.kind == "grade" and parted and number.low in set("123456"):
            tokens[k - 2 : k] = [number._replace(kind="quote"), dash._replace(kind="quote")]
    for k in range(1, len(tokens) - 2):
        grade, number = tokens[k - 1], tokens[k + 1]
        if grade.kind == "grade" and tokens[k].low == "(" and number.low in set("123456"):
            tokens[k + 1] = number._replace(kind="quote")
    return tokens


def _verbs(tokens: list[Token]) -> list[Token]:
    """“after rating the home inadequate”: here “rating” is a verb."""
    for k in range(1, len(tokens) - 1):
        opens = tokens[k - 1].low in {"after", "by", "before", "when", "while"}
        if tokens[k].low in {"rating", "grading"} and opens and tokens[k + 1].low not in AFTER_NOUN:
            tokens[k] = tokens[k]._replace(kind="judged")
    return tokens


def _kind(low: str) -> str:
    if low in QUOTES:
        return "quote"
    if low in MODALS:
        return "modal"
    adverb = len(low) > 4 and low.endswith("ly") and low not in {"family", "early", "supply"}
    return MARKS.get(low) or JOINTS.get(low) or DIRECTIONS.get(low) or ("adverb" if adverb else "")


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists of models/judging.toml."""
    return {kind: tuple(names) for kind, names in read_toml(models.path("judging.toml")).items()}


def judges() -> list[str]:
    """Who gives grades: “inspectors”, “the report”, every inspectorate by its names."""
    known = [name for name in words()["agent"] if name not in PRONOUNS]
    return known + [name for each in inspectorates() for name in each.names]


@cache
def reader(scale: Scale) -> Reader:
    """The reader of sentences that give grades of a scale."""
    nlp = English()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    lists = {
        kind: list(names) for kind, names in words().items() if kind not in {"weak", "not_areas"}
    }
    lists["agent"] += judges()
    lists["grade"] = [name for grade in scale.grades for name in grade.names]
    for kind, names in lists.items():
        matcher.add(kind, [_doc(nlp, name) for name in names])
    return Reader(nlp, matcher)


def _doc(nlp: English, phrase: str) -> Doc:
    return nlp.make_doc(phrase.translate(PLAIN))
