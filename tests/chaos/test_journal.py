"""The journal of a counter holds what was committed, and nothing of an empty outbox."""

from pathlib import Path

from tests.chaos.journal import Journal, Told, read_journal


def test_work_that_writes_nothing_into_an_empty_outbox_is_not_noted(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")

    journal.committed(0, "00")
    journal.committed(1, "ab")
    journal.acknowledged(1)
    journal.close()

    assert read_journal(tmp_path / "journal") == Told({1: "ab"}, 1)
