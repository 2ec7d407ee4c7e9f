"""Errors of two kinds: input that the clerk can correct, and faults of the environment. Any other error is a bug.

An error has a code and parameters, never a sentence: ``sentence`` makes the Persian sentence
from ``resources.texts.errors``.
"""

from collections.abc import Iterable
from unicodedata import category

_UNPRINTABLE = frozenset({"Cc", "Cs"})
_BREAKS = frozenset("\t\r\n")


class CodedError(Exception):
    """An error with a code and the parameters that its sentence needs."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class FieldError(CodedError):
    """An error or warning in the field named ``field``, which the clerk can correct."""

    def __init__(self, code: str, /, field: str = "", *, is_warning: bool = False, **params: object) -> None:
        super().__init__(code, **params)
        self.field = field
        self.is_warning = is_warning

    def at(self, field: str) -> "FieldError":
        """Return the same error placed at ``field``."""
        return FieldError(self.code, field, is_warning=self.is_warning, **self.params)


class FieldErrors(Exception):
    """All field errors of one request; nothing was saved."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(", ".join(f"{error.field}:{error.code}" for error in self.errors))


class Refusal(CodedError):
    """A business rule forbids the whole action; nothing was saved."""


class EnvironmentFault(CodedError):
    """A fault of disk, printer, network or a damaged file; its sentence states what happened and what to do."""


def sentence(error: CodedError) -> str:
    """Return the Persian sentence of ``error``; an unknown code is a bug and raises KeyError."""
    from resources.texts.errors import SENTENCES

    return SENTENCES[error.code].format_map({name: _legible(value) for name, value in error.params.items()})


def _legible(value: object) -> object:
    """Return a text with control characters and lone surrogates named («U+001B»); return any other value unchanged."""
    if not isinstance(value, str) or value.isprintable():
        return value
    return "".join(f"U+{ord(c):04X}" if category(c) in _UNPRINTABLE and c not in _BREAKS else c for c in value)
