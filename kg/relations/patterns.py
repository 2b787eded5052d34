"""Patterns: how releases word a relation, one file a predicate, one pattern a line.

    {subject:Compound} ... licensed to {object:Company+}
    {value:Phase} _ {Condition} trial of {subject:Compound} ;; confidence=0.9

`{slot:Kind|Kind}` takes one mention, `{slot:Kind+}` a list of them. A slot is `subject`, `object`, `value`
or a qualifier; a slot without name is context. Between them stand gaps, which hold no other candidate for the
slots beside them: `_` is up to six words, `~` up to twelve words and commas, `...` anything. All else is a
regular expression in RE2 syntax, in lower case; a space matches one space or none. A named group
`(?P<measure>...)` gives a qualifier the words themselves. `<name>` stands for a line `name = ...` of
macros.txt. After `;;` stand constants: `status`, `confidence`, or the value of a slot; a line `@NAME=VALUE`
gives one to all patterns below it, and `@full` has them matched with parentheses in place. A line `@frames`
stands for all the ways in which English uses certain verbs (see frames.py).

A pattern without a subject or object speaks of what the text is about: with `subject=titled` of what the
headline names when nothing is in focus. Earlier patterns take their objects from later ones in the same
sentence; what a pattern with `status=none` takes is told of nobody, and without slots it closes the sentence
to its relation. With `continues=yes` a pattern goes on with the list behind a claim of its relation, and
takes from it what it does not say itself: subject, measure, who is paid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import re2

from kg.errors import PatternError
from kg.relations.encode import KINDS, SIGN
from kg.relations.frames import expand
from kg.relations.lines import lines

#: Bytes that RE2 may keep of what it learns of each pattern; more makes thousands of documents no faster.
_OPTIONS = re2.Options()
_OPTIONS.max_mem = 1 << 22
_OPTIONS.log_errors = False
FOLDER = Path(__file__).parent / "patterns"
_SLOT = re.compile(r"\{(?:(?P<slot>\w+):)?(?P<kinds>\w+(?:\|\w+)*)(?P<many>\+)?\}")
_MACRO = re.compile(r"(?<!\?P)<(\w[\w-]*)>")
_CONJUNCTION = r"(?:and|or|as well as|along with|plus|to|including|such as|especially|namely|like)"
_ARTICLE = r"(?:but not limited to|other|the|an?|its|for|in|of|both|with|against|also|to|one|two|multiple)"
_BETWEEN = rf"(?:{_CONJUNCTION}[ ,:]{{1,2}}(?:{_ARTICLE} ?){{0,2}})"
_SEPARATOR = rf'(?:[ ,;:/&"*•]{{1,5}}(?:{_BETWEEN}|(?:for|against) )?| ?[x×-] ?)'
#: What stands between two parts of a pattern, by its sign; `%s` are the kinds of the slots beside it.
_GAPS = {
    " ... ": "[^;%s]*?",
    " ~ ": "(?: [^ ;%s]+){0,12}? ?",
    " _ ": "(?: [^ ,;:%s]+){0,6}? ?",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of a pattern file.

    Attributes:
        predicate: Name of the relation, from the file's name.
        place: File and line, for messages and explanations.
        expression: The compiled expression.
        slots: Number of the group of each named slot.
        words: Number of the group of each qualifier whose value is the words themselves.
        constants: Values that the pattern itself gives.
        full: Whether it is matched with parentheses in place.
    """

    predicate: str
    place: str
    expression: Any
    slots: Mapping[str, int]
    words: Mapping[str, int]
    constants: Mapping[str, str]
    full: bool


class PatternSet:
    """Compiled patterns with a filter that tells in one pass which of them can match."""

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.patterns = patterns
        self._filter = re2.Filter()
        for pattern in patterns:
            self._filter.Add(pattern.expression.pattern, _OPTIONS)
        self._filter.Compile()

    def matching(self, text: str) -> Iterator[Pattern]:
        """Patterns that match somewhere in an encoded text, in the order of their files."""
        for index in sorted(self._filter.Match(text) or ()):
            yield self.patterns[index]


@cache
def pattern_sets(folder: Path = FOLDER) -> tuple[PatternSet, PatternSet]:
    """Patterns for sentences without asides, and those for full sentences.

    Raises:
        PatternError: A line that cannot be read, with file and line.
    """
    macros = dict(_macros(folder / "macros.txt"))
    patterns = [
        pattern
        for path in sorted(folder.glob("*.txt"))
        if path.name != "macros.txt"
        for pattern in _read(path, macros)
    ]
    return (
        PatternSet(tuple(pattern for pattern in patterns if not pattern.full)),
        PatternSet(tuple(pattern for pattern in patterns if pattern.full)),
    )


