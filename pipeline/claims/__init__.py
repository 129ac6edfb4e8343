"""Press releases held against the reports that they speak of.

`link` finds the report, `check` makes a claim of every grade, number of recommendations,
figure and quotation that a release lays to it, with a verdict and the words of both sides.
`update` does so for everything in a store. The verdicts:

- confirmed: the report says so; `match` tells whether exactly or nearly;
- contradicted: the report says something else of the same thing;
- not_found: nothing certain either way. Without a `report_id` no report is held that fits.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing

from pipeline.claims.counts import check_counts
from pipeline.claims.figures import check_figures
from pipeline.claims.grades import check_grades
from pipeline.claims.held import Held
from pipeline.claims.linking import link
from pipeline.claims.listing import listed
from pipeline.claims.quoted import check_quotations
from pipeline.claims.telling import Telling
from pipeline.records import Claim, Findings
from pipeline.store import Store, connect

__all__ = ["check", "link", "listed", "update"]


def check(
    release: Findings, report: Findings | None, others: Iterable[Findings] = ()
) -> list[Claim]:
    """The claims of a press release, each with its verdict, in the order of the release.

    Takes a release and its report with all rows and their texts; without a report every
    claim is `not_found`. `others` are further reports (facts and judgements are enough), in
    which grades of earlier inspections are looked up.
    """
    telling = Telling(release)
    found = [
        *check_grades(release, report, others),
        *check_counts(release, report, telling),
        *check_figures(release, report, telling),
        *check_quotations(release, report, telling),
    ]
    unique = {each.claim_id: each for each in found}
    return sorted(unique.values(), key=lambda each: (each.start, each.end, each.claim_id))


def update(store: Store) -> None:
    """Makes the table `claims` anew from what the store holds, if that has changed.

    The same documents give the same claims, in whatever order they were read; nothing is
    written where nothing has changed. Raises OutputError as the store does.
    """
    if store.is_made("claims"):
        return
    with closing(connect(store.folder)) as database:
        found = list(_all_claims(Held(database)))
    store.replace_claims(found)
    store.note_made("claims")


def _all_claims(held: Held) -> Iterator[Claim]:
    for release in held.releases():
        reports = held.reports(release)
        linked = link(release, reports)
        report = held.whole(linked.document.document_id) if linked else None
        yield from check(release, report, [each for each in reports if each is not linked])
