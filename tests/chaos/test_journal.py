"""Test that a counter's journal holds committed entries, and nothing for an empty outbox."""

from pathlib import Path

from tests.chaos.journal import Journal, Told, read_journal


def test_empty_outbox_is_not_noted(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")

    journal.committed(0, "00")
    journal.committed(1, "ab")
    journal.acknowledged(1)
    journal.close()

    assert read_journal(tmp_path / "journal") == Told({1: "ab"}, 1)
