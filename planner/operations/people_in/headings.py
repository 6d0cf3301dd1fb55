"""What a column is about: headings in Dutch and English, as payroll programs write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.operations.people_in.table import Column, Findings, Place, Table

# Targets that are not a fact under their own name: they make up the name, the address or another fact.
CARD = frozenset({"name", "first_name", "infix", "last_name", "email"})
# Of a sheet of securities, beside those of people
SECURITY_NUMBERS = frozenset(
    {"security_quantity", "security_price", "security_strike", "vesting_months", "cliff_months"}
)
SECURITY_DATES = frozenset({"issued_on", "vests_from"})
NUMBERS = SECURITY_NUMBERS | frozenset(
    {"fte", "fte_percent", "hours_per_week", "monthly_salary", "salary", "share_percentage", "age"}
)
DATES = SECURITY_DATES | frozenset({"birth_date", "start_date", "end_date", "from", "to"})
TEXTS = frozenset({"id", "contract", "level", "department", "gender", "nationality", "job_title", "kind"})
TARGETS = CARD | NUMBERS | DATES | TEXTS
LEFT_OUT = "ignore"  # a column may be mapped to this

# Names that a formula can't use for a fact, or that a person already has for something else.
_RESERVED = frozenset(
    (  # noqa: SIM905
        "and or not if to true false min max round floor ceil lookup months days tiers total average median smallest "
        "largest count mix is_given spells absences days_in_period pay_in_period ignore from kind"
    ).split()
)

_DUTCH = {
    "id": "personeelsnummer personeelsnr persnr medewerkernummer medewerkersnummer medewerkernr werknemernummer "
    "werknemersnummer werknemernr nummer nr medewerkerid medewerkercode personeelscode",
    "name": "naam volledigenaam medewerker werknemer naammedewerker medewerkernaam weergavenaam",
    "first_name": "voornaam roepnaam voornamen",
    "infix": "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels",
    "last_name": "achternaam familienaam",
    "email": "emailadres mailadres emailwerk werkemail zakelijkemail",
    "birth_date": "geboortedatum gebdatum geborenop",
    "start_date": "datumindienst indienst indienstdatum indiensttreding datumindiensttreding begindatumdienstverband "
    "startdatum startdienstverband datumaanvang indienstsinds ingangsdatumdienstverband "
    "begindatum ingangsdatum",
    "end_date": "datumuitdienst uitdienst uitdienstdatum uitdiensttreding datumuitdiensttreding einddatumdienstverband "
    "einddatum eindedienstverband",
    "fte": "deeltijdfactor parttimefactor parttime deeltijd",
    "fte_percent": "parttimepercentage deeltijdpercentage parttimepercent deeltijdpercent "
    "dienstverbandpercentage percentagedienstverband",
    "hours_per_week": "urenperweek uurperweek werkurenperweek contracturen urenweek contracturenperweek",
    "monthly_salary": "maandsalaris maandloon salarispermaand loonpermaand salarisfulltime salarisvoltijd",
    "salary": "jaarsalaris jaarloon salarisperjaar loonperjaar",
    "contract": "contractsoort soortcontract contracttype typecontract dienstverband soortdienstverband",
    "level": "niveau functieniveau schaal salarisschaal functieschaal loonschaal functiegroep",
    "department": "afdeling afdelingsnaam team",
    "gender": "geslacht mv",
    "nationality": "nationaliteit",
    "job_title": "functie functienaam functietitel",
    "age": "leeftijd",
    "share_percentage": "aandelenpercent percentaandelen aandelenpercentage percentageaandelen aandelenbezit "
    "aandelenbelang belangpercent",
}
_ENGLISH = {
    "id": "id number no employeeid employeenumber employeeno employeenr staffnumber personnelnumber personnelno "
    "personid payrollnumber staffid",
    "name": "name fullname employee employeename displayname",
    "first_name": "firstname givenname forename",
    "infix": "infix middlename surnameprefix",
    "last_name": "lastname surname familyname",
    "email": "email emailaddress workemail mail",
    "birth_date": "birthdate dateofbirth dob birthday",
    "start_date": "startdate hiredate datehired joined joindate employmentstart dateofhire startofemployment",
    "end_date": "enddate leavedate dateleft left employmentend terminationdate endofemployment",
    "fte": "fte fulltimeequivalent parttimefactor",
    "fte_percent": "ftepercent ftepercentage parttimepercentage parttimepercent",
    "hours_per_week": "hoursperweek weeklyhours contracthours contractedhours",
    "monthly_salary": "monthlysalary monthlypay basemonthlysalary salarypermonth",
    "salary": "salary annualsalary yearlysalary basesalary annualpay salaryperyear",
    "contract": "contract contracttype employmenttype typeofcontract",
    "level": "level grade joblevel seniority",
    "department": "department team",
    "gender": "gender sex",
    "nationality": "nationality",
    "job_title": "jobtitle function role position title",
    "age": "age",
    "share_percentage": "sharepercentage sharespercent sharepercent ownership ownershippercent shareholding",
}
# Beside people: rows with a first and a last day, in which *begindatum* is not the start of employment.
_SPAN_DUTCH = {
    "from": "van vanaf ingangsdatum begindatum begin datumvan startdatum ingaand eerstedag",
    "to": "tot totenmet tm eind einde einddatum datumtot datumtotenmet laatstedag",
    "kind": "soort verlofsoort soortverlof reden verlof",
}
_SPAN_ENGLISH = {
    "from": "from fromdate validfrom startdate firstday",
    "to": "to todate until through validto validuntil enddate lastday",
    "kind": "kind type leavetype kindofleave reason typeofleave",
}
# Never needed to share a sum, and some of it may not even be kept without a ground in law.
_NEVER = {
    "left out: a BSN is never needed here": "bsn burgerservicenummer sofinummer sofi bsnnummer socialsecuritynumber",
    "left out: a bank account is never needed here": "iban rekeningnummer bankrekening bankrekeningnummer bankaccount",
    "left out: it is not needed here": "telefoon telefoonnummer mobiel adres straat huisnummer postcode woonplaats "
    "voorletters initialen geboortenaam phone mobile address street postalcode zipcode city initials",
}
_NOT_NEEDED = {alias: text for text, names in _NEVER.items() for alias in names.split()}
_SICKNESS = re.compile(r"ziek|verzuim|arbeidsongeschikt|sick|illness|disabilit")


def aliases(*tables: tuple[str, dict[str, str]]) -> dict[str, tuple[str, str]]:
    """The plain names of headings, each with what it is read as and its language."""
    return {
        alias: (target, language)
        for language, table in tables
        for target, names in table.items()
        for alias in names.split()
    }


Names = Mapping[str, tuple[str, str]]  # a heading's plain name: what it is read as, and in which language it is
_ABOUT_PAY = re.compile("bruto|gross|fulltime|voltijd|eur$")  # words around *maandsalaris* that leave it what it is
PEOPLE: Names = aliases(("en", _ENGLISH), ("nl", _DUTCH))
SPANS: Names = {**PEOPLE, **aliases(("en", _SPAN_ENGLISH), ("nl", _SPAN_DUTCH))}


def plain_name(text: str) -> str:
    """A heading without case, accents, spaces and signs: `E-mail (werk)` is `emailwerk`.

    >>> plain_name("Bruto maandsalaris – fulltime (€)")
    'brutomaandsalarisfulltime'
    """
    letters = unicodedata.normalize("NFKD", text.replace("%", "percent")).casefold()
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def known(heading: str) -> bool:
    """Is this one of the headings that payroll programs write?"""
    return bool(_known_as(plain_name(heading), SPANS)[0])


def _known_as(plain: str, names: Names) -> tuple[str, str]:
    """Target and language; pay also between words such as *bruto* and *fulltime*."""
    if plain in names:
        return names[plain]
    target, language = names.get(_ABOUT_PAY.sub("", plain), ("", ""))
    return (target, language) if target in ("monthly_salary", "salary") else ("", "")


def fact_name(heading: str, index: int) -> str:
    """The name of a fact of one's own, as a formula can write it.

    >>> fact_name("Kosten-plaats (2)", 4), fact_name("2025", 5), fact_name("Count", 6)
    ('kosten_plaats_2', 'column_2025', 'column_count')
    """
    letters = unicodedata.normalize("NFKD", heading.replace("%", " percent ")).casefold()
    ascii_only = "".join(letter for letter in letters if not unicodedata.combining(letter))
    name = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")
    if not name:
        return f"column_{index + 1}"
    return f"column_{name}" if name[0].isdigit() or name in _RESERVED else name


@dataclass(frozen=True)
class Meaning:
    """A column and what it is read as: a target above, or a fact under its own name."""

    column: Column
    target: str
    language: str = ""  # in which its heading was recognised; "" if it was mapped or is its own fact
    own: bool = False


def recognise(table: Table, names: Names, mapped: Mapping[str, str], findings: Findings) -> list[Meaning]:
    """What each column is; a heading in `mapped` is what that says, whatever else it looks like."""
    given = {plain_name(heading): target for heading, target in mapped.items()}
    meanings = [
        _meaning(column, names, given)
        for column in table.columns
        if _has_heading(table, column, findings) and not _left_out(table, column, names, given, findings)
    ]
    _report_twice(table, meanings, findings)
    return meanings


def report_unmapped(mapped: Mapping[str, str], tables: Iterable[Table], findings: Findings) -> None:
    """A heading that is mapped but stands in no table is a slip of the pen."""
    present = {plain_name(column.heading) for table in tables for column in table.columns}
    for heading in mapped:
        if plain_name(heading) not in present:
            findings.fault(Place(), 'there is no column "{heading}" to map', heading=heading)


def _meaning(column: Column, names: Names, given: Mapping[str, str]) -> Meaning:
    plain = plain_name(column.heading)
    if wanted := given.get(plain):
        is_own = wanted not in TARGETS
        return Meaning(column, fact_name(wanted, column.index) if is_own else wanted, own=is_own)
    target, language = _known_as(plain, names)
    if target:
        return Meaning(column, target, language)
    return Meaning(column, fact_name(column.heading, column.index), own=True)


def _has_heading(table: Table, column: Column, findings: Findings) -> bool:
    if not column.heading:
        findings.fault(table.place(), "column {number} has cells but no heading", number=column.index + 1)
    return bool(column.heading)


def _left_out(table: Table, column: Column, names: Names, given: Mapping[str, str], findings: Findings) -> bool:
    plain = plain_name(column.heading)
    if given.get(plain) == LEFT_OUT:
        return True
    reason = _NOT_NEEDED.get(plain)
    if not reason and plain not in names and _all_bsn(column):
        reason = "left out: a BSN is never needed here"
    if not reason and _SICKNESS.search(plain):
        reason = "left out: sickness is not recorded here"
    if reason:
        findings.warn(table.place(column=column), reason)
    return bool(reason)


def _all_bsn(column: Column) -> bool:
    texts = [str(cell) for cell in column.cells if cell != ""]
    return len(texts) >= 3 and all(map(is_bsn, texts))


def is_bsn(text: str) -> bool:
    """Nine digits that pass the eleven-test: 9a + 8b + … + 2h − i is a multiple of 11.

    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)
    """
    if not re.fullmatch(r"[0-9]{9}", text) or text == "000000000":
        return False
    return sum(int(digit) * weight for digit, weight in zip(text, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


def _report_twice(table: Table, meanings: list[Meaning], findings: Findings) -> None:
    first: dict[str, Meaning] = {}
    for meaning in meanings:
        before = first.setdefault(meaning.target, meaning)
        if before is meaning:
            continue
        if plain_name(before.column.heading) == plain_name(meaning.column.heading):
            findings.fault(table.place(column=meaning.column), "this heading stands there twice")
        else:
            text = 'read as {fact}, and so is the column "{other}"; keep one, or map the other'
            findings.fault(table.place(column=meaning.column), text, fact=meaning.target, other=before.column.heading)
