"""Companies: by their form, by context, by the vocabulary, by their tickers."""

from kg.mentions.companies.recogniser import recognise

__all__ = ["recognise"]
