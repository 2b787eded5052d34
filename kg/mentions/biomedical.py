"""Whether a document is about medicines at all."""

from __future__ import annotations

import re

from kg.structure.page import Page

_WORDS = re.compile(
    r"\b(?:patients?|clinical(?: trial)?s?|FDA|EMA|phase\s+(?:[1-4]|I{1,3}V?)|therapeutics?|therap(?:y|ies)|vaccines?|drugs?|biotech\w*|biopharma\w*|pharma\w*"
    r"|oncology|tumou?rs?|cancers?|antibod(?:y|ies)|investigational|preclinical|placebo|dos(?:e|ing)|efficacy|indications?|immunotherap(?:y|ies)"
    r"|disorders?|diseases?|IND|NDA|BLA|orphan|inhibitors?|molecules?|proteins?|genes?)\b",
    re.IGNORECASE,
)
_ENOUGH = 6


def is_biomedical(page: Page) -> bool:
    """Whether the readable sentences use six or more different words of drug development."""
    seen: set[str] = set()
    for sentence in page.readable:
        seen.update(match.lower() for match in _WORDS.findall(page.text, sentence.start, sentence.end))
        if len(seen) >= _ENOUGH:
            return True
    return False
