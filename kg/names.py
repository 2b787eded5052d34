"""Forms of names: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_MARKS = re.compile(r"[®™©\u2120^]|\((?:R|TM|C|SM)\)")
_QUOTES = re.compile("[\"'“”‘’`´]")
_WORD = re.compile(r"[^\W_]+")
_GAPS = re.compile(r"[\s\-‐‑–—/.,()\[\]]+")
_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "κ": "kappa",
    "μ": "mu",
    "ω": "omega",
}


def fold(text: str) -> str:
    """Lower-case text of the same length: a character whose lower form is longer stays as it is.

    >>> fold("İMGN-853"), len(fold("İ"))
    ('İmgn-853', 1)
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


@cache
def _legal_form() -> re.Pattern[str]:
    lines = (
        (files("kg") / "mentions" / "lexicon" / "legal-forms.txt").read_text(encoding="utf-8").splitlines()
    )
    forms = sorted(
        {line.strip().casefold().rstrip(".") for line in lines if line.strip() and not line.startswith("#")}
    )
    either = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"[,\s]+(?:{either})\.?$")


def without_legal_form(name: str) -> str:
    """The name of a company without its legal form: "Eli Lilly and Company" gives "Eli Lilly"."""
    shorter = name.strip()
    while match := _legal_form().search(shorter.casefold()):
        if len(shorter.casefold()) != len(shorter) or not shorter[: match.start()].strip(" ,"):
            break
        shorter = shorter[: match.start()].rstrip(" ,")
    return shorter


def without_marks(name: str) -> str:
    """A name without the signs of trade marks: "RADR(R)" gives "RADR"."""
    return _MARKS.sub("", name)


@lru_cache(maxsize=1 << 16)
def normal_form(name: str) -> str:
    """What spellings of one name share.

    No case, accents, marks, quotes, hyphens, spaces, article or legal form are left, and Greek letters are
    spelt out.

    >>> normal_form("The ImmunoGen, Inc.") == normal_form("Immunogen")
    True
    >>> normal_form("D-PLEX₁₀₀"), normal_form("FRα")
    ('dplex100', 'fralpha')
    """
    words = unicodedata.normalize("NFKD", without_marks(name))
    words = "".join(_GREEK.get(sign, sign) for sign in words if not unicodedata.combining(sign))
    words = without_legal_form(" ".join(_QUOTES.sub("", words).split())).casefold()
    return _GAPS.sub("", words.removeprefix("the "))


def shortens(short: str, name: str) -> bool:
    """Whether a form is the beginning of a name, or its initials.

    >>> shortens("genesis", "Genesis Biotech"), shortens("ash", "American Society of Hematology")
    (True, True)
    >>> shortens("seagen", "Seattle Genetics")
    False
    """
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    beginnings = {normal_form(" ".join(words[:count])) for count in range(1, len(words) + 1)}
    initials = (
        "".join(word[0] for word in chosen) for chosen in (words, [w for w in words if w[0].isupper()])
    )
    return short in beginnings or short in {each.casefold() for each in initials}


def is_part(short: str, name: str) -> bool:
    """Whether one of two names tells of the other but some words, or the initials of some.

    A proper name may stand for a longer one, an acronym or ordinary words may not.

    >>> is_part("MVA", "MVA manufacturing"), is_part("MCAS", "idiopathic mast cell activation syndrome")
    (True, True)
    >>> is_part("NSCLC", "non-small cell lung cancer"), is_part("Lycogen", "Lycogen extraction")
    (False, False)
    """
    if _is_acronym_of_part(short, name) or _is_acronym_of_part(name, short):
        return True
    is_proper = short[:1].isupper() and short[1:].islower()
    inside = len(short) < len(name) and f" {short} ".casefold() in f" {name} ".casefold()
    return inside and not is_proper


def _is_acronym_of_part(acronym: str, name: str) -> bool:
    """Whether letters are the initials of words of a name, but not of all, nor of the first."""
    initials = "".join(word[0] for word in _WORD.findall(name)).casefold()
    letters = acronym.casefold()
    return letters != initials and len(letters) > 1 and letters in initials[1:]
