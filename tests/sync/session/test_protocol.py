"""Test that docs/protocol.md agrees with the code: its example hash, its kinds and its numbered promises."""

import re
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from uuid import UUID

from dealer_app.domain.customers import CustomerFields
from dealer_app.hub.commands.kinds import KINDS
from dealer_app.services.payments.receipts import COMMANDS
from dealer_app.store.core.chain import GENESIS
from dealer_app.store.tables.outbox import outbox_hash
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
    listed = set(re.findall(r"^\| `([a-z]+\.[a-z]+)`", table, re.MULTILINE))
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "dealer_app").rglob("*.py")]
    queued = {kind for source in sources for kind in re.findall(r"enqueue\(\s*unit,\s*\"([a-z_.]+)\"", source)}
    assert listed == queued | set(COMMANDS.values())
    newer = {kind for source in sources for kind in re.findall(r"unit,\s*\"([a-z_.]+)\"[^)]*kind_version=2", source)}
    assert {
        kind for kind, version in re.findall(r"^\| `([a-z.]+)` \| (\d) \|", table, re.MULTILINE) if version == "2"
    } == newer
    assert all(version in KINDS[kind].versions for kind in listed for version in ({1, 2} if kind in newer else {1}))
    assert f"all {len(fields(CustomerFields))}" in table


def test_every_checked_invariant_is_numbered_in_the_document() -> None:
    promised = set(re.findall(r"^\| \*\*I(\d+)\*\* \|", PROTOCOL, re.MULTILINE))
    assert {str(number) for number in ALWAYS} < promised


def test_every_negative_control_is_in_the_table() -> None:
    rows = re.findall(r"^\| .+ \|$", PROTOCOL.split("## 14.")[1], re.MULTILINE)
    assert len(rows) - 1 == len(fields(Mistakes))
