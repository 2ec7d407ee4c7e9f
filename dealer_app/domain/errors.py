"""The three kinds of trouble: what the clerk can mend, what the environment did, and (everything else) bugs.

Errors carry a code and parameters, never a sentence; the Persian sentence of a code
stands in ``resources.texts.errors`` and is made by ``sentence``.
"""

from collections.abc import Iterable
from unicodedata import category

_UNPRINTABLE = frozenset({"Cc", "Cs"})
_BREAKS = frozenset("\t\r\n")


class CodedError(Exception):
    """An error known to the trade: a code and the parameters its sentence needs."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class FieldError(CodedError):
    """One field holds something that the clerk can put right; ``field`` names it."""

    def __init__(self, code: str, /, field: str = "", *, is_warning: bool = False, **params: object) -> None:
        super().__init__(code, **params)
        self.field = field
        self.is_warning = is_warning

    def at(self, field: str) -> "FieldError":
        """Return the same error placed at ``field``."""
        return FieldError(self.code, field, is_warning=self.is_warning, **self.params)


class FieldErrors(Exception):
    """All that is wrong with one command, field by field; nothing was saved."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__(", ".join(f"{error.field}:{error.code}" for error in self.errors))


class Refusal(CodedError):
    """A rule of the trade forbids the whole action; nothing was saved."""


class EnvironmentFault(CodedError):
    """Disk, printer, network or a damaged file: what happened, what is safe, what to do."""


def sentence(error: CodedError) -> str:
    """Return the Persian sentence of ``error``; an unknown code is a bug and raises KeyError."""
    from resources.texts.errors import SENTENCES

    return SENTENCES[error.code].format_map({name: _legible(value) for name, value in error.params.items()})


def _legible(value: object) -> object:
    """Return a text with its control characters and lone surrogates named («U+001B»), any other value as it is."""
    if not isinstance(value, str) or value.isprintable():
        return value
    return "".join(f"U+{ord(c):04X}" if category(c) in _UNPRINTABLE and c not in _BREAKS else c for c in value)
