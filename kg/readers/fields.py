"""The fields of a JSON value by their JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterator

from kg.document import normalise


class Fields:
    """What stands in a value; what is missing or of another kind is empty."""

    def __init__(self, value: object) -> None:
        """Take a value of JSON."""
        self._value = value

    def get(self, pointer: str) -> str:
        """The text of a string, number or truth."""
        return _text(self._at(pointer))

    def each(self, pointer: str) -> list[str]:
        """The pointers of a list's entries."""
        value = self._at(pointer)
        return [f"{pointer}/{number}" for number in range(len(value))] if isinstance(value, list) else []

    def texts(self, pointer: str) -> list[str]:
        """The pointers of a list's strings, numbers and truths."""
        return [each for each in self.each(pointer) if self.get(each)]

    def _at(self, pointer: str) -> object:
        value = self._value
        for part in _parts(pointer):
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
                value = value[int(part)]
            else:
                return None
        return value


def _parts(pointer: str) -> Iterator[str]:
    return (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else " ".join(normalise(str(value)).split())
