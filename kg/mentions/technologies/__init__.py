"""Technologies and platforms, with the payloads and linkers of conjugates."""

from kg.mentions.technologies.recogniser import recognise

__all__ = ["recognise"]
