"""People, and the roles they hold."""

from kg.mentions.people.recogniser import recognise

__all__ = ["recognise"]
