"""ClinicalTrials.gov: study records of API version 2 as JSON, one, a list or an answer of the API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kg.errors import InputError, KgError
from kg.readers.items import Failure, Item
from kg.readers.making import text_of
from kg.readers.source import Format, Source
from kg.readers.studies import study_facts

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")


def read(source: Source) -> Iterator[Item]:
    """The facts of each study.

    Raises:
        InputError: the source holds no study.
    """
    text = yield from text_of(source)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is broken JSON: {error}") from error
    if isinstance(data, dict) and isinstance(data.get("studies"), list):
        data = data["studies"]
    for number, record in enumerate(data if isinstance(data, list) else [data], 1):
        try:
            yield study_facts(record)
        except KgError as error:
            yield Failure(f"{source.place}:{number}", str(error))


def _recognises(head: bytes, ending: str) -> bool:
    lines = ending in (".jsonl", ".ndjson") or b'\n{"protocolSection"' in head
    return not lines and bool(_START.match(head)) and b'"protocolSection"' in head


FORMAT = Format("ClinicalTrials.gov", (), _recognises, read)
