"""Describe a field of the wire, and read a record by its declared fields: once declared, every value is parsed.

Types, lengths and ranges are checked by msgspec while it decodes. What needs a rule of the domain (a day, a code with
check digits) is a ``check``. Letters that a database or a reader cannot stand are looked for once in the whole text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NotRequired, TypedDict

import msgspec

_TURNS = "\u202d\u202e"  # they print a text in another order than it is stored
_MARKS = "\u202a-\u202c\u2066-\u2069"
_UNFIT = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNS}{_MARKS}]")
_UNFIT_IN_PROSE = re.compile(rf"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029{_TURNS}{_MARKS}]")
_UNFIT_IN_PASTED = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNS}]")
_find_turn, _find_isolate, _find_control = (
    re.compile(pattern).search for pattern in (rb"\xe2\x80[\xa8-\xae]", rb"\xe2\x81[\xa6-\xa9]", rb"\xc2[\x80-\x9f]")
)
_DELETE = b"\x7f"
_ESCAPE = b"\\"


class FieldsError(ValueError):
    """A record whose fields cannot be read; ``field`` is the path of the first bad one, never its value."""

    def __init__(self, field_: str) -> None:
        super().__init__(field_)
        self.field = field_


@dataclass(frozen=True, slots=True)
class Field:
    """What a field may hold.

    * ``type``: a type that msgspec decodes, with its limits.
    * ``check``: returns whether the domain accepts a value; it is not asked about "" and None.
    * ``of``: the record in it; ``is_list`` if it holds a list of records.
    * ``unfit``: finds letters that a text must not have.
    * ``is_needed``: it must be there. ``is_nullable``: the record in it may be null.
    """

    type: Any
    check: Callable[[Any], bool] | None = None
    of: "Record | None" = None
    is_list: bool = False
    unfit: re.Pattern[str] = _UNFIT
    is_needed: bool = True
    is_nullable: bool = False

    def optional(self) -> "Field":
        """Return the same field for a record that may lack it."""
        return replace(self, is_needed=False)


@dataclass(frozen=True, slots=True)
class Record:
    """Fields by their names; ``rule`` is a check of the record as a whole and returns the field that is wrong, or "".

    Fields that it does not declare are ignored: a later version may send them.
    """

    fields: Mapping[str, Field]
    rule: Callable[[dict[str, Any]], str] | None = None
    _type: Any = field(init=False, repr=False, compare=False)
    _decoder: "msgspec.json.Decoder[dict[str, Any]]" = field(init=False, repr=False, compare=False)
    _checks: tuple[tuple[str, Callable[[Any], bool]], ...] = field(init=False, repr=False, compare=False)
    _inner: tuple[tuple[str, "Record", bool], ...] = field(init=False, repr=False, compare=False)
    _judged: tuple[tuple[str, "Record", bool], ...] = field(init=False, repr=False, compare=False)
    _is_judged: bool = field(init=False, repr=False, compare=False)
    _texts: tuple[tuple[str, re.Pattern[str]], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the record once."""
        kinds = {name: _kind(one) for name, one in self.fields.items()}
        made: Any = TypedDict("made", kinds)  # type: ignore[misc]
        object.__setattr__(self, "_type", made)
        object.__setattr__(self, "_decoder", msgspec.json.Decoder(made))
        checks = tuple((name, one.check) for name, one in self.fields.items() if one.check is not None)
        inner = tuple((name, one.of, one.is_list) for name, one in self.fields.items() if one.of is not None)
        object.__setattr__(self, "_checks", checks)
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_judged", tuple(one for one in inner if one[1]._is_judged))  # noqa: SLF001 - the same class
        is_judged = bool(checks or self._judged or self.rule is not None)
        object.__setattr__(self, "_is_judged", is_judged)
        texts = tuple((name, one.unfit) for name, one in self.fields.items() if one.of is None)
        object.__setattr__(self, "_texts", texts)

    def decode(self, text: bytes) -> dict[str, Any]:
        """Return the declared fields of a JSON text; raises FieldsError if one cannot be read."""
        try:
            value = self._decoder.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise FieldsError(_path(error)) from None
        self._judge(value, text)
        return value

    def check(self, value: Mapping[str, Any], text: bytes) -> None:
        """Raise FieldsError unless ``value``, parsed from the JSON ``text``, has every field as it is declared."""
        try:
            read = msgspec.convert(value, self._type)
        except (msgspec.ValidationError, RecursionError) as error:
            raise FieldsError(_path(error)) from None
        self._judge(read, text)

    def fits(self, value: Mapping[str, Any]) -> bool:
        """Return whether every field of ``value`` is as it is declared."""
        return not self.find_unfit(value)

    def find_unfit(self, value: Mapping[str, Any]) -> str:
        """Return the path of the first field of ``value`` that is not as it is declared, "" if every field is."""
        try:
            self.check(value, msgspec.json.encode(value))
        except FieldsError as error:
            return error.field
        except TypeError:
            return "body"
        return ""

    def _judge(self, value: dict[str, Any], text: bytes) -> None:
        self._check(value, "")
        if _ESCAPE in text or _DELETE in text or _find_turn(text) or _find_isolate(text) or _find_control(text):
            self._look(value, "")

    def _check(self, value: dict[str, Any], path: str) -> None:
        """Raise FieldsError for the first value that the domain does not accept."""
        for name, is_good in self._checks:
            held = value.get(name)
            if held is not None and held != "" and not is_good(held):
                raise FieldsError(f"{path}{name}")
        for name, record, is_list in self._judged:
            held = value.get(name)
            if held is not None:
                for one in held if is_list else (held,):
                    record._check(one, f"{path}{name}.")  # noqa: SLF001 - the same class
        wrong = self.rule(value) if self.rule is not None else ""
        if wrong:
            raise FieldsError(f"{path}{wrong}")

    def _look(self, value: dict[str, Any], path: str) -> None:
        """Raise FieldsError for the first text with a letter that it must not have."""
        for name, unfit in self._texts:
            held = value.get(name)
            texts = (held,) if isinstance(held, str) else held if isinstance(held, list) else ()
            if any(unfit.search(text) for text in texts):
                raise FieldsError(f"{path}{name}")
        for name, record, is_list in self._inner:
            for one in _records(value.get(name), is_list=is_list):
                record._look(one, f"{path}{name}.")  # noqa: SLF001 - the same class


