"""YAML for people, that programs read back: block style, Chinese as it is, a span on one line, dates quoted.

Written straight from the records, a line at a time, as PyYAML on libyaml writes the same with ``allow_unicode`` and
without folding (a folded text cannot be searched); the tests hold it to that. What only a reader of YAML 1.2 takes for
a number is quoted too.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from fupin_extract.text.patterns import compiled

if TYPE_CHECKING:
    from fupin_extract.records.record import Record
    from fupin_extract.write.registry import Looks

# What stands as it is in quotes and out of them. The rest is escaped: control characters, breaks of which a reader
# makes "\n", half a surrogate pair, and, as libyaml has it, all above U+FFFF.
_AS_IS = "\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
_PRINTED = compiled(f"[\n -~{_AS_IS}]*")
_ESCAPED = compiled(f"[^ !#-\\[\\]-~{_AS_IS}]")
_LETTERS = dict(zip('\0\a\b\t\n\v\f\r\x1b"\\\x85\u2028\u2029', '0abtnvfre"\\NLP', strict=True))
# Signs of YAML at the beginning of a text.
_BEGINS = compiled(r"[ ,\[\]{}&*!|>'\"%@`#]|[-?:](?: |\Z)|---|\.\.\.")
# What without quotes would be no text to a reader of YAML 1.1 or 1.2: 12, 1e5, 0o17, 12:30, a date, yes, null, =.
_NO_TEXT = compiled(
    r"""(?x)[-+]?(?:
            0b[01_]+ | 0o[0-7_]+ | 0x[0-9a-fA-F_]+ | \.(?:inf|Inf|INF)
          | (?: [0-9][0-9_]* (?:\.[0-9_]*)? | \.[0-9_]+ ) (?: [eE][-+]?[0-9]+ )?
          | [1-9][0-9_]* (?: :[0-5]?[0-9] )+ | [0-9][0-9_]* (?: :[0-5]?[0-9] )+ \.[0-9_]*
        )
      | \.(?:nan|NaN|NAN)
      | [0-9]{4}-[0-9]{2}-[0-9]{2}
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [Tt] | [ ]+ ) [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?: \.[0-9]* )?
        (?: [ ]* (?: Z | [-+][0-9]{1,2} (?: :[0-9]{2} )? ) )?
      | yes|Yes|YES | no|No|NO | true|True|TRUE | false|False|FALSE | on|On|ON | off|Off|OFF
      | ~ | null|Null|NULL | = | <<
    """
)
# Breaks in a key; those that stand as they are, the first "\n" twice; and those at which a blank would be lost.
_BREAK = compiled("[\n\r\x85\u2028\u2029]")
_BREAKS = compiled("(?=(\n?))[\n\u2028\u2029]+")
_BLANK_AT_BREAK = compiled("[\n\u2028\u2029] | [\n\u2028\u2029]")
# A longer key stands behind a question mark; in bytes.
_LONGEST_KEY = 128
# Short texts as they were written before: codes and names come again and again.
_KNOWN: dict[str, str] = {}
_SHORT, _MOST_KNOWN = 40, 10_000
# Records of a list that are handed on at once.
_PORTION = 500


def draw(records: Sequence[Record | Mapping[str, Any]], _: Looks) -> Iterator[bytes]:
    """A document a record, or a mapping that has records in it; of several, each begins with ``---``."""
    ends_open: bool | None = False
    for record in records:
        document = record if isinstance(record, Mapping) else _fields(record)
        if len(records) > 1:
            yield b"---\n" if document else b"--- "
        ends_open = False
        for part in _portions(document):
            ends_open = ends_open or "|+\n" in part or "|2+\n" in part
            yield part.encode()
        ends_open = ends_open and _ends_open(document)
    if ends_open:
        yield b"...\n"


def _ends_open(value: Any) -> bool | None:
    """Whether the last text that is written line by line ends in empty lines: libyaml then tells where the document
    ends. None where there is no such text.
    """
    if isinstance(value, str):
        lines = _lines(value, "") if "\n" in value else ""
        return lines.startswith(("|+", "|2+")) if lines.startswith("|") else None
    if hasattr(value, "__dict__"):
        value = _fields(value)
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    found = map(_ends_open, reversed(list(items)))
    return next((ends for ends in found if ends is not None), None)


def _portions(document: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a document; those of a long list, such as the tasks, a part after the other."""
    if not document:
        yield "{}\n"
    for key, value in document.items():
        if not isinstance(value, tuple) or len(value) <= _PORTION or _WRITTEN[type(value[0])] is not _record:
            yield _pair(key, value, "")
            continue
        for start in range(0, len(value), _PORTION):
            lines = _list(value[start : start + _PORTION], "")
            yield lines[1:] if start else f"{_key(key, '')}{lines}"


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _names(type(record))}


# What stands behind a key or a dash that is ``pad`` in, to the end of its last line, by the kind of value. Lines under
# it begin with a break.


def _record(record: Record, pad: str) -> str:
    """A line a field, two further in."""
    deeper = f"{pad}  "
    form, pick = _form(type(record), deeper)
    known = _KNOWN.get
    return form % tuple(
        [
            known(value) or _text(value, deeper) if type(value) is str else _WRITTEN[type(value)](value, deeper)
            for value in pick(record.__dict__)
        ]
    )


