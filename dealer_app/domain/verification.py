"""What an examination of the counter's file found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VerifyProblem:
    """One thing that is wrong: the code of its Persian sentence, and where."""

    code: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The outcome of ``Desktop.verify``: what was examined and what was wrong with it."""

    problems: tuple[VerifyProblem, ...]
    revision: str
    customers: int
    orders: int
    audit_rows: int
    outbox_rows: int
    is_key_in_keyring: bool = False

    @property
    def is_sound(self) -> bool:
        """Return whether nothing was wrong."""
        return not self.problems
