"""YAML for people, that programs read back: block style, Chinese as it is, a span on one line, dates quoted.

Written straight from the records, a line at a time, as PyYAML on libyaml writes the same with ``allow_unicode`` and
without folding (a folded text cannot be searched); the tests hold it to that. What only a reader of YAML 1.2 takes for
a number is quoted too.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fupin_extract.records.notice import Record
    from fupin_extract.write.registry import Looks

# What stands as it is in quotes and out of them. The rest is escaped: control characters, breaks of which a reader
# makes "\n", half a surrogate pair, and, as libyaml has it, all above U+FFFF.
_AS_IS = "\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
_PRINTED = re.compile(f"[\n -~{_AS_IS}]*")
_ESCAPED = re.compile(f"[^ !#-\\[\\]-~{_AS_IS}]")
_LETTERS = dict(zip('\0\a\b\t\n\v\f\r\x1b"\\\x85\u2028\u2029', '0abtnvfre"\\NLP', strict=True))
# Signs of YAML at the beginning of a text, and inside it or at its end.
_BEGINS = re.compile(r"[ ,\[\]{}&*!|>'\"%@`#]|[-?:](?: |\Z)|---|\.\.\.")
_HOLDS = re.compile(r" #|: |[: ]\Z")
# What without quotes would be no text to a reader of YAML 1.1 or 1.2: 12, 1e5, 0o17, 12:30, a date, yes, null, =.
_NO_TEXT = re.compile(
    r"""[-+]?(?:
            0b[01_]+ | 0o[0-7_]+ | 0x[0-9a-fA-F_]+ | \.(?:inf|Inf|INF)
          | (?: [0-9][0-9_]* (?:\.[0-9_]*)? | \.[0-9_]+ ) (?: [eE][-+]?[0-9]+ )?
          | [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?:\.[0-9_]*)?
        )
      | \.(?:nan|NaN|NAN)
      | [0-9]{4}-[0-9]{2}-[0-9]{2}
      | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: [Tt] | [ ]+ ) [0-9]{1,2}:[0-9]{2}:[0-9]{2} (?: \.[0-9]* )?
        (?: [ ]* (?: Z | [-+][0-9]{1,2} (?: :[0-9]{2} )? ) )?
      | yes|Yes|YES | no|No|NO | true|True|TRUE | false|False|FALSE | on|On|ON | off|Off|OFF
      | ~ | null|Null|NULL | = | <<
    """,
    re.VERBOSE,
)
# Breaks in a key, of which only the first "\n" stands twice.
_BREAKS = re.compile("(?=(\n?))[\n\u2028\u2029]+")
_BLANK_AT_BREAK = re.compile("[\n\u2028\u2029] | [\n\u2028\u2029]")
# A longer key stands behind a question mark; in bytes.
_LONGEST_KEY = 128
# Codes and names come again and again, a long text but once.
_SHORT = 40
# Lines that are handed on at once.
_PORTION = 5000


def draw(records: Sequence[Record | Mapping[str, Any]], _: Looks) -> Iterator[bytes]:
    """A document a record, or a mapping that has records in it; of several, each begins with ``---``."""
    out: list[str] = []
    for record in records:
        pairs = list(_pairs(record, ""))
        if len(records) > 1:
            out.append("---\n" if pairs else "--- ")
        if not pairs:
            out.append("{}\n")
        for key, value in pairs:
            if not _is_block(value):
                _put("", key, value, "", out)
                continue
            lead, pad = _opened("", key, "", "", out)
            for item in value:
                if len(out) > _PORTION:
                    yield "".join(out).encode()
                    out.clear()
                _put(lead, "-", item, pad, out)
                lead = pad
    # Breaks at the end of the last text are told apart from the end of the file.
    if out and out[-1].endswith("\n\n"):
        out.append("...\n")
    yield "".join(out).encode()


def _put(lead: str, key: str, value: Any, pad: str, out: list[str]) -> None:
    """A value behind its key, or behind the dash of an item, both ``pad`` in; ``lead`` is what their line begins with."""
    kind = type(value)
    if kind is str:
        out.append(f"{lead}{key} {_text(value, pad)}\n")
    elif scalar := _SCALARS.get(kind):
        out.append(f"{lead}{key} {scalar(value)}\n")
    elif _is_block(value):
        lead, pad = _opened(lead, key, pad, pad, out)
        for item in value:
            _put(lead, "-", item, pad, out)
            lead = pad
    elif isinstance(value, list | tuple):
        out.append(f"{lead}{key} [{', '.join(map(str, value))}]\n")
    elif not value:
        out.append(f"{lead}{key} {{}}\n")
    else:
        lead, pad = _opened(lead, key, pad, pad + "  ", out)
        for name, item in _pairs(value, pad):
            _put(lead, name, item, pad, out)
            lead = pad


def _is_block(value: Any) -> bool:
    """Whether it is a list with a line an item; a span, and what is empty, stand on the line of their key."""
    return isinstance(value, list | tuple) and not all([type(item) is int for item in value])


def _opened(lead: str, key: str, pad: str, below: str, out: list[str]) -> tuple[str, str]:
    """What the first line of a list or a mapping begins with, and its other lines: they stand under their key,
    ``below``, or on the line of what is no plain key.
    """
    if key == "-" or key.startswith("? "):
        return f"{lead}{key} ", f"{pad}  "
    out.append(f"{lead}{key}\n")
    return below, below


def _pairs(value: Any, pad: str) -> Iterable[tuple[str, Any]]:
    """Keys as they are written, each with its value."""
    if isinstance(value, Mapping):
        return [(_key(key, pad), item) for key, item in value.items()]
    keys, values = _shape(type(value))
    return zip(keys, values(value.__dict__), strict=True)


@cache
def _shape(kind: type[Record]) -> tuple[tuple[str, ...], Callable[[dict[str, Any]], Iterable[Any]]]:
    """The keys of a record as they are written, and what gives their values; some fields are never written."""
    names = [name for name, field in kind.model_fields.items() if not field.exclude]
    pick = itemgetter(*names)
    return tuple(_key(name, "") for name in names), pick if len(names) > 1 else lambda values: (pick(values),)


def _key(text: str, pad: str) -> str:
    """A key with its colon: behind a question mark, on a line of its own, where it is long or has breaks."""
    if not _BREAKS.search(text):
        written = _line(text)
        return f"{written}:" if len(text.encode()) <= _LONGEST_KEY else f"? {written}\n{pad}:"
    if _PRINTED.fullmatch(_BREAKS.sub("\n", text)) and not _BLANK_AT_BREAK.search(text):
        # A single "\n" would be read as a blank.
        broken = _BREAKS.sub(lambda run: f"{run[1]}{run[0]}{pad}  ", text)
        return f"? {_quoted(broken)}\n{pad}:"
    return f"? {_escaped(text)}\n{pad}:"


def _text(text: str, pad: str) -> str:
    """A text as a value ``pad`` in."""
    if "\n" in text:
        return _lines(text, f"{pad}  ")
    return _short(text) if len(text) < _SHORT else _line(text)


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
    if not text or _BEGINS.match(text) or _HOLDS.search(text) or _NO_TEXT.fullmatch(text):
        return _quoted(text)
    return text


_short = lru_cache(maxsize=4096)(_line)


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


_SCALARS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    int: str,
    float: _float,
    dt.date: lambda value: f"'{value.isoformat()}'",
}
