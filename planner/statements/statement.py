"""What a statement says, as plain texts: the one thing that the page, the PDF and the text explanation are made from.

Templates get these and nothing else: no rows of tables, no figures, no arithmetic. Every text is already in the
reader's language and every amount already written as that language writes it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """A piece of a filled-in formula: `× 0,8992` is a sign, then a figure with its caption *uw aanwezigheid*.

    A sign or bracket has no caption; a figure always has one (it may be empty for a bare number such as 12).
    """

    text: str
    caption: str = ""
    is_sign: bool = False


@dataclass(frozen=True)
class Line:
    """One step of the way to the amount: what, how, how much."""

    what: str  # "Uw aanwezigheid"
    how: str  # "0,8 × 365 ÷ 365", the filled-in formula in one line
    tokens: tuple[Token, ...] = ()  # the same formula with captions, for the page
    result: str = ""  # a figure used on the way ("Uitkomst")
    amount: str = ""  # a figure that adds up to the total ("Bedrag"); a line has one of the two
    why: str = ""  # a sentence that says why, in the scheme's own words
    rule: str = ""  # number of the rule that it carries out: "2.1"
    strong: bool = False  # the section's last and main line


@dataclass(frozen=True)
class Section:
    """Lines that belong together: the pot, your share of it, the leftover cent."""

    title: str
    note: str
    lines: tuple[Line, ...]
    result: str = ""  # shown while the section is closed: the pot
    amount: str = ""  # shown while the section is closed: your part


@dataclass(frozen=True)
class Part:
    """A piece of the person's amount in the chart; `size` is its part of the whole amount, 0 to 1, for drawing only."""

    label: str
    amount: str
    size: float


@dataclass(frozen=True)
class Share:
    """The part-of-the-whole chart: its conclusion as title, the person's part, and what that is made of."""

    title: str  # "Van elke € 100 uit de pot komt € 1,59 bij u"
    label: str  # "Uw deel: 1,59%"
    whole: str  # "De hele pot: € 115.731,30"
    size: float  # 0 to 1, for drawing only
    parts: tuple[Part, ...]  # one if there is one award


@dataclass(frozen=True)
class Rule:
    """A rule in full: its number, its title, what it says in words and, as small print, its formula."""

    number: str  # "2.1"
    title: str
    text: str
    formula: str = ""


@dataclass(frozen=True)
class Statement:
    """All that one person reads about one scheme and period."""

    language: str  # "nl" | "en"
    company: str
    place: str  # town, may be empty
    person: str  # name; the number again where no name is known
    person_id: str
    period: str  # "1 januari 2026 t/m 31 december 2026"; empty if the scheme has none
    date: str  # "15 april 2027"
    scheme: str  # "Winstdeling 2026"
    answer: str  # "U krijgt € 1.842,17 bruto over 2026."
    lead: str  # the sentence under it
    sections: tuple[Section, ...]
    total_label: str  # "U krijgt, bruto"
    total_sum: str  # "€ 964,29 + € 877,87 + € 0,01"; empty if there is one part only
    total: str  # "€ 1.842,17"
    share: Share | None  # None where a part of a whole says nothing (own formula, nothing to share)
    rules: tuple[Rule, ...]  # the whole scheme in words, in order
    rules_note: str  # "Versie 3, vastgesteld op 12 december 2025 … Over 2026: 61 mensen."
    notes: tuple[str, ...]  # justifications of protected facts, withheld totals, estimates
    contact: tuple[str, ...]  # "Mirjam Hofstra, personeel", "deelgenoot@haltenoord.example"; may be empty
    identity: str  # 64 hex digits: SHA-256 of the canonical JSON; empty before it is issued
    is_included: bool = True  # False: the person does not share; `answer` and `sections` say which condition and why
