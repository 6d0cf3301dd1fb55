"""Passwords of fifteen characters and more that others try first: known ones, and those made by repeating or counting.

The lists that one can download hold hardly any of this length; what is common there is made of these pieces.
"""

from __future__ import annotations

_PIECES = """
    password passwort wachtwoord welkom welcome geheim secret admin administrator letmein login qwerty qwertyuiop azerty
    asdfghjkl zxcvbnm iloveyou ikhouvanjou ikhouvanjullie master monkey dragon football voetbal baseball superman
    princess sunshine shadow trustno feyenoord ajax amsterdam rotterdam nederland holland oranje zomer winter lente
    herfst summer spring autumn january februari januari test demo default changeme veranderme mijn mypassword
    nieuw new user gebruiker deelgenoot winstdeling company bedrijf
"""
_KNOWN = """
    correcthorsebatterystaple thisisapassword thisismypassword ditismijnwachtwoord ditiseenwachtwoord
    mijngeheimewachtwoord tobeornottobe tobeornottobethatisthequestion maytheforcebewithyou
    thequickbrownfox thequickbrownfoxjumpsoverthelazydog ihaveaforgottenpassword onceuponatime
    welkomwelkomwelkom qwertyuiopasdfgh 1qaz2wsx3edc4rfv qazwsxedcrfvtgb zaq12wsxcde34rfv
"""
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789", "09876543210987654321")
_LONGEST_REPEATED = 7
_DIFFERENT = 6  # characters at least
_OWN_LETTERS = 4  # so many letters that are no such piece make it one's own


def is_common(password: str) -> bool:
    """Whether somebody who guesses would come to it soon.

    >>> is_common("Welkom-Welkom-2026!"), is_common("wachtwoord12345678"), is_common("halve maan boven zee")
    (True, True, False)
    """
    plain = "".join(character for character in password.casefold() if character.isalnum())
    if plain in _KNOWN.split() or _repeats(password.casefold()) or any(plain and plain in row * 2 for row in _ROWS):
        return True
    letters = "".join(character for character in plain if character.isalpha())
    rest = _without_pieces(letters)
    return (rest != letters and len(rest) < _OWN_LETTERS) or len(set(password)) < _DIFFERENT


def _repeats(text: str) -> bool:
    """`abcabcabcabcabc`: one piece over and over."""
    return any((text[:size] * len(text))[: len(text)] == text for size in range(1, _LONGEST_REPEATED + 1))


def _without_pieces(letters: str) -> str:
    for piece in sorted(_PIECES.split(), key=lambda piece: (-len(piece), piece)):
        letters = letters.replace(piece, "")
    return letters