def _kind(one: Field) -> Any:  # noqa: ANN401 - types as data
    kind = one.type
    if one.of is not None:
        kind = one.of._type  # noqa: SLF001 - the same module
        kind = list[kind] if one.is_list else kind  # type: ignore[valid-type]
        kind = kind | None if one.is_nullable else kind
    return kind if one.is_needed else NotRequired[kind]


def _records(held: Any, *, is_list: bool) -> Sequence[dict[str, Any]]:  # noqa: ANN401 - what a record holds
    if held is None:
        return ()
    return held if is_list else (held,)


_AT = re.compile(r" - at `\$\.?([\w.\[\]…]*)`")
_MISSING = re.compile(r"missing required field `(\w+)`")


def _path(error: Exception) -> str:
    """Return the path of the field that msgspec complains about; its message may hold a value and is not kept."""
    said = str(error)
    at, missing = _AT.search(said), _MISSING.search(said)
    parts = [at[1] if at else "", missing[1] if missing else ""]
    return re.sub(r"\[[^\]]*\]", "", ".".join(part for part in parts if part)) or "body"


def prose(one: Field) -> Field:
    """Return the same field for a text that may have lines."""
    return replace(one, unfit=_UNFIT_IN_PROSE)


def pasted(one: Field) -> Field:
    """Return the same field for a text that older counters stored as it was pasted, with its marks of direction."""
    return replace(one, unfit=_UNFIT_IN_PASTED)


def cached(is_good: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return a check that remembers its answers: the same days and codes come again and again."""
    return lru_cache(maxsize=8192)(is_good)
