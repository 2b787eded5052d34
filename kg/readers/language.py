"""Whether a text is in English, told by its function words and its letters."""

from __future__ import annotations

import re
from collections import Counter

from kg.readers.lexicon import listed

_WORD = re.compile(r"[^\W\d_]+")
_HEAD = 20_000
#: Fewer words tell nothing; of English text more than a tenth are function words, of lists of names fewer.
_FEWEST = 40
_FUNCTION = 0.04
_ASCII = 0.5
#: Languages whose function words are listed, by the name of the list.
_OTHERS = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
}


def other_language(text: str) -> str:
    """The name of the language of a text that is not in English; empty for English and where it is open."""
    words = _WORD.findall(text[:_HEAD].lower())
    letters = "".join(words)
    if (
        letters
        and sum(letter < "\u0250" for letter in letters) < _ASCII * len(letters)
        and len(letters) > _FEWEST
    ):
        return "a language of other letters"
    if len(words) < _FEWEST:
        return ""
    counts = Counter(words)
    english = _share(counts, "en", len(words))
    tag = max(_OTHERS, key=lambda each: _share(counts, each, len(words)))
    share = _share(counts, tag, len(words))
    return _OTHERS[tag] if share > _FUNCTION and share > 2 * english else ""


def _share(counts: Counter[str], tag: str, total: int) -> float:
    return sum(counts[word] for word in listed(f"function-words-{tag}")) / total
