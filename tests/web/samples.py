"""An invented company's run of 2026, and the desk that speaks about it: the pages are tested without the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import rfc8785

from planner.errors import refuse
from planner.operations.issued import Card, Issued
from planner.operations.read_runs import KeptRun, KeptStatement
from planner.statements.checked import CheckedStep
from planner.statements.register import Check, Fact, Step
from planner.statements.statement import Line, Part, Rule, Section, Share, Statement, Token
from planner.statements.summary import Summary
from planner.web.desk import Desk

SCHEME = {
    "scheme": "winstdeling-2026",
    "title": {"nl": "Winstdeling 2026", "en": "Profit share 2026"},
    "currency": "EUR",
    "eligible": [
        {
            "name": "service",
            "when": "tenure_months >= 6",
            "title": {"nl": "Minstens zes maanden in dienst", "en": "At least six months' service"},
        }
    ],
    "award": [{"split": "pool", "by": "presence"}],
}
RUN = {
    "date": "2027-04-15",
    "company": {"name": "Halte Noord B.V.", "place": "Deventer", "contact": ["Mirjam Hofstra, personeel"]},
    "scheme": SCHEME,
    "period": {"from": "2026-01-01", "to": "2026-12-31"},
}


def document(number: str, amount: str, reason: str = "") -> dict[str, Any]:
    """What is hashed of one person."""
    left_out = {"reason": reason} if reason else {}
    return {"person": {"id": number}, "date": RUN["date"], "amounts": {"EUR": amount}} | left_out


def run_of(people: Mapping[str, tuple[str, str]], left_out: Mapping[str, tuple[str, str]] | None = None) -> Issued:
    """A run over people given as `{number: (name, amount)}`, and those left out as `{number: (name, reason)}`."""
    documents = [document(number, amount) for number, (_, amount) in people.items()]
    documents += [document(number, "0.00", reason) for number, (_, reason) in (left_out or {}).items()]
    named = {**people, **(left_out or {})}
    cards = {number: Card(name, f"p{number}@haltenoord.example") for number, (name, _) in named.items()}
    return Issued(RUN | {"count": len(documents)}, documents, cards)


PEOPLE = {
    "0101": ("Omar Kuipers", "1692.33"),
    "0104": ("Teun Kok", "2407.80"),
    "0152": ("Puck Yılmaz", "1585.09"),
    "0161": ("Aïcha Wijaya", "1561.03"),
    "0167": ("Sanne Veenstra", "1842.17"),
}
ISSUED = run_of(PEOPLE, {"0190": ("Lot Peeters", "service"), "0191": ("Ravi Singh", "not_in_period")})


def identity(of: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON."""
    return hashlib.sha256(rfc8785.dumps(dict(of))).hexdigest()


SANNE = identity(ISSUED.documents[4])
LOT = identity(ISSUED.documents[5])


def _sign(text: str) -> Token:
    return Token(text, is_sign=True)


