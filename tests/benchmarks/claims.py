"""Claims whose truth is known: press releases made out of the reports of an output folder.

    python tests/benchmarks/claims.py OUTPUT [--limit N] [--seed N]

Of every report a release is written that tells its grades, its number of recommendations, three
of its figures and two of its sentences, some of them wrongly (another grade, another number, a
word left out), and one sentence of another report. It is read by the pipeline like any other. Of
the inspection it tells the days, only the month, or no more than that the report is out.
Prints how often the report was found, and the verdicts beside the truth.

A wrong figure that is "not found" is no error: it is told of no measure that is certainly the
same. Sentences are taken as they come, so that a word left out is sometimes a "not" (then
"contradicted" is right), or one that every report prints ("not found" is then wrong).
"""

import argparse
import random
import re
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from pipeline import claims
from pipeline.batch.reading import read_bytes
from pipeline.claims.counts import lists
from pipeline.claims.held import Held
from pipeline.extract.sentences import sentences
from pipeline.records import Claim, Figure, Findings
from pipeline.store import connect

GRADES = ("outstanding", "good", "requires improvement to be good", "inadequate")
KINDS = {
    "ofsted_jtai": "joint targeted area inspection",
    "ofsted_focused_visit": "focused visit",
    "ofsted_area_send": "area SEND inspection",
}
NOUNS = {
    "recommendation": "recommendations",
    "area_for_improvement": "areas for improvement",
    "priority_action": "priority actions",
}
REPORTS = (
    "SELECT document_id FROM documents WHERE document_type <> 'press_release' "
    "AND provider_id IS NOT NULL AND length(inspection_end) = 10 ORDER BY document_id"
)

Line = tuple[str, str, str]
"""What a release says in one line, the kind of claim that this is, the truth."""


class Writer:
    """Writes press releases on reports."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.elsewhere = ""

    def release(self, report: Findings, told: str) -> tuple[str, list[Line]]:
        """A release and its claims; `told` is days, month or report."""
        facts = report.document
        lines = [*self.grades(report), *self.count(report), *self.quotes(report)]
        lines += [self.figure(row) for row in self.some(report)]
        first, last = facts.inspection_start, facts.inspection_end
        kind = f"{KINDS.get(facts.framework, 'inspection')} of {facts.provider_name}"
        when = {
            "days": f"Ofsted’s {kind} took place from {_day(first)} to {_day(last)}.",
            "month": f"Ofsted’s {kind} took place last {date.fromisoformat(first):%B}.",
            "report": f"Ofsted has published the report of its {kind}.",
        }
        out = facts.published_on
        out = out or (date.fromisoformat(last) + timedelta(days=45)).isoformat()
        head = [f"{facts.provider_name} responds to inspection", _day(out), when[told]]
        return "\n\n".join([*head, *(line for line, *_ in lines), "ENDS", ""]), lines

    def grades(self, report: Findings) -> list[Line]:
        found = []
        for row in report.judgements:
            printed = row.grade.replace("requires_improvement", GRADES[2])
            if row.period != "current" or row.subject or printed not in GRADES:
                continue
            wrong = self.chance.random() < 0.3
            said = self.chance.choice([g for g in GRADES if g != printed]) if wrong else printed
            truth = "contradicted" if wrong else "confirmed"
            found.append((f"{row.area_text}: {said}", "grade", truth))
        return found[:5]

    def count(self, report: Findings) -> list[Line]:
        first = next(iter(lists(report)), [])
        if len(first) < 2 or len({row.kind for row in first}) > 1:
            return []
        wrong = self.chance.random() < 0.3
        said, truth = len(first) + wrong, "contradicted" if wrong else "confirmed"
        return [(f"The report made {said} {NOUNS[first[0].kind]}.", "recommendations", truth)]

    def quotes(self, report: Findings) -> list[Line]:
        plain = [
            words
            for words in (report.text[start:end] for start, end in sentences(report.text))
            if re.fullmatch(r"[A-Z][^“”‘\"()\n]*\.", words) and 8 <= len(words.split()) <= 22
        ]
        if len(plain) < 2:
            return []
        whole, cut = self.chance.sample(plain, 2)
        words = cut.split()
        del words[self.chance.randrange(2, len(words) - 2)]
        found = [
            (f"The report says: “{whole}”", "quotation", "confirmed exact"),
            (f"The report adds: “{' '.join(words)}”", "quotation", "confirmed nearly"),
        ]
        if self.elsewhere:
            found.append((f"The report says: “{self.elsewhere}”", "quotation", "not_found"))
        self.elsewhere = self.chance.choice(plain)
        return found

    def some(self, report: Findings) -> list[Figure]:
        good = [
            row
            for row in report.figures
            if row.rule in {"count.noun", "percent.noun"}
            and re.fullmatch(r"[\d,.]+%?", row.value_text)
            and (row.value or 0) > 20
            and "\n" not in row.quote
        ]
        return self.chance.sample(good, min(3, len(good)))

    def figure(self, row: Figure) -> Line:
        said, truth = row.quote, "confirmed"
        if self.chance.random() < 0.3:
            other = re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 9 + 1), row.value_text)
            said, truth = said.replace(row.value_text, other), "contradicted"
        return f"Inspectors found that there were {said}.", "figure", truth


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"


def verdict_of(line: Line, text: str, found: list[Claim]) -> str:
    """The verdict on a line of a release; "no claim" where none was seen in it."""
    at = text.index(line[0])
    inside = [c for c in found if c.kind == line[1] and at <= c.start < at + len(line[0])]
    return f"{inside[0].verdict} {inside[0].match}".strip() if inside else "no claim"


def main() -> None:
    """Writes, reads and checks the releases, and prints the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    writer = Writer(given.seed)
    linked: Counter[tuple[str, str]] = Counter()
    verdicts: Counter[tuple[str, str, str]] = Counter()
    with closing(connect(given.output)) as database:
        held = Held(database)
        ids = [each for (each,) in database.execute(REPORTS)]
        for document_id in writer.chance.sample(ids, min(given.limit, len(ids))):
            report = held.whole(document_id)
            told = writer.chance.choice(["days", "month", "report"])
            text, lines = writer.release(report, told)
            release = read_bytes(text.encode(), "release.txt")
            meant = claims.link(release, held.reports(release))
            right = meant is not None and meant.document.document_id == document_id
            linked[told, "right" if right else "wrong" if meant else "none"] += 1
            found = claims.check(release, report)
            for line in lines:
                verdicts[*line[1:], verdict_of(line, release.text, found)] += 1
    for (told, how), count in sorted(linked.items()):
        print(f"link     {told:16} {how:18} {count:5}")
    for (kind, truth, verdict), count in sorted(verdicts.items()):
        print(f"{kind:16} {truth:18} {verdict:18} {count:5}")


if __name__ == "__main__":
    main()
