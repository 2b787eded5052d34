"""Compounds: drugs, candidates and vaccines by code name, INN, brand and context."""

from kg.mentions.compounds.recogniser import recognise

__all__ = ["recognise"]
