"""The result of an examination of the counter's database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VerifyProblem:
    """One problem: the code of its Persian sentence, and its place."""

    code: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The outcome of ``Desktop.verify``: the problems found, and counts of what was examined."""

    problems: tuple[VerifyProblem, ...]
    revision: str
    customers: int
    orders: int
    audit_rows: int
    outbox_rows: int
    is_key_in_keyring: bool = False

    @property
    def is_sound(self) -> bool:
        """Return whether no problem was found."""
        return not self.problems
