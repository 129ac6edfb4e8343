"""Printed provider names against the authorities they mean, and the table's integrity."""

import datetime
import re

import pytest

from pipeline import gazetteer
from pipeline.gazetteer import Authority, resolve

CURRENT_UPPER_TIER = [a for a in gazetteer.authorities() if a.is_upper_tier and a.end is None]

MEANT = [
    # As titles, addresses and letters print them.
    ("Durham County Council", "E06000047"),
    ("County Durham", "E06000047"),
    ("Durham", "E06000047"),
    ("DURHAM", "E06000047"),
    ("London Borough of Bexley", "E09000004"),
    ("Bexley", "E09000004"),
    ("Bexley Council", "E09000004"),
    ("Bexley London Borough Council", "E09000004"),
    ("Bexley Local Area Partnership", "E09000004"),
    ("the Greenwich Local Area\nPartnership", "E09000011"),
    ("Halton local authority children\u2019s services", "E06000006"),
    ("Stockport local authority", "E08000007"),
    ("Haringey Council children's services", "E09000014"),
    ("Haringey children's social care services", "E09000014"),
    ("the Royal Borough of Kensington and Chelsea", "E09000020"),
    ("Kensington & Chelsea", "E09000020"),
    ("London Borough of Greenwich", "E09000011"),
    ("Royal Borough of Windsor and Maidenhead", "E06000040"),
    ("windsor & maidenhead", "E06000040"),
    ("City of Westminster", "E09000033"),
    ("City of London", "E09000001"),
    ("City of London Corporation", "E09000001"),
    ("Kingston upon Hull City Council", "E06000010"),
    ("Kingston upon Hull, City of", "E06000010"),
    ("Hull", "E06000010"),
    ("Kingston upon Thames", "E09000021"),
    ("Royal Borough of Kingston", "E09000021"),
    ("City of York", "E06000014"),
    ("York", "E06000014"),
    ("St Helens", "E08000013"),
    ("St. Helens Council", "E08000013"),
    ("Bristol City Council", "E06000023"),
    ("Bristol, City of", "E06000023"),
    ("Bristol UA", "E06000023"),
    ("Dudley MBC", "E08000027"),
    ("Kirklees Metropolitan Borough Council", "E08000034"),
    ("Wakefield District Metropolitan Council", "E08000036"),
    ("City of Bradford Metropolitan District Council", "E08000032"),
    ("Herefordshire County Council", "E06000019"),
    ("Rhondda Cynon Taf", "W06000016"),
    ("Rhondda Cynon Taff", "W06000016"),
    ("Isle of Anglesey", "W06000001"),
    ("Ynys Môn", "W06000001"),
    ("City and County of Swansea", "W06000011"),
    ("East Riding of Yorkshire", "E06000011"),
    ("East Riding Council", "E06000011"),
    ("Isles of Scilly", "E06000053"),
    ("Council of the Isles of Scilly", "E06000053"),
    ("Southend-on-Sea Borough Council", "E06000033"),
    ("Southend\u2011on\u2011Sea City Council", "E06000033"),
    ("Stoke on Trent", "E06000021"),
    ("Bournemouth, Christchurch & Poole", "E06000058"),
    ("BCP Council", "E06000058"),
    ("Glasgow", "S12000049"),
    ("Comhairle nan Eilean Siar", "S12000013"),
    ("Derry City and Strabane", "N09000005"),
    # A code that changed: the one in force now.
    ("Sheffield City Council", "E08000039"),
    ("Barnsley", "E08000038"),
    # Neighbours whose names begin alike.
    ("Bedford", "E06000055"),
    ("Central Bedfordshire", "E06000056"),
    ("Lincoln", "E07000138"),
    ("Lincolnshire", "E10000019"),
    ("Gloucester", "E07000081"),
    ("Gloucestershire", "E10000013"),
    ("South Gloucestershire", "E06000025"),
    ("Leicester", "E06000016"),
    ("Leicestershire", "E10000018"),
    ("Newcastle", "E08000021"),
    ("Newcastle City Council", "E08000021"),
    ("Newcastle-upon-Tyne", "E08000021"),
    ("Newcastle under Lyme", "E07000195"),
    ("Newcastle Borough Council", "E07000195"),
    # Abolished, and nobody else of the name.
    ("Cumbria County Council", "E10000006"),
    ("Cumbria", "E10000006"),
    ("Northamptonshire", "E10000021"),
    ("Borough of Poole", "E06000029"),
]

ON_A_DATE = [
    ("Somerset", "2023-03-31", "E10000027"),
    ("Somerset", "2023-04-01", "E06000066"),
    ("Somerset", "2022", "E10000027"),
    ("Somerset", "2023-03", "E10000027"),
    ("Somerset", "2023-04", "E06000066"),
    # A bare year of change means the successor.
    ("Somerset", "2023", "E06000066"),
    ("Somerset", None, "E06000066"),
    # The full name of the old council means the old council, whatever the date.
    ("Somerset County Council", "2024-07-18", "E10000027"),
    ("Somerset Council", "2024-07-18", "E06000066"),
    ("Dorset", "2018-06-01", "E10000009"),
    ("Dorset", "2019-10-24", "E06000059"),
    ("Dorset Local Area Partnership", "2024-05-15", "E06000059"),
    # Nobody could mean a council that had not begun.
    ("Dorset Council", "2015-02-01", "E10000009"),
    ("Buckinghamshire", "2018-01-29", "E10000002"),
    ("Buckinghamshire", "2021-04-12", "E06000060"),
    ("Buckinghamshire County Council", None, "E10000002"),
    ("North Yorkshire", "2021-07-26", "E10000023"),
    ("North Yorkshire", "2024-01-01", "E06000065"),
    ("Northamptonshire", "2018-11-01", "E10000021"),
    ("Cumbria County Council", "2022-11-01", "E10000006"),
    ("Westmorland and Furness", "2026-01-12", "E06000064"),
]

