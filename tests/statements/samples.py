"""Statements and registers to print: one worked case, by hand. Company and people are invented.

Net profit € 1.657.313, equity € 6.250.000, so a pot of 10% of what is above 8% of it,
€ 115.731,30, over 61 people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

from planner.language import money, number
from planner.statements.register import Check, Column, Fact, LeftOut, Register, Row, Step
from planner.statements.statement import Line, Part, Rule, Section, Share, Statement

DAY = date(2027, 4, 15)
PROOF = b'{"identity":"3f1f4df4","steps":[]}'
IDENTITY = "3f1f4df4589b05c3ccca78f04f6d1acd512fe189f6305ee3a58fe929d59cc27e"

RULES_NL = (
    Rule(
        "1",
        "Wie meedoet",
        "Mee doet wie minstens zes maanden in dienst is en minder dan 5% van de aandelen heeft.",
        "tenure_months >= 6",
    ),
    Rule(
        "2",
        "De pot",
        "De pot is 10% van de winst boven 8% van het eigen vermogen.",
        "10% * max(0, net_profit - 8% * equity)",
    ),
    Rule(
        "3.1",
        "Naar aanwezigheid",
        "De helft van de pot wordt verdeeld naar dagen en werkweek.",
        "split 50% * pool by presence",
    ),
    Rule(
        "3.2",
        "Naar verdiend loon",
        "De andere helft wordt verdeeld naar het loon dat u verdiende.",
        "split pool - half by pay_in_period",
    ),
)

DUTCH = Statement(
    language="nl",
    company="Halte Noord B.V.",
    place="Deventer",
    person="Sanne Veenstra",
    person_id="0167",
    period="1 januari 2026 t/m 31 december 2026",
    date="15 april 2027",
    scheme="Winstdeling 2026",
    answer="U krijgt € 1.842,17 bruto over 2026.",
    lead="Het bedrag staat op uw loonstrook van april 2027. Daar gaat loonheffing af.",
    sections=(
        Section(
            "De pot",
            "10% van de winst boven 8% van het eigen vermogen",
            (
                Line(
                    "Winst boven 8%",
                    "€ 1.657.313,00 − 8% × € 6.250.000,00 eigen vermogen",
                    (),
                    "€ 1.157.313,00",
                    rule="2",
                ),
                Line("De pot", "10% van € 1.157.313,00", (), "€ 115.731,30"),
            ),
        ),
        Section(
            "Uw deel naar aanwezigheid",
            "de helft van de pot, naar dagen en werkweek",
            (
                Line("Helft van de pot", "50% van € 115.731,30", (), "€ 57.865,65", rule="3.1"),
                Line("Uw aanwezigheid", "(181 dagen × 1,0 + 184 dagen × 0,8) ÷ 365 dagen", (), "0,8992"),
                Line("Uw deel", "€ 57.865,65 × 0,8992 ÷ 53,9595 van allen", (), amount="€ 964,29", strong=True),
            ),
        ),
        Section(
            "Uw deel naar verdiend loon",
            "de andere helft, naar het loon dat u verdiende",
            (
                Line("Andere helft", "€ 115.731,30 − € 57.865,65", (), "€ 57.865,65", rule="3.2"),
                Line("Uw verdiende loon", "12 × € 4.350,00 × (181 × 1,0 + 184 × 0,8) ÷ 365", (), "€ 46.937,10"),
                Line(
                    "Uw deel",
                    "€ 57.865,65 × € 46.937,10 ÷ € 3.093.889,97 van allen",
                    (),
                    amount="€ 877,87",
                    strong=True,
                ),
            ),
        ),
        Section(
            "",
            "",
            (
                Line(
                    "Restcent",
                    "",
                    (),
                    amount="€ 0,01",
                    why="Delen zijn naar beneden afgerond. In de eerste helft bleven 11 centen over; één is voor u.",
                    strong=True,
                ),
            ),
        ),
    ),
    total_label="U krijgt, bruto",
    total_sum="€ 964,29 + € 877,87 + € 0,01",
    total="€ 1.842,17",
    share=Share(
        "Van elke € 100 uit de pot komt € 1,59 bij u",
        "Uw deel: 1,59%",
        "De hele pot: € 115.731,30",
        0.015918,
        (Part("Aanwezigheid", "€ 964,30", 0.52346), Part("Verdiend loon", "€ 877,87", 0.47654)),
    ),
    rules=RULES_NL,
    rules_note=(
        "Versie 3, vastgesteld op 12 december 2025, met instemming van de ondernemingsraad. Mee doet wie minstens zes "
        "maanden in dienst is en minder dan 5% van de aandelen heeft. Over 2026: 61 mensen."
    ),
    notes=(),
    contact=("Mirjam Hofstra, personeel", "deelgenoot@haltenoord.example"),
    identity=IDENTITY,
)

ENGLISH = Statement(
    language="en",
    company="Halte Noord B.V.",
    place="Deventer",
    person="Sanne Veenstra",
    person_id="0167",
    period="1 January 2026 to 31 December 2026",
    date="15 April 2027",
    scheme="Profit share 2026",
    answer="You receive €1,842.17 gross for 2026.",
    lead="The amount is on your payslip of April 2027. Wage tax is taken off there.",
    sections=(
        Section(
            "The pool",
            "10% of the profit above 8% of equity",
            (
                Line("Profit above 8%", "€1,657,313.00 − 8% × €6,250,000.00 equity", (), "€1,157,313.00", rule="2"),
                Line("The pool", "10% of €1,157,313.00", (), "€115,731.30"),
            ),
        ),
        Section(
            "Your part by presence",
            "half of the pool, by days and working week",
            (
                Line("Half of the pool", "50% of €115,731.30", (), "€57,865.65", rule="3.1"),
                Line("Your presence", "(181 days × 1.0 + 184 days × 0.8) ÷ 365 days", (), "0.8992"),
                Line("Your part", "€57,865.65 × 0.8992 ÷ 53.9595 of all", (), amount="€964.29", strong=True),
            ),
        ),
        Section(
            "Your part by pay earned",
            "the other half, by the pay that you earned",
            (
                Line("Other half", "€115,731.30 − €57,865.65", (), "€57,865.65", rule="3.2"),
                Line("Your pay earned", "12 × €4,350.00 × (181 × 1.0 + 184 × 0.8) ÷ 365", (), "€46,937.10"),
                Line("Your part", "€57,865.65 × €46,937.10 ÷ €3,093,889.97 of all", (), amount="€877.87", strong=True),
            ),
        ),
        Section(
            "",
            "",
            (
                Line(
                    "Leftover cent",
                    "",
                    (),
                    amount="€0.01",
                    why="Parts are rounded down. In the first half 11 cents were left over; one is yours.",
                    strong=True,
                ),
            ),
        ),
    ),
    total_label="You receive, gross",
    total_sum="€964.29 + €877.87 + €0.01",
    total="€1,842.17",
    share=Share(
        "Of every €100 in the pool, €1.59 comes to you",
        "Your part: 1.59%",
        "The whole pool: €115,731.30",
        0.015918,
        (Part("Presence", "€964.30", 0.52346), Part("Pay earned", "€877.87", 0.47654)),
    ),
    rules=(
        Rule(
            "1",
            "Who shares",
            "Whoever has six months' service and owns less than 5% of the shares.",
            "tenure_months >= 6",
        ),
        Rule(
            "2",
            "The pool",
            "The pool is 10% of the profit above 8% of equity.",
            "10% * max(0, net_profit - 8% * equity)",
        ),
    ),
    rules_note=(
        "Version 3, decided on 12 December 2025, with the works council's consent. Whoever has six months' service and "
        "owns less than 5% of the shares takes part. For 2026: 61 people."
    ),
    notes=(),
    contact=("Mirjam Hofstra, people", "deelgenoot@haltenoord.example"),
    identity=IDENTITY,
)

NOT_INCLUDED = replace(
    DUTCH,
    person="Puck Yılmaz",
    person_id="0180",
    answer="U deelt over 2026 niet mee in de winst.",
    lead="U voldoet aan één voorwaarde niet. Hieronder staat welke.",
    sections=(
        Section(
            "Wie meedoet",
            "alle voorwaarden moeten kloppen",
            (
                Line(
                    "Minstens zes maanden in dienst",
                    "U was in dienst van 1 september tot en met 31 december 2026.",
                    (),
                    "4 maanden",
                    rule="1.1",
                    strong=True,
                ),
                Line("Minder dan 5% van de aandelen", "U hebt geen aandelen.", (), "0%", rule="1.2"),
            ),
        ),
    ),
    total_sum="",
    total="€ 0,00",
    share=None,
    is_included=False,
)

_LONG = "Bedrag-naar-aanwezigheid-met-toeslag-voor-onregelmatige-diensten"
LONG = replace(
    DUTCH,
    person="Maximiliaan-Alexander-van-der-Oudermeulen-Schimmelpenninck-IV",
    company="Coöperatieve Vereniging Verenigde Noordelijke Vervoersbedrijven Halte Noord U.A.",
    sections=(
        *(
            Section(
                f"Uw deel {number}: {_LONG}" if number == 1 else f"Uw deel {number}",
                "een lange uitleg die niet op één regel past omdat zij veel te vertellen heeft over wat hier gebeurt",
                tuple(
                    Line(
                        f"Stap {number}.{step}",
                        "(181 dagen × 1,0 + 184 dagen × 0,8) ÷ 365 dagen × € 57.865,65 ÷ 53,9595 van allen × 1,25",
                        (),
                        "€ 57.865.565.565,65" if step < 4 else "",
                        "€ 964.290.000,29" if step == 4 else "",
                        why="Zo staat het in de regels, artikel drie, tweede lid.",
                        rule=f"{number}.{step}",
                        strong=step == 4,
                    )
                    for step in range(1, 5)
                ),
            )
            for number in range(1, 5)
        ),
    ),
    share=Share(
        "Van elke € 100 uit de pot komt € 61,59 bij u",
        "Uw deel: 61,59%",
        "De hele pot: € 115.731,30",
        0.6159,
        (Part("Aanwezigheid", "€ 964,30", 0.9), Part("Verdiend loon", "€ 87,87", 0.08), Part(_LONG, "€ 0,01", 0.02)),
    ),
    notes=("Leeftijd telt mee, want de regeling is een uitkering bij een lang dienstverband.",),
)


# ---------------------------------------------------------------------------------------------------------------------
# The register: people made from a number, so that the register of any size adds up by the same rules.

_FIRST = ("Omar", "Teun", "Freek", "Imane", "Chantal", "Bas", "Olaf", "Quinten", "Marit", "Victor", "Vera", "Puck")
_LAST = ("Kuipers", "Kok", "Verbeek", "Kaya", "Nijland", "Wolters", "Prins", "Nguyen", "de Jong", "Timmer", "Yılmaz")
_FTE = (Fraction(9, 10), Fraction(1), Fraction(4, 5), Fraction(1), Fraction(3, 5))
POOL = Fraction(11573130, 100)
HALF = Fraction(5786565, 100)


def split(total: Fraction, weights: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Parts rounded down to the cent, and the leftover cents beside them, by largest remainder."""
    cents = total * 100
    exact = [cents * weight / sum(weights) for weight in weights]
    parts = [Fraction(int(share)) for share in exact]
    order = sorted(range(len(exact)), key=lambda place: (parts[place] - exact[place], place))
    lucky = set(order[: int(cents - sum(parts))])
    leftovers = [Fraction(place in lucky, 100) for place in range(len(exact))]
    return [part / 100 for part in parts], leftovers


