"""Conditions: diseases as noun phrases and by the vocabulary."""

from kg.mentions.conditions.recogniser import recognise

__all__ = ["recognise"]
