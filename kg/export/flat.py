"""Attributes of networks in forms that other tools know."""

from __future__ import annotations

import json
import re
from typing import TypeAlias

from kg.analysis.network import Quote

Plain: TypeAlias = str | int | float | bool

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(value: object) -> object:
    """A value as JSON has it; a quote with the names of its parts."""
    if isinstance(value, Quote):
        return value._asdict()
    return [as_json(each) for each in value] if isinstance(value, list | tuple) else value


def plain(value: object) -> Plain:
    """A number or text as it is, a list as JSON; characters that XML cannot hold are replaced."""
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(as_json(value), ensure_ascii=False)
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