MEANS_NOBODY = [
    "",
    "   ",
    "Council",
    "the",
    "and",
    "London",
    "London Borough",
    "City",
    "County Council",
    "local authority",
    "Local Area Partnership",
    # Invented places.
    "Harrowmere",
    "Northmoor Council",
    "Taigh na Mara",
    "Ashmouth Youth Justice Service",
    # Misspelt: never a guess.
    "Durhem County Council",
    "Bexly",
    "Buckingham County Council",
    # A kind that the authority of this place is not (two of them are football clubs).
    "Derby County",
    "Stockport County",
    "Lincoln County Council",
    "Kent City Council",
    "Durham City Council",
    "Royal Borough of Bexley",
    "Metropolitan Borough of Bexley",
    "London Borough of Leeds",
    # Trusts, partners and other bodies with a place in their names.
    "Children First",
    "Slough Children First",
    "Achieving for Children",
    "Birmingham Children's Trust",
    "Sandwell Children\u2019s Trust",
    "Together for Children Sunderland",
    "Bexley Safeguarding Children Partnership",
    "Kent Police",
    "Durham University",
    "NHS North Yorkshire",
    "Leeds City College",
    # Regions, combined authorities, ceremonial and former counties.
    "West Midlands",
    "Greater London",
    "Greater Manchester Combined Authority",
    "West Yorkshire Combined Authority",
    "Royal Berkshire",
    "Bedfordshire",
    "Cheshire",
    "Sussex",
    "Yorkshire",
    # More than one authority, or one and something else.
    "Kingston and Richmond",
    "Bexley and Bromley",
    "Bexley, Kent",
    "Adur and Worthing",
    # No name at all, only long.
    "Durham" + " local area" * 100_000,
]


def code(authority: Authority | None) -> str | None:
    return authority.code if authority else None


@pytest.mark.parametrize(("name", "expected"), MEANT)
def test_a_printed_name_means_one_authority(name: str, expected: str) -> None:
    assert code(resolve(name)) == expected


@pytest.mark.parametrize(("name", "on", "expected"), ON_A_DATE)
def test_the_date_chooses_between_a_council_and_its_successor(
    name: str, on: str | None, expected: str
) -> None:
    assert code(resolve(name, on)) == expected


@pytest.mark.parametrize("name", MEANS_NOBODY, ids=lambda name: name[:40])
@pytest.mark.parametrize("on", [None, "2012-06-30"])
def test_other_names_mean_nobody(name: str, on: str | None) -> None:
    assert code(resolve(name, on)) is None


@pytest.mark.parametrize("on", ["", "24 May 2019", "2019-5", "19-05-24", "2019-05-24T00:00"])
def test_a_date_that_is_not_iso_is_refused(on: str) -> None:
    with pytest.raises(ValueError, match="not an ISO date"):
        resolve("Durham", on)


@pytest.mark.parametrize("authority", CURRENT_UPPER_TIER, ids=lambda a: a.code)
def test_current_upper_tier_authorities_resolve_to_themselves(authority: Authority) -> None:
    for name in (authority.name, authority.short_name):
        assert resolve(name) == authority
        assert resolve(name.upper().replace(" AND ", " & ").replace("-", " ")) == authority
        assert resolve(f"{name} Local Area Partnership") == authority


def test_every_name_leads_to_its_own_authority_while_it_stood() -> None:
    strays = [
        (authority.code, name)
        for authority in gazetteer.authorities()
        for name in (authority.name, authority.short_name, *authority.aliases)
        if resolve(name, authority.end) != authority
    ]
    assert strays == []


def test_the_number_of_authorities_is_the_real_one() -> None:
    # England's 153 with children's services, Wales's 22, Scotland's 32.
    nations = [authority.nation for authority in CURRENT_UPPER_TIER]
    counts = {nation: nations.count(nation) for nation in sorted(set(nations))}
    assert counts == {"England": 153, "Scotland": 32, "Wales": 22}


def test_codes_are_unique_well_formed_and_sorted() -> None:
    codes = [authority.code for authority in gazetteer.authorities()]
    former = [old for authority in gazetteer.authorities() for old in authority.former_codes]
    assert len(set(codes + former)) == len(codes + former)
    assert [c for c in codes + former if not re.fullmatch(r"[ENSW]\d{8}|95[A-Y]", c)] == []
    assert codes == sorted(codes)


def test_successors_exist_and_follow_the_abolished() -> None:
    known = {authority.code: authority for authority in gazetteer.authorities()}
    for authority in known.values():
        assert bool(authority.successors) == bool(authority.end), authority.name
        for successor in authority.successors:
            assert authority.end is not None
            day_after = datetime.date.fromisoformat(authority.end) + datetime.timedelta(days=1)
            assert known[successor].start == day_after.isoformat(), authority.name


def test_dates_are_iso_and_in_order() -> None:
    for authority in gazetteer.authorities():
        for date in (authority.start, authority.end):
            assert date is None or datetime.date.fromisoformat(date).isoformat() == date
        if authority.start and authority.end:
            assert authority.start < authority.end


def test_cells_are_filled_and_clean() -> None:
    kinds = {authority.kind for authority in gazetteer.authorities()}
    assert kinds == {
        "county_council",
        "unitary_authority",
        "metropolitan_district",
        "london_borough",
        "city_corporation",
        "district_council",
        "welsh_unitary",
        "scottish_unitary",
        "northern_ireland_district",
    }
    for authority in gazetteer.authorities():
        for text in (authority.name, authority.short_name, authority.nation, *authority.aliases):
            assert text, authority.code
            assert text == " ".join(text.split()), authority.code
