"""One function per table: an annotated document against the rows that were found in it."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.evaluate.compare import Gold, Row, norm, number, overlap, pair, same_text
from pipeline.evaluate.tally import Sheet
from pipeline.records import ANNOTATED_FACTS

SAME_TITLE = 0.9
SAME_AREA = 0.6
SAME_ITEM = 0.95
SAME_SPEECH = 0.9
SAME_ROLE = 0.6
HALF = 0.5

Hits = list[tuple[int, int]]


def compare_facts(sheet: Sheet, gold: Gold, row: Row | None) -> None:
    """The row of `documents`; a title or provider may hold the other or nearly be it."""
    for name in ANNOTATED_FACTS:
        want, got = gold["document"].get(name), (row or {}).get(name) or None
        a, b = norm(want), norm(got)
        right = a == b
        if name in ("title", "provider_name") and a and b:
            right = a in b or b in a or SequenceMatcher(None, a, b).ratio() >= SAME_TITLE
        sheet.compare(f"documents.{name}", right)
        if not right:
            sheet.differs(f"documents.{name}", f"want {want!r}, got {got!r}", row or {})


def compare_judgements(sheet: Sheet, gold: Gold, said: Sequence[Row]) -> None:
    """Current judgements by area and grade, previous ones by area, grade and year."""
    for period, match in (("current", _current), ("previous", _previous)):
        rows = [row for row in said if row.get("period") == period]
        wanted = [row for row in gold["judgements"] if row["period"] == period]
        measure = f"judgements.{period}"
        hits = pair(wanted, rows, match)
        _count(sheet, measure, wanted, rows, hits)
        sheet.judge("judgements", rows, {j for _, j in hits})
        for i in _missing(wanted, hits):
            a = wanted[i]
            when = f" ({a['judged_on']})" if a.get("judged_on") else ""
            sheet.missed(measure, f"{a['area']} = {a['grade']}{when}", a["page"])
        for j in _extra(rows, hits):
            b = rows[j]
            sheet.wrong(measure, f"{b.get('area')} = {b.get('grade')}", b)


def _current(a: Gold, b: Row) -> float:
    if norm(a.get("subject")) and overlap(a.get("subject"), b.get("subject")) < HALF:
        return 0
    if a["grade"] != b.get("grade"):
        return 0
    if a["area"] == b.get("area"):
        return 2
    likeness = overlap(a["area_text"], b.get("area_text"))
    return likeness if likeness >= SAME_AREA else 0


def _previous(a: Gold, b: Row) -> float:
    if a["grade"] != b.get("grade"):
        return 0
    want, got = (a.get("judged_on") or "")[:4], (b.get("judged_on") or "")[:4]
    return 0 if want and want != got else 0.2 + overlap(a["area_text"], b.get("area_text"))


def compare_recommendations(sheet: Sheet, gold: Gold, said: Sequence[Row]) -> None:
    """Items by their whole text; of those found also kind and deadline."""
    wanted = gold["recommendations"]
    hits = pair(wanted, said, lambda a, b: same_text(a, b.get("text", ""), SAME_ITEM))
    _count(sheet, "recommendations", wanted, said, hits)
    sheet.judge("recommendations", said, {j for _, j in hits})
    for i, j in hits:
        a, b = wanted[i], said[j]
        same = a["kind"] == b.get("kind")
        sheet.compare("recommendations.kind", same)
        if not same:
            text = f"{b.get('text', '')[:50]!r}: want {a['kind']}, got {b.get('kind')}"
            sheet.differs("recommendations.kind", text, b)
        if a.get("deadline") or b.get("deadline"):
            right = overlap(a.get("deadline"), b.get("deadline")) >= HALF
            sheet.compare("recommendations.deadline", right)
            if not right:
                text = f"want {a.get('deadline')!r}, got {b.get('deadline')!r}"
                sheet.differs("recommendations.deadline", text, b)
    for i in _missing(wanted, hits):
        sheet.missed("recommendations", repr(_text(wanted[i])), wanted[i]["page"])
    for j in _extra(said, hits):
        sheet.wrong("recommendations", repr(said[j].get("text", "")[:80]), said[j])


def compare_officials(sheet: Sheet, gold: Gold, said: Sequence[Row]) -> None:
    """People by their name; of those found also role and involvement."""
    wanted = gold["officials"]
    hits = pair(wanted, said, lambda a, b: float(norm(a["name"]) == norm(b.get("name"))))
    good = set()
    for i, j in hits:
        a, b = wanted[i], said[j]
        if overlap(a["role"], b.get("role")) >= SAME_ROLE:
            good.add(j)
        else:
            text = f"role of {a['name']}: want {a['role']!r}, got {b.get('role')!r}"
            sheet.differs("officials.name+role", text, b)
        same = a["involvement"] == b.get("involvement")
        sheet.compare("officials.involvement", same)
        if not same:
            text = f"{a['name']}: want {a['involvement']}, got {b.get('involvement')}"
            sheet.differs("officials.involvement", text, b)
    sheet.tallies["officials.name"].add(len(hits), len(wanted), len(said))
    sheet.tallies["officials.name+role"].add(len(good), len(wanted), len(said))
    sheet.judge("officials", said, good)
    for i in _missing(wanted, hits):
        a = wanted[i]
        sheet.missed("officials.name", f"{a['name']} ({a['role']})", a["page"])
    for j in _extra(said, hits):
        sheet.wrong("officials.name", f"{said[j].get('name')} ({said[j].get('role')})", said[j])


def compare_quotations(sheet: Sheet, gold: Gold, said: Sequence[Row]) -> None:
    """Speeches by speaker and words."""
    wanted = gold["quotations"]
    hits = pair(wanted, said, _speech)
    sheet.tallies["quotations"].add(len(hits), len(wanted), len(said))
    sheet.judge("quotations", said, {j for _, j in hits})
    for i in _missing(wanted, hits):
        a = wanted[i]
        sheet.missed("quotations", f"{a['speaker']}: {_text(a)!r}", a.get("page"))
    for j in _extra(said, hits):
        b = said[j]
        sheet.wrong("quotations", f"{b.get('speaker')}: {b.get('text', '')[:80]!r}", b)


def _speech(a: Gold, b: Row) -> float:
    same = norm(a["speaker"]) == norm(b.get("speaker"))
    if not same and overlap(a["speaker"], b.get("speaker")) < HALF:
        return 0
    return same_text(a, b.get("text", ""), SAME_SPEECH)


def compare_figures(sheet: Sheet, gold: Gold, said: Sequence[Row]) -> None:
    """Numbers on the annotated pages: value, then unit, then what is measured."""
    wanted = gold["figures"]
    pages = set(gold["figure_pages"])
    rows = [row for row in said if _page(row) in pages]
    hits = pair(wanted, rows, _figure)
    optional = {j for i, j in hits if not wanted[i]["required"]}
    kept = [(i, j) for i, j in hits if wanted[i]["required"]]
    same = [(i, j) for i, j in hits if _same_measure(wanted[i], rows[j])]
    unit = [(i, j) for i, j in kept if wanted[i]["unit"] == rows[j].get("unit")]
    full = [hit for hit in same if hit in unit]
    sheet.judge("figures", rows, {j for _, j in same})
    needed = sum(bool(a["required"]) for a in wanted)
    for measure, found in (("value", kept), ("value+unit", unit), ("value+unit+measure", full)):
        sheet.tallies[f"figures.{measure}"].add(len(found), needed, len(rows) - len(optional))
    _compare_details(sheet, wanted, rows, kept)
    for i in _missing(wanted, kept):
        a = wanted[i]
        if a["required"]:
            sheet.missed("figures.value", f"{a['value_text']!r} {a['measure']!r}", a["page"])
    for j in _extra(rows, hits):
        b = rows[j]
        sheet.wrong("figures.value", f"{b.get('value_text')!r} {b.get('measure')!r}", b)
    _differing(sheet, wanted, rows, kept, set(unit), set(full))


def _same_measure(a: Gold, b: Row) -> bool:
    return a["unit"] == b.get("unit") and overlap(a["measure"], b.get("measure")) >= HALF


def _compare_details(sheet: Sheet, wanted: Sequence[Gold], rows: Sequence[Row], kept: Hits) -> None:
    for i, j in kept:
        for name in ("as_of", "comparator", "qualifier", "change"):
            want, got = wanted[i].get(name), rows[j].get(name)
            if want or got:
                right = norm(want) == norm(got)
                sheet.compare(f"figures.{name}", right)
                if not right:
                    text = f"{rows[j].get('value_text')!r}: want {want!r}, got {got!r}"
                    sheet.differs(f"figures.{name}", text, rows[j])


def _differing(
    sheet: Sheet,
    wanted: Sequence[Gold],
    rows: Sequence[Row],
    kept: Hits,
    unit: set[tuple[int, int]],
    full: set[tuple[int, int]],
) -> None:
    for hit in kept:
        a, b = wanted[hit[0]], rows[hit[1]]
        measure, name = "figures.value+unit", "unit"
        if hit in unit:
            measure, name = "figures.value+unit+measure", "measure"
        if hit not in full:
            text = f"{a['value_text']!r}: want {a[name]!r}, got {b.get(name)!r}"
            sheet.differs(measure, text, b)


def _figure(a: Gold, b: Row) -> float:
    x, y = number(a["value"]), number(b.get("value"))
    if x is None or y is None or _page(b) != a["page"] or abs(x - y) > max(1e-9, 0.001 * abs(x)):
        return 0
    score = 1.0 + float(a["unit"] == b.get("unit"))
    return score + overlap(a["measure"], b.get("measure")) + 0.1 * bool(a["required"])


def _page(row: Row) -> int:
    return int(number(row.get("page")) or 0)


def _text(a: Gold) -> str:
    return str(a.get("text") or a.get("head", ""))[:80]


def _count(
    sheet: Sheet, measure: str, wanted: Sequence[Gold], said: Sequence[Row], hits: Hits
) -> None:
    """Count a kind in which some annotated rows are neither expected nor punished."""
    optional = {i for i, a in enumerate(wanted) if a.get("required") is False}
    spared = sum(i in optional for i, _ in hits)
    sheet.tallies[measure].add(len(hits) - spared, len(wanted) - len(optional), len(said) - spared)


def _missing(wanted: Sequence[Gold], hits: Hits) -> list[int]:
    found = {i for i, _ in hits}
    return [i for i, a in enumerate(wanted) if i not in found and a.get("required") is not False]


def _extra(said: Sequence[Row], hits: Hits) -> list[int]:
    found = {j for _, j in hits}
    return [j for j in range(len(said)) if j not in found]