@lru_cache
def _form(kind: type[Record], pad: str) -> tuple[str, Callable[[dict[str, Any]], Any]]:
    """The fields of a record as lines that want their values, and what picks these."""
    names = _names(kind)
    pick = itemgetter(*names)
    form = "".join(f"{_key(name, pad)}%s" for name in names)
    return f"\n{form}", pick if len(names) > 1 else lambda values: (pick(values),)


@cache
def _names(kind: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, field in kind.model_fields.items() if not field.exclude)


def _mapping(mapping: Mapping[str, Any], pad: str) -> str:
    """A line a key, two further in."""
    deeper = f"{pad}  "
    return "\n" + "".join([_pair(key, value, deeper) for key, value in mapping.items()]) if mapping else " {}\n"


def _pair(key: str, value: Any, pad: str) -> str:
    written = _key(key, pad)
    return written + (_behind(value, pad) if written.startswith("? ", len(pad)) else _WRITTEN[type(value)](value, pad))


def _list(values: Sequence[Any], pad: str) -> str:
    """A line an item, as far in as the key; but a span, and an empty list, on the line of the key."""
    if not values:
        return " []\n"
    if type(values[0]) is int:
        if len(values) == 2 and type(values[1]) is int:
            return f" [{values[0]}, {values[1]}]\n"
        if all(type(value) is int for value in values):
            return f" [{', '.join(map(str, values))}]\n"
    known = _KNOWN.get
    items = [known(value) or _text(value, pad) if type(value) is str else _behind(value, pad) for value in values]
    dash = f"{pad}-"
    return f"\n{dash}{dash.join(items)}"


def _behind(value: Any, pad: str) -> str:
    """A value behind a dash, or behind what is no plain key: its first line goes on where these stand."""
    deeper = f"{pad}  "
    lines = _WRITTEN[type(value)](value, deeper if isinstance(value, list | tuple) else pad)
    return f" {lines[1 + len(deeper) :]}" if lines[0] == "\n" else lines


def _text(text: str, pad: str) -> str:
    if "\n" in text:
        return f" {_lines(text, f'{pad}  ')}\n"
    written = f" {_line(text)}\n"
    if len(text) < _SHORT:
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[text] = written
    return written


def _key(text: str, pad: str) -> str:
    """A key with its colon: behind a question mark, on a line of its own, where it is long or has breaks."""
    if not _BREAK.search(text):
        written = _line(text)
        return f"{pad}{written}:" if len(text.encode()) <= _LONGEST_KEY else f"{pad}? {written}\n{pad}:"
    if _PRINTED.fullmatch(_BREAKS.sub("\n", text)) and not _BLANK_AT_BREAK.search(text):
        # A single "\n" would be read as a blank.
        broken = _BREAKS.sub(lambda run: f"{run[1]}{run[0]}{pad}  ", text)
        return f"{pad}? {_quoted(broken)}\n{pad}:"
    return f"{pad}? {_escaped(text)}\n{pad}:"


def _lines(text: str, pad: str) -> str:
    """A text of several lines as it is, or in double quotes where blanks or breaks would be lost."""
    if not _PRINTED.fullmatch(text) or text.endswith(" ") or " \n" in text:
        return _escaped(text)
    hint = "2" if text[0] in " \n" else ""
    end = "-" if text[-1] != "\n" else "+" if text == "\n" or text.endswith("\n\n") else ""
    lines = [pad + line if line else "" for line in text.removesuffix("\n").split("\n")]
    return "\n".join([f"|{hint}{end}", *lines])


def _line(text: str) -> str:
    """A text of one line: as it is, in single quotes where it would be something else, in double quotes if escaped."""
    if not _PRINTED.fullmatch(text):
        return _escaped(text)
    if not text or _BEGINS.match(text) or ": " in text or " #" in text or text[-1] in ": " or _NO_TEXT.fullmatch(text):
        return _quoted(text)
    return text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    if letter := _LETTERS.get(found[0]):
        return f"\\{letter}"
    code = ord(found[0])
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _float(value: float) -> str:
    """85 rather than 85.0: what was printed is a count. In YAML 1.1 an exponent needs a point before it: 1.0e-05."""
    if value.is_integer():
        return str(int(value))
    if not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    written = repr(value)
    return written if "." in written else written.replace("e", ".0e")


class _Written(dict[type, Callable[[Any, str], str]]):
    """How the values of each type are written."""

    def __missing__(self, kind: type) -> Callable[[Any, str], str]:
        for base, written in ((str, _text), (Mapping, _mapping), (list, _list), (tuple, _list)):
            if issubclass(kind, base):
                return self.setdefault(kind, written)
        if not hasattr(kind, "model_fields"):
            raise TypeError(f"YAML is written of records and what is in them, not of {kind.__name__}")
        return self.setdefault(kind, _record)


_WRITTEN = _Written(
    {
        type(None): lambda *_: " null\n",
        bool: lambda value, _: " true\n" if value else " false\n",
        int: lambda value, _: f" {value}\n",
        float: lambda value, _: f" {_float(value)}\n",
        dt.date: lambda value, _: f" '{value.isoformat()}'\n",
        str: _text,
        tuple: _list,
        list: _list,
        dict: _mapping,
    }
)
