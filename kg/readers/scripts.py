"""Superscripts and subscripts as characters."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_MARKS = {"tm": "™", "sm": "℠", "(tm)": "™", "r": "®", "(r)": "®"}
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SIGNS = frozenset("®™℠©°*†‡§ªº,;.– ")


def shifted(said: str, script: str) -> str:
    """Words of a superscript ("sup") or subscript ("sub") as characters that are one.

    >>> shifted("2", "sup"), shifted("100", "sub"), shifted("TM", "sup"), shifted("a", "sup")
    ('²', '₁₀₀', '™', '^a')
    """
    bare = said.strip()
    if script == "sup" and bare.lower() in _MARKS:
        return _MARKS[bare.lower()]
    moved = said.translate(_RAISED if script == "sup" else _LOWERED)
    whole = all(new != old or old in _SIGNS for new, old in zip(moved, said, strict=True))
    if not bare or whole:
        return moved
    return f"^{said}" if script == "sup" and bare.lower() not in _ORDINALS else said
