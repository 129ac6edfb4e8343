"""Makes local_authorities.csv, our table of UK local authorities, from mySociety's register.

Run from the root of a checkout, with the two reference files as arguments:

    make_local_authorities.py uk_local_authorities.csv uk_local_authority_name_lookup.csv

The same input always gives the same bytes. What the register has wrong, or does not have, is
corrected in the constants below, each with its reason; README.md beside this file tells how.

Source: UK local authority names and codes by mySociety, CC BY 4.0,
https://github.com/mysociety/uk_local_authority_names_and_codes. Authorities are keyed below by
mySociety's own codes ("BEX", "NIR-A").
"""

import argparse
import csv
import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

COLUMNS = (
    "gss_code",
    "name",
    "short_name",
    "kind",
    "nation",
    "start",
    "end",
    "successors",
    "former_codes",
    "aliases",
)

# Combined authorities (COMB) and the Greater London Authority (SRA) are left out: they run no
# children's services, and "West Midlands" or "Greater London" in a report is a region.
KINDS = {
    "CTY": "county_council",
    "UA": "unitary_authority",
    "MD": "metropolitan_district",
    "LBO": "london_borough",
    "CC": "city_corporation",
    "NMD": "district_council",
    "WPA": "welsh_unitary",
    "SCO": "scottish_unitary",
    "NID": "northern_ireland_district",
}

# The days on which an older register was filled in, not days on which a council began
# (Bristol's unitary authority, given as 2005-06-18, began in 1996).
REGISTER_FILLED = ("2005-05-27", "2005-06-28")

# Birmingham became a metropolitan district with all the others.
STARTS = {"BIR": "1974-04-01"}

# New codes from 1 April 2025: the Barnsley and Sheffield boundary change, SI 2024/1328.
RECODED = {"BNS": "E08000038", "SHF": "E08000039"}

# City status came in 2022 and the councils took the name; the old one stays as an alias.
NAMES = {
    "COL": "Colchester City Council",
    "KIN": "Borough Council of King's Lynn and West Norfolk",
    "MIK": "Milton Keynes City Council",
    "SOS": "Southend-on-Sea City Council",
}

# The place as a report prints it; a county and the unitary after it share it, the date decides.
SHORT_NAMES = {
    "BKM": "Buckinghamshire",
    "BST": "Bristol",
    "DOR": "Dorset",
    "DST": "Dorset",
    "EDH": "Edinburgh",
    "KIN": "King's Lynn and West Norfolk",
    "LIC": "Lincoln",
    "RCT": "Rhondda Cynon Taf",
    "SCB": "Scottish Borders",
    "SHN": "St Helens",
    "VGL": "Vale of Glamorgan",
}

# Northern Ireland's reform of 1 April 2015, which the register leaves open: the new district
# and the letters of the register's NIR-A … NIR-Y that it took over
# (Local Government (Boundaries) Act (Northern Ireland) 2008).
NORTHERN_IRELAND_2015 = {
    "ABC": "NOQ",
    "AND": "WX",
    "ANN": "TU",
    "CCG": "BCDE",
    "DRS": "AJ",
    "FMO": "KL",
    "LBC": "SY",
    "MEA": "FGV",
    "MUL": "HIM",
    "NMD": "PR",
}
SUCCESSORS = {
    f"NIR-{letter}": new for new, letters in NORTHERN_IRELAND_2015.items() for letter in letters
}

# Names in legal or everyday use that the register lacks. Some only teach the resolver that a
# unitary calls itself a borough, a district or (the county councils that became the single
# tier in 2009) a county.
MORE_ALIASES = {
    "AGY": ("Ynys Môn",),
    "BAS": ("Bath and North East Somerset District Council",),
    "BPC": ("BCP Council",),
    "BRC": ("Bracknell Forest Borough Council",),
    "CHE": ("Cheshire East Borough Council",),
    "CHW": ("Cheshire West and Chester Borough Council", "Cheshire West"),
    "CON": ("Cornwall County Council",),
    "ERY": ("East Riding",),
    "GWN": ("Cyngor Gwynedd",),
    "KEC": ("RBKC",),
    "KTT": ("Royal Borough of Kingston",),
    "LND": ("Corporation of London",),
    "MIK": ("Milton Keynes Borough Council",),
    "NEC": ("Newcastle Borough Council",),
    "NEL": ("North East Lincolnshire Borough Council",),
    "NLN": ("North Lincolnshire Borough Council",),
    "NSM": ("North Somerset District Council",),
    "RIC": ("London Borough of Richmond",),
    "SGC": ("South Gloucestershire District Council",),
    "SHR": ("Shropshire County Council",),
    "TFW": ("Borough of Telford and Wrekin",),
    "THR": ("Thurrock Borough Council",),
    "TOB": ("Torbay Borough Council",),
    "WBK": ("West Berkshire District Council",),
    "WIL": ("Wiltshire County Council",),
    "WKF": ("City of Wakefield Metropolitan District Council",),
    "WNM": ("RBWM",),
}

