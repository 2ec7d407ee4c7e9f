"""Test that docs/protocol.md agrees with the code: its example hash, its kinds and its numbered promises."""

import re
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from uuid import UUID

from dealer_app.domain.customers import CustomerFields
from dealer_app.hub.commands.kinds import KINDS
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.tables.numbers import NUMBERS
from dealer_app.store.tables.outbox import outbox_hash
from tests.architecture.commands import commands_written
from tests.architecture.source_tree import python_files, tree_of
from tests.soak.controls import CONTROLS
from tests.sync.model.invariants import ALWAYS
from tests.sync.model.values import Mistakes

ROOT = Path(__file__).parents[3]
PROTOCOL = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")


def test_example_in_the_document_has_the_hash_of_the_outbox() -> None:
    example = {
        "n": 1,
        "command_id": UUID("0192f0c1-7a10-7c3e-9a41-5b1f6d2e8c01"),
        "kind": "customer.number",
        "kind_version": 1,
        "body": '{"id":"0192f0c1-79ff-7d10-8a2b-1c2d3e4f5a6b","number":"1405/2606/00871"}',
        "actor": None,
        "at": datetime.fromisoformat("2026-11-22T08:15:30.250000+00:00"),
        "base_version": None,
        "previous_hash": GENESIS,
    }
    assert str(example["body"]) in PROTOCOL
    assert f"`{outbox_hash(example)}`" in PROTOCOL


def test_every_kind_that_the_counter_queues_is_in_the_table() -> None:
    table = PROTOCOL.split("## 7.")[1].split("## 8.")[0]
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \| (\d+) \|", table, re.MULTILINE)
    listed = {kind: int(version) for kind, version in rows}
    written = dict(sorted(found for path in python_files("dealer_app") for found in commands_written(tree_of(path))))
    assert listed == written
    assert listed == {kind: max(declared.versions) for kind, declared in KINDS.items()}
    assert f"all {len(fields(CustomerFields))}" in table


def test_every_kind_of_number_is_in_the_document_with_its_position() -> None:
    numbers = re.search(r"^Kinds, numbered 0 to (\d+): ([^.]+)\.", PROTOCOL.split("## 9.")[1], re.MULTILINE)
    assert numbers is not None
    assert re.findall(r"`(\w+)`", numbers[2]) == list(NUMBERS)
    assert int(numbers[1]) == len(NUMBERS) - 1


def test_every_checked_invariant_is_numbered_in_the_document() -> None:
    promised = set(re.findall(r"^\| \*\*I(\d+)\*\* \|", PROTOCOL, re.MULTILINE))
    assert {str(number) for number in ALWAYS} < promised


def test_every_negative_control_is_in_the_table() -> None:
    of_oracle, _ = PROTOCOL.split("## 14.")[1].split("The soak has more")
    assert len(re.findall(r"^\| .+ \|$", of_oracle, re.MULTILINE)) - 1 == len(fields(Mistakes))
    named = re.findall(r"^\| ([a-z][^|]+?) \|", PROTOCOL.split("## 14.")[1], re.MULTILINE)
    assert [name for name in named if name != "control"] == list(CONTROLS)