_DUTCH = Statement(
    language="nl",
    company="Halte Noord B.V.",
    place="Deventer",
    person="Sanne Veenstra",
    person_id="0167",
    period="1 januari 2026 t/m 31 december 2026",
    date="15 april 2027",
    scheme="Winstdeling 2026",
    answer="U krijgt € 1.842,17 bruto over 2026.",
    lead="Het staat op uw loonstrook van april 2027. Daar gaat loonheffing af.",
    sections=(
        Section(
            "De pot",
            "10% van de winst boven 8% rendement",
            (
                Line(
                    "Winst boven 8%",
                    "€ 1.657.313,00 − 8% × € 6.250.000,00",
                    (
                        Token("€ 1.657.313,00", "nettowinst"),
                        _sign("−"),
                        Token("8%", "vereist rendement"),
                        _sign("×"),
                        Token("€ 6.250.000,00", "eigen vermogen"),
                    ),
                    result="€ 1.157.313,00",
                    why="Eerst krijgt het eigen vermogen zijn rendement.",
                ),
                Line(
                    "De pot",
                    "10% × € 1.157.313,00",
                    (Token("10%", "deel van de winst"), _sign("×"), Token("€ 1.157.313,00", "winst boven 8%")),
                    result="€ 115.731,30",
                    why="Van wat daarboven komt, gaat een tiende naar de mensen.",
                    strong=True,
                ),
            ),
            result="€ 115.731,30",
        ),
        Section(
            "Uw deel naar aanwezigheid",
            "De helft van de pot, naar dagen en werkweek",
            (
                Line(
                    "Uw aanwezigheid",
                    "(181 × 1,0 + 184 × 0,8) ÷ 365",
                    (
                        _sign("("),
                        Token("181", "dagen"),
                        _sign("×"),
                        Token("1,0", "werkweek"),
                        _sign("+"),
                        Token("184", "dagen"),
                        _sign("×"),
                        Token("0,8", "werkweek"),
                        _sign(")"),
                        _sign("÷"),
                        Token("365", "dagen in 2026"),
                    ),
                    result="0,8992",
                    why="Tot 1 juli werkte u een hele week, daarna vier vijfde.",
                ),
                Line(
                    "Uw deel",
                    "€ 57.865,65 × 0,8992 ÷ 53,9595",
                    (
                        Token("€ 57.865,65", "helft van de pot"),
                        _sign("×"),
                        Token("0,8992", "uw aanwezigheid"),
                        _sign("÷"),
                        Token("53,9595", "van alle 61 deelnemers"),
                    ),
                    amount="€ 964,29",
                    why="De helft van de pot gaat naar wie er was. Wie meer dagen of uren werkt, krijgt meer.",
                    rule="2.1",
                    strong=True,
                ),
            ),
            amount="€ 964,29",
        ),
        Section(
            "Uw deel naar verdiend loon",
            "De andere helft, naar uw loon van € 46.937,10",
            (
                Line(
                    "Uw deel",
                    "€ 57.865,65 × € 46.937,10 ÷ € 3.093.889,97",
                    (
                        Token("€ 57.865,65", "andere helft van de pot"),
                        _sign("×"),
                        Token("€ 46.937,10", "uw verdiende loon"),
                        _sign("÷"),
                        Token("€ 3.093.889,97", "van alle 61 deelnemers"),
                    ),
                    amount="€ 877,87",
                    why="De andere helft gaat naar wat u in 2026 verdiende.",
                    rule="2.2",
                    strong=True,
                ),
            ),
            amount="€ 877,87",
        ),
        Section(
            "Restcent",
            "Na het afronden bleven 11 centen over. Eén is voor u.",
            (Line("Restcent", "Alle delen zijn naar beneden afgerond. Uw rest was groot genoeg.", amount="€ 0,01"),),
            amount="€ 0,01",
        ),
    ),
    total_label="U krijgt, bruto",
    total_sum="€ 964,29 + € 877,87 + € 0,01",
    total="€ 1.842,17",
    share=Share(
        "Van elke € 100 uit de pot komt € 1,59 bij u",
        "Uw deel: 1,59%",
        "De hele pot: € 115.731,30",
        0.01592,
        (Part("Aanwezigheid", "€ 964,30", 0.52346), Part("Verdiend loon", "€ 877,87", 0.47654)),
    ),
    rules=(
        Rule("1", "Wie doet mee", "U bent minstens zes maanden in dienst.", "tenure_months >= 6"),
        Rule("2.1", "Naar aanwezigheid", "De helft van de pot gaat naar dagen en werkweek.", "pool / 2, by presence"),
        Rule("2.2", "Naar verdiend loon", "De andere helft gaat naar verdiend loon.", "pool - first_half, by pay"),
    ),
    rules_note="Versie 3, met instemming van de ondernemingsraad. Over 2026 delen 61 mensen.",
    notes=(),
    contact=("Mirjam Hofstra, personeel", "deelgenoot@haltenoord.example"),
    identity="",
)
_ENGLISH = replace(
    _DUTCH,
    language="en",
    period="1 January 2026 to 31 December 2026",
    date="15 April 2027",
    scheme="Profit share 2026",
    answer="You get €1,842.17 before tax for 2026.",
    lead="It is on your payslip of April 2027. Wage tax comes off it.",
    sections=(
        Section(
            "The pot",
            "10% of the profit above an 8% return",
            (
                Line(
                    "The pot",
                    "10% × €1,157,313.00",
                    (Token("10%", "part of the profit"), _sign("×"), Token("€1,157,313.00", "profit above 8%")),
                    result="€115,731.30",
                    why="A tenth of what comes above the required return goes to the people.",
                    strong=True,
                ),
            ),
            result="€115,731.30",
        ),
        Section(
            "Your part by presence",
            "Half of the pot, by days and hours",
            (
                Line(
                    "Your part",
                    "€57,865.65 × 0.8992 ÷ 53.9595",
                    (
                        Token("€57,865.65", "half of the pot"),
                        _sign("×"),
                        Token("0.8992", "your presence"),
                        _sign("÷"),
                        Token("53.9595", "of all 61 people"),
                    ),
                    amount="€964.29",
                    why="Half of the pot goes to who was there.",
                    strong=True,
                ),
            ),
            amount="€964.29",
        ),
        Section("Your part by pay earned", "The other half, by your pay of €46,937.10", (), amount="€877.87"),
        Section("Leftover cent", "Rounding left 11 cents. One is yours.", (), amount="€0.01"),
    ),
    total_label="You get, before tax",
    total_sum="€964.29 + €877.87 + €0.01",
    total="€1,842.17",
    share=Share(
        "Of every €100 in the pot, €1.59 comes to you",
        "Your part: 1.59%",
        "The whole pot: €115,731.30",
        0.01592,
        (Part("Presence", "€964.30", 0.52346), Part("Pay earned", "€877.87", 0.47654)),
    ),
    rules=(Rule("1", "Who shares", "You have at least six months' service.", "tenure_months >= 6"),),
    rules_note="Version 3, with the works council's consent. For 2026, 61 people share.",
)
_LEFT_OUT = {
    "nl": (
        "U deelt niet mee over 2026.",
        Section(
            "Minstens zes maanden in dienst",
            "Dit vragen de regels",
            (Line("In dienst", "U was op 31 december 2026 drie maanden in dienst.", rule="1"),),
        ),
    ),
    "en": (
        "You do not share for 2026.",
        Section(
            "At least six months' service",
            "The rules ask this",
            (Line("Service", "On 31 December 2026 you had three months' service.", rule="1"),),
        ),
    ),
}