# Slips of the pen, fragments, and the joint office of two councils that is neither of them.
WRONG_ALIASES = {
    "aberdeen c ity",
    "aberdeen cuty",
    "adur and worthing borough council",
    "ease dunbartonshire",
    "east dunbaronshire",
    "east dunnbartonshire",
    "eilean",
    "glasgow city coucil",
    "highands",
    "south ayshire",
    "ynys mn",
}

# The register's own marks: "Bristol UA" for a unitary, "bexley london boro" for a borough,
# "leeds district" for any district.
REGISTER_MARKS = re.compile(r" (?:ua|london boro|district)$", re.IGNORECASE)

Row = dict[str, str]


def main() -> None:
    """Reads the two reference files named on the command line and writes the table."""
    parser = argparse.ArgumentParser(description="Make models/gazetteer/local_authorities.csv.")
    parser.add_argument("authorities", type=Path, help="uk_local_authorities.csv")
    parser.add_argument("names", type=Path, help="uk_local_authority_name_lookup.csv")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).with_name("local_authorities.csv")
    )
    arguments = parser.parse_args()
    authorities = read_rows(arguments.authorities)
    names = read_rows(arguments.names)
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table(authorities, names))


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file, runs of blanks made one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {column: " ".join(cell.split()) for column, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def table(authorities: list[Row], names: list[Row]) -> list[Row]:
    """Our rows, sorted by code, from mySociety's authorities and its lookup of names."""
    kept = {
        row["local-authority-code"]: row
        for row in authorities
        if row["local-authority-type"] in KINDS
    }
    printed: defaultdict[str, list[str]] = defaultdict(list)
    for row in names:
        printed[row["local-authority-code"]].append(row["la-name"])
    rows = [our_row(key, kept, printed[key]) for key in kept]
    return sorted(rows, key=lambda row: row["gss_code"])


def our_row(key: str, register: dict[str, Row], printed: list[str]) -> Row:
    """One authority in our columns; `printed` are the register's other names for it."""
    source = register[key]
    name = NAMES.get(key, source["official-name"])
    short_name = SHORT_NAMES.get(key, source["nice-name"])
    successors = parts(source["replaced-by"] or SUCCESSORS.get(key, ""))
    former = parts(source["former-gss-codes"])
    if key in RECODED:
        former.append(source["gss-code"])
    others = [*MORE_ALIASES.get(key, ()), source["official-name"], source["nice-name"], *printed]
    return {
        "gss_code": gss_code(key, source),
        "name": name,
        "short_name": short_name,
        "kind": KINDS[source["local-authority-type"]],
        "nation": source["nation"],
        "start": start(key, source),
        "end": last_day(source, [register[code]["start-date"] for code in successors]),
        "successors": ";".join(sorted(gss_code(code, register[code]) for code in successors)),
        "former_codes": ";".join(sorted(former)),
        "aliases": ";".join(aliases(others, known=(name, short_name))),
    }


def parts(cell: str) -> list[str]:
    """The codes in a cell of the register, which separates them by commas."""
    return [code for code in cell.split(",") if code]


def gss_code(key: str, source: Row) -> str:
    """The code in force now.

    The districts of Northern Ireland that ended in 2015 never had a GSS code; they keep the
    code that ONS gave them before (95A Derry … 95Y Castlereagh).
    """
    return RECODED.get(key) or source["gss-code"] or source["snac"]


def start(key: str, source: Row) -> str:
    """The first day as an ISO date; empty where the register does not know it."""
    first = STARTS.get(key, source["start-date"])
    return "" if REGISTER_FILLED[0] <= first <= REGISTER_FILLED[1] else first


def last_day(source: Row, successors_start: list[str]) -> str:
    """The last day of an abolished authority, inclusive, as an ISO date; else empty.

    The register gives now the last day (2019-03-31), now the first day after (2023-04-01),
    which is its successor's first.
    """
    end = source["end-date"]
    if end and end in successors_start:
        return str(datetime.date.fromisoformat(end) - datetime.timedelta(days=1))
    return end


def aliases(names: Iterable[str], known: tuple[str, ...]) -> list[str]:
    """The names that say something new, sorted: no repeats, slips or damaged letters."""
    seen = {comparable(name) for name in known}
    found = []
    # Capitals sort before small letters, so of two spellings the better written one stays.
    for name in sorted({REGISTER_MARKS.sub("", name) for name in names}):
        damaged = "\ufffd" in name or "ï" in name
        if comparable(name) in seen or name.casefold() in WRONG_ALIASES or damaged:
            continue
        if ";" in name:
            raise ValueError(f"{name!r} contains the separator of the aliases column")
        seen.add(comparable(name))
        found.append(name)
    return found


def comparable(name: str) -> str:
    """The name without capitals, punctuation and the article, `&` written out."""
    words = re.findall(r"\w+", name.casefold().replace("&", " and ").replace("'", ""))
    return " ".join(words).removeprefix("the ")


if __name__ == "__main__":
    main()