def people(count: int) -> list[tuple[str, str, Fraction, Fraction]]:
    """Number, name, presence and pay earned of so many invented people."""
    found = []
    for place in range(count):
        fte = _FTE[place % 5]
        pay = Fraction((2700 + 37 * place % 3100) * 12) * fte
        name = f"{_FIRST[place % 12]} {_LAST[place % 11]}"
        found.append((f"{101 + 3 * place:04d}", name, fte, pay))
    return found


def register(count: int = 61, language: str = "nl", extra: int = 0) -> Register:
    """The worked case's register with so many people, and so many columns more than its ten."""
    found = people(count)
    presence, first = split(HALF, [person[2] for person in found])
    earned, second = split(HALF, [person[3] for person in found])
    rows = []
    for place, (number_, name, fte, pay) in enumerate(found):
        amounts = (presence[place], first[place], pay, earned[place], second[place])
        total = presence[place] + first[place] + earned[place] + second[place]
        figures = (fte, *amounts, total)
        texts = [number(language, fte, 4), *(number(language, amount, 2) if amount else "" for amount in amounts)]
        rows.append(
            Row(
                (
                    number_,
                    name,
                    ("junior", "medior", "senior")[place % 3],
                    *["365"] * extra,
                    *texts,
                    number(language, total, 2),
                ),
                (None, None, None, *[None] * extra, *figures),
            )
        )
    dutch = language == "nl"
    titles = ("Nr.", "Naam", "Niveau", "Dagen") if dutch else ("No.", "Name", "Level", "Days")
    by_presence, by_pay = ("Naar aanwezigheid", "Naar verdiend loon") if dutch else ("By presence", "By pay earned")
    factor, part, leftover, pay_title, amount_title = (
        ("Factor", "Deel", "Restcent", "Loon", "Bedrag") if dutch else ("Factor", "Part", "Leftover", "Pay", "Amount")
    )
    columns = (
        *(Column(title, is_figure=False) for title in titles[:3]),
        *(Column(titles[3]) for _ in range(extra)),
        Column(factor, by_presence, decimals=4),
        Column(part, by_presence, decimals=2),
        Column(leftover, by_presence, decimals=2, muted=True),
        Column(pay_title, by_pay, decimals=2),
        Column(part, by_pay, decimals=2),
        Column(leftover, by_pay, decimals=2, muted=True),
        Column(amount_title, decimals=2, strong=True),
    )
    euro = partial(money, language)
    return Register(
        language=language,
        company="Halte Noord B.V.",
        place="Deventer",
        scheme=DUTCH.scheme if dutch else ENGLISH.scheme,
        period=DUTCH.period if dutch else ENGLISH.period,
        date=DUTCH.date if dutch else ENGLISH.date,
        answer=(
            f"{DUTCH.scheme}: {euro(POOL)} over {count} mensen"
            if dutch
            else f"{ENGLISH.scheme}: {euro(POOL)} for {count} people"
        ),
        steps_title="De pot" if dutch else "The pool",
        steps=_steps(dutch, euro),
        checks=(
            Check("Som van de delen = de pot" if dutch else "Sum of the parts = the pool", euro(POOL)),
            Check(
                f"{'Eerste helft, restcenten' if dutch else 'First half, leftover cents'}: {int(sum(first) * 100)}",
                euro(HALF),
            ),
            Check(
                f"{'Tweede helft, restcenten' if dutch else 'Second half, leftover cents'}: {int(sum(second) * 100)}",
                euro(HALF),
            ),
            Check("Niet verdeeld" if dutch else "Not shared out", euro(Fraction(0))),
            Check("Overzichten gemaakt" if dutch else "Statements made", str(count)),
            Check("Dubbele of lege nummers" if dutch else "Double or empty numbers", "0"),
        ),
        decided=(
            Fact("Regels", "versie 3") if dutch else Fact("Rules", "version 3"),
            Fact("Vastgesteld" if dutch else "Decided", "H. de Lange, 9 april" if dutch else "H. de Lange, 9 April"),
            Fact("Uitgegeven" if dutch else "Issued", DUTCH.date if dutch else ENGLISH.date),
            Fact("Niet: korter dan 6 maanden" if dutch else "Not: less than 6 months", "3"),
            Fact("Niet: 5% van de aandelen" if dutch else "Not: 5% of the shares", "2"),
        ),
        columns=columns,
        rows=tuple(rows),
        left_out=tuple(
            LeftOut(f"{900 + place:04d}", f"{_FIRST[place]} {_LAST[place]}", reason)
            for place, reason in enumerate(
                ["Minstens zes maanden in dienst" if dutch else "At least six months' service"] * 3
                + ["Minder dan 5% van de aandelen" if dutch else "Less than 5% of the shares"] * 2
            )
        ),
        identity=IDENTITY[::-1],
    )


