"""JSON objects and rows of tables that each are a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.facts import facts_from
from kg.readers.items import Failure, Item
from kg.readers.making import make_document
from kg.readers.source import Columns
from kg.readers.studies import study_facts

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MOST_BAD = 1000
_STATED = ("title", "place", "language", "url")


def few_bad(items: Iterable[Item], place: str) -> Iterator[Item]:
    """The items, unless so many fail that they are no records at all.

    Raises:
        InputError: too many fail.
    """
    bad = 0
    for item in items:
        yield item
        bad += isinstance(item, Failure)
        if bad == _MOST_BAD:
            raise InputError(
                f"has {bad} records that cannot be read; the rest of {Path(place).name} was left"
            )


def parsed(text: str) -> dict[str, Any]:
    """The JSON object that a text is.

    Raises:
        InputError: it is none.
    """
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"is broken JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"is JSON that cannot be read: {error}") from error
    if not isinstance(record, dict):
        raise InputError('is no JSON object; a document is {"id": ..., "text": ...}')
    return record


def item_of(record: Mapping[str, Any], place: str, columns: Columns, id: str | None = None) -> Item:
    """The facts, the document or the study of a registry that a record holds.

    Parameters:
        record: The record by names of its fields.
        place: Where it stands, for messages.
        columns: Which fields hold text, date and source.
        id: The document's name where the record has no field "id".

    Raises:
        InputError: it holds neither.
        FactsError: the facts break the format.
    """
    if "facts" in record:
        return facts_from(record)
    if "protocolSection" in record:
        return study_facts(record)
    name, text = record.get("id") or id, record.get(columns.text)
    if not isinstance(name, str | int) or not str(name).strip():
        raise InputError(f'has no "id"; a document is {{"id": ..., "{columns.text}": ...}}')
    if not isinstance(text, str) or not text.strip():
        raise InputError(f'has no "{columns.text}" for the id {str(name)[:80]!r}')
    fields = {"published": columns.date, "source": columns.source} | {key: key for key in _STATED}
    stated = {key: val for key, field in fields.items() if isinstance(val := record.get(field), str) and val}
    if not _DATE.fullmatch(stated.get("published", "2000")):
        raise InputError(f"has the date {stated['published'][:40]!r}; write YYYY, YYYY-MM or YYYY-MM-DD")
    return make_document(text, str(name), path=place, stated=stated)
