"""Add up letters that are typed into a list, and find the row that they mean."""

from collections.abc import Sequence

from dealer_app.domain.persian import normalise

PAUSE_MS = 2000
"""Longest pause (ms) between two letters of one word; a slow typist needs more than a second."""


class TypedLetters:
    """Letters typed so far; a pause longer than ``PAUSE_MS`` begins a new word."""

    def __init__(self) -> None:
        self.text = ""
        self._at = 0

    def add(self, letters: str, at: int) -> str:
        """Add ``letters``, typed at ``at`` (ms of any clock), and return all letters of the word."""
        self.text = letters if at - self._at > PAUSE_MS else self.text + letters
        self._at = at
        return self.text

    def is_going_on(self, at: int) -> bool:
        """Return whether a letter typed at ``at`` (ms) would belong to the same word."""
        return bool(self.text) and at - self._at <= PAUSE_MS

    def shorten(self) -> str:
        """Remove the last letter and return the others."""
        self.text = self.text[:-1]
        return self.text

    def forget(self) -> None:
        """Begin a new word."""
        self.text = ""


def rows_meant(typed: str, rows: Sequence[str]) -> list[int]:
    """Return the places of the rows that fit ``typed`` in any spelling: first those that begin with it."""
    wanted = normalise(typed)
    keys = [normalise(row) for row in rows]
    first = [place for place, key in enumerate(keys) if key.startswith(wanted)]
    second = [place for place, key in enumerate(keys) if f" {wanted}" in key and place not in first]
    rest = [place for place, key in enumerate(keys) if wanted in key and place not in {*first, *second}]
    return [*first, *second, *rest]
