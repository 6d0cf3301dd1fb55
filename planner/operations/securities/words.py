"""The columns of a sheet of securities and the kinds of them, in Dutch and English."""

from __future__ import annotations

from planner.language import sentence
from planner.operations.people_in.headings import Names, aliases, plain_name

# column: its title, as it is written and read in either language
COLUMNS = {
    "holder_id": sentence("Holder no."),
    "holder": sentence("Holder"),
    "security_kind": sentence("Kind of security"),
    "security_class": sentence("Class"),
    "security_plan": sentence("Plan"),
    "security_quantity": sentence("Quantity"),
    "issued_on": sentence("Date of issue"),
    "security_price": sentence("Price"),
    "security_strike": sentence("Exercise price"),
    "security_currency": sentence("Currency"),
    "certificate": sentence("Security no."),
    "vests_from": sentence("Vesting start"),
    "vesting_months": sentence("Months of vesting"),
    "cliff_months": sentence("Months of cliff"),
    "issued_by": sentence("Issued by"),
}
_DUTCH = {
    "holder_id": "houdernr houdernummer houderid aandeelhoudernummer",
    "holder": "houder aandeelhouder naam naamhouder naamaandeelhouder certificaathouder optiehouder",
    "security_kind": "soorteffect effect instrument type soort",
    "security_class": "klasse aandelensoort soortaandeel soortaandelen letteraandeel",
    "security_plan": "plan optieplan regeling participatieplan",
    "security_quantity": "aantal hoeveelheid aantalaandelen bedrag",
    "issued_on": "datum datumuitgifte uitgiftedatum datumvanuitgifte toekenningsdatum datumtoekenning datumverkrijging",
    "security_price": "prijs uitgifteprijs prijsperaandeel aankoopprijs",
    "security_strike": "uitoefenprijs strike basisprijs",
    "security_currency": "munt valuta",
    "certificate": "effectnr effectnummer nummer nr aandeelnummers",
    "vests_from": "beginvesting startvesting vestingvanaf startdatumvesting",
    "vesting_months": "vestingmaanden maandenvesting looptijdvesting vestingduur",
    "cliff_months": "cliff cliffmaanden maandencliff",
    "issued_by": "uitgegevendoor stak stichting",
}
_ENGLISH = {
    "holder_id": "holderno holderid holdernumber stakeholderid shareholderid",
    "holder": "holder shareholder stakeholder name holdername optionholder",
    "security_kind": "kindofsecurity kind type security securitytype instrument",
    "security_class": "class shareclass stockclass classofshares",
    "security_plan": "plan optionplan stockplan equityplan",
    "security_quantity": "quantity number shares amount numberofshares units",
    "issued_on": "dateofissue date issuedate issued grantdate dateofgrant dateissued",
    "security_price": "price issueprice pricepershare shareprice purchaseprice",
    "security_strike": "exerciseprice strike strikeprice baseprice",
    "security_currency": "currency",
    "certificate": "securityno securityid securitynumber certificate certificateno customid",
    "vests_from": "vestingstart vestingstartdate vestsfrom vestingcommencementdate",
    "vesting_months": "monthsofvesting vestingmonths",
    "cliff_months": "monthsofcliff cliffmonths cliff",
    "issued_by": "issuedby foundation",
}
HEADINGS: Names = aliases(("en", _ENGLISH), ("nl", _DUTCH))

# kind: its word, as it is written in either language; how others write it stands beneath
KINDS = {
    "STOCK": sentence("shares"),
    "OPTION": sentence("options"),
    "RSU": sentence("share units"),
    "SSAR": sentence("SARs paid in shares"),
    "CSAR": sentence("SARs paid in money"),
    "WARRANT": sentence("warrants"),
    "SAFE": sentence("SAFE"),
    "NOTE": sentence("convertible loan"),
    "PHANTOM": sentence("phantom shares"),
    "RECEIPT": sentence("depositary receipts"),
    "POOL": sentence("pool"),
}
_KIND_WORDS = {
    "STOCK": "shares share stock aandelen aandeel",
    "OPTION": "option options optie opties optionnso optioniso aandelenoptie aandelenopties",
    "RSU": "rsu rsus shareunits aandeleneenheden restrictedstockunits",
    "SSAR": "sar sars ssar sarspaidinshares sarsinaandelen",
    "CSAR": "csar cashsar sarspaidinmoney sarsingeld",
    "WARRANT": "warrant warrants",
    "SAFE": "safe safes",
    "NOTE": "note notes convertibleloan convertible converteerbarelening convertiblenote",
    "PHANTOM": "phantomshares phantomshare phantom phantomaandelen fantoomaandelen virtueleaandelen",
    "RECEIPT": "depositaryreceipts depositaryreceipt receipts certificaten certificaat certificatenvanaandelen",
    "POOL": "pool optiepool optionpool",
}
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words.split()}


def kind_of(written: str) -> str | None:
    """The kind that a word stands for; shares where there is none.

    >>> kind_of("Opties"), kind_of(""), kind_of("Bitcoin")
    ('OPTION', 'STOCK', None)
    """
    return _KIND_OF.get(plain_name(written)) if written else "STOCK"