def statement_of(kept: KeptStatement, language: str) -> Statement:
    """The sample's words, whoever it is about."""
    number = kept.document["person"]["id"]
    words = replace(
        _DUTCH if language == "nl" else _ENGLISH,
        person=kept.card.name or number,
        person_id=number,
        identity=kept.identity,
    )
    if "reason" not in kept.document:
        return words
    answer, section = _LEFT_OUT[language]
    return replace(
        words, answer=answer, lead="", sections=(section,), total="", share=None, total_sum="", is_included=False
    )


def summary_of(_run: KeptRun, language: str) -> Summary:
    """The pot of the sample."""
    if language == "nl":
        return Summary(
            "Winstdeling 2026",
            "€ 115.731,30 over 61 mensen.",
            "Een tiende van de winst boven 8% rendement.",
            (
                Step("Nettowinst 2026", "jaarrekening van 26 maart 2027", "€ 1.657.313,00"),
                Step("Vereist rendement", "8% × € 6.250.000,00", "€ 500.000,00"),
                Step("Winst daarboven", "€ 1.657.313,00 − € 500.000,00", "€ 1.157.313,00"),
                Step("De pot", "10% × € 1.157.313,00", "€ 115.731,30", strong=True),
            ),
            (Check("Som van de delen = de pot", "€ 115.731,30"), Check("Niet verdeeld", "€ 0,00")),
            (Fact("Regels", "versie 3"), Fact("Niet: minstens zes maanden in dienst", "3")),
        )
    return Summary(
        "Profit share 2026",
        "€115,731.30 among 61 people.",
        "A tenth of the profit above an 8% return.",
        (Step("The pot", "10% × €1,157,313.00", "€115,731.30", strong=True),),
        (Check("Parts add up to the pot", "€115,731.30"), Check("Rounding", "€0.01", ok=False)),
        (Fact("Rules", "version 3"),),
    )


@dataclass(frozen=True)
class SampleVerdict:
    """What the sample desk finds: all that it asks is whether the content holds the word `wrong`."""

    identity: str
    holds: bool

    def steps(self, _language: str) -> tuple[CheckedStep, ...]:
        printed, state = ("1842.17", "same") if self.holds else ("1842.18", "differs")
        return (
            CheckedStep("pool", "10% × 1157313.00", "115731.30", "115731.30", "same"),
            CheckedStep("amount", "964.29 + 877.87 + 0.01", printed, "1842.17", state),
        )

    def taken_sentence(self, _language: str) -> str:
        return ""

    def standing_sentence(self, _language: str) -> str:
        return ""

    def sentence(self, language: str) -> str:
        right = {"nl": "Alle stappen kloppen.", "en": "Every step holds."}
        wrong = {"nl": "Een stap klopt niet.", "en": "One step does not hold."}
        return (right if self.holds else wrong)[language]


def verify(content: bytes, _filename: str) -> SampleVerdict:
    """As the engine would: a proof that can't be read is refused with a sentence."""
    if b"amount" not in content:
        raise refuse("", "This file is no PDF and no JSON. Choose the statement as you got it.")
    return SampleVerdict(hashlib.sha256(content.strip()).hexdigest(), b"wrong" not in content)


def statement_pdf(_kept: KeptStatement, _language: str) -> bytes:
    """Something that begins as a PDF does."""
    return b"%PDF-1.7 sample"


DESK = Desk(
    statement_of=statement_of,
    summary_of=summary_of,
    verify=verify,
    statement_pdf=statement_pdf,
    downloads={
        "register.pdf": lambda _run, _language: b"%PDF-1.7",
        "register.csv": lambda _run, _language: b"nr;bedrag",
    },
)