def _steps(dutch: bool, euro: Callable[[Fraction], str]) -> tuple[Step, ...]:
    profit, asked, above = Fraction(1657313), Fraction(500000), Fraction(1157313)
    equity = euro(Fraction(6250000))
    if dutch:
        return (
            Step("Nettowinst 2026", "jaarrekening van 26 maart 2027", euro(profit)),
            Step("Vereist rendement", f"8% × {equity} eigen vermogen", euro(asked)),
            Step("Winst daarboven", f"{euro(profit)} − {euro(asked)}", euro(above)),
            Step("De pot", f"10% × {euro(above)}", euro(POOL), strong=True),
            Step("Naar aanwezigheid", "50% × de pot", euro(HALF)),
            Step("Naar verdiend loon", "de pot − eerste helft", euro(POOL - HALF)),
        )
    return (
        Step("Net profit 2026", "annual accounts of 26 March 2027", euro(profit)),
        Step("Required return", f"8% × {equity} equity", euro(asked)),
        Step("Profit above it", f"{euro(profit)} − {euro(asked)}", euro(above)),
        Step("The pool", f"10% × {euro(above)}", euro(POOL), strong=True),
        Step("By presence", "50% × the pool", euro(HALF)),
        Step("By pay earned", "the pool − first half", euro(POOL - HALF)),
    )