def _macros(path: Path) -> Iterator[tuple[str, str]]:
    known: dict[str, str] = {}
    for number, line in lines(path):
        name, equals, expression = (part.strip() for part in line.partition("="))
        if not equals or not re.fullmatch(r"\w[\w-]*", name):
            raise PatternError(f"{path.name}:{number}: expected 'name = expression', found {line!r}")
        if name in known:
            raise PatternError(f"{path.name}:{number}: <{name}> has been defined above; choose another name")
        known[name] = _expand(expression, known, f"{path.name}:{number}")
        yield name, known[name]


def _expand(template: str, macros: Mapping[str, str], place: str) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in macros:
            raise PatternError(f"{place}: <{match[1]}> is not a macro; known are {', '.join(sorted(macros))}")
        return f"(?:{macros[match[1]]})"

    return _MACRO.sub(value, template)


def _read(path: Path, macros: Mapping[str, str]) -> Iterator[Pattern]:
    full, defaults = False, ""
    for number, line in lines(path):
        if line == "@full":
            full = True
        elif line.startswith("@frames "):
            for template, options, place in expand(line, f"{path.name}:{number}"):
                yield _compile(path.stem, place, _expand(template, macros, place), defaults + options, full)
        elif line.startswith("@"):
            defaults += f"{line[1:]} "
        else:
            template, _, options = (part.strip() for part in line.partition(";;"))
            place = f"{path.name}:{number}"
            yield _compile(path.stem, place, _expand(template, macros, place), defaults + options, full)


def _compile(predicate: str, place: str, template: str, options: str, full: bool) -> Pattern:
    parts = re.split(r"( \.\.\. | ~ | _ |\{[^{}]*[A-Z][^{}]*\})", template)
    kinds = [_kinds(part, place) for part in parts]
    expression = ""
    for index, part in enumerate(parts):
        if slot := _SLOT.fullmatch(part):
            expression += _slot_expression(slot, kinds[index])
        elif part in _GAPS:
            beside = (
                *next((k for k in reversed(kinds[:index]) if k), ()),
                *next((k for k in kinds[index:] if k), ()),
            )
            expression += _GAPS[part] % "".join(sorted({SIGN[kind] for kind in beside}))
        else:
            expression += _words(part)
    constants = dict(_constants(options, place))
    try:
        compiled = re2.compile(expression, _OPTIONS)
    except re2.error as error:
        raise PatternError(f"{place}: {template!r} is not a regular expression: {error}") from error
    named = {slot["slot"] for part in parts if (slot := _SLOT.fullmatch(part))}
    slots = {name: group for name, group in compiled.groupindex.items() if name in named}
    words = {name: group for name, group in compiled.groupindex.items() if name not in named}
    return Pattern(predicate, place, compiled, slots, words, constants, full)


def _kinds(part: str, place: str) -> tuple[str, ...]:
    slot = _SLOT.fullmatch(part)
    if slot is None:
        return ()
    kinds = tuple(slot["kinds"].split("|"))
    for kind in kinds:
        if kind not in SIGN:
            raise PatternError(f"{place}: {kind!r} is no kind of mention; known are {', '.join(KINDS)}")
    return kinds


def _slot_expression(slot: re.Match[str], kinds: tuple[str, ...]) -> str:
    one = f"[{''.join(SIGN[kind] for kind in kinds)}]"
    # A disease may have an abbreviation of its own behind it: "infections (UTI) and sepsis".
    again = rf"(?: \({one}\))?" if kinds == ("Condition",) else ""
    body = f"{one}{again}(?:{_SEPARATOR}{one}{again})*" if slot["many"] else one
    return f"(?P<{slot['slot']}>{body})" if slot["slot"] else body


def _words(part: str) -> str:
    """Words with word boundaries at both ends; a space may be missing, as beside an optional group."""
    spaced = re.sub(r" +", " ?", part)
    if re.match(r"[a-z]", part):
        spaced = r"\b" + spaced
    return spaced + r"\b" if re.search(r"[a-z]$", part) else spaced


def _constants(options: str, place: str) -> Iterator[tuple[str, str]]:
    for option in re.findall(r"\S+=(?:\"[^\"]*\"|\S+)|\S+", options):
        name, equals, value = option.partition("=")
        if not equals:
            raise PatternError(f"{place}: expected NAME=VALUE after ';;', found {option!r}")
        yield name, value.strip('"')
