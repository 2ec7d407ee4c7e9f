"""Test the change of head office's signing key: old and new side by side, learned by a message signed by the old."""

import json
import stat
from pathlib import Path

import pytest

from dealer_app.desktop import Desktop
from dealer_app.hub.database.keys import KEYS_FILE, HubKeys, change_signing_key, ready_keys, retire_signing_keys
from dealer_app.hub.service.bundles import answer_bundle
from dealer_app.protocol.carriage import KEY_CHAIN_HEADER, KNOWN_KEY_HEADER, Answer, Call
from dealer_app.protocol.key_change import make_link, newest_key
from dealer_app.protocol.signing import new_key, public_key
from tests.hub.head_office import Office
from tests.sync.both_sides import me
from tests.sync.counters import HUB_URL, SpoiltLine, open_counter, register


@pytest.fixture
def keys_home(office: Office, tmp_path: Path) -> Path:
    """The folder of head office's keys; the office uses them."""
    home = tmp_path / "keys"
    office.keys = ready_keys(home)
    return home


def change(office: Office, home: Path) -> bytes:
    """Change the signing key and start the service again; return the new public key."""
    office.keys = change_signing_key(home)
    return office.keys.public


def retire(office: Office, home: Path) -> None:
    assert retire_signing_keys(home) > 0
    office.keys = ready_keys(home)


def test_counter_learns_the_new_key_and_needs_the_old_one_no_more(
    office: Office, keys_home: Path, fresh: Desktop
) -> None:
    old = office.keys.public
    fresh.enrol(HUB_URL, office.code("2606"))
    assert me(fresh).hub_key == old
    new = change(office, keys_home)

    register(fresh, 1)
    assert fresh.talk().is_done
    assert me(fresh).hub_key == new

    retire(office, keys_home)
    register(fresh, 2)
    assert fresh.talk().is_done
    assert fresh.line_state().waiting == 0


def test_counter_that_was_away_for_two_changes_follows_the_chain(
    office: Office, keys_home: Path, fresh: Desktop
) -> None:
    fresh.enrol(HUB_URL, office.code("2606"))
    for _ in range(2):
        change(office, keys_home)
    retire(office, keys_home)
    register(fresh, 1)

    assert fresh.talk().is_done
    assert me(fresh).hub_key == office.keys.public


class OlderLine(SpoiltLine):
    """The line of a program that knows nothing of a change of keys."""

    def __call__(self, call: Call) -> Answer:
        headers = {name: value for name, value in call.headers.items() if name != KNOWN_KEY_HEADER}
        answer = super().__call__(Call(call.method, call.path, headers, call.body))
        kept = {name: value for name, value in answer.headers.items() if name != KEY_CHAIN_HEADER}
        return Answer(answer.status, kept, answer.body)


def test_older_program_goes_on_with_the_old_key_until_it_is_retired(
    office: Office, keys_home: Path, tmp_path: Path
) -> None:
    desktop = open_counter(tmp_path / "older", OlderLine(office))
    desktop.enrol(HUB_URL, office.code("2606"))
    old = office.keys.public
    change(office, keys_home)
    assert desktop.talk().is_done
    assert me(desktop).hub_key == old

    retire(office, keys_home)
    assert desktop.talk().trouble
    desktop.close()


def test_counter_by_stick_learns_the_new_key(office: Office, keys_home: Path, fresh: Desktop, tmp_path: Path) -> None:
    fresh.enrol(HUB_URL, office.code("2606"))
    new = change(office, keys_home)
    for at in (1, 2):
        register(fresh, at)
        fresh.export_bundle(tmp_path / "up")
        (tmp_path / "down").write_bytes(answer_bundle(office.service, (tmp_path / "up").read_bytes()))
        fresh.import_bundle(tmp_path / "down")
        assert me(fresh).hub_key == new
        assert fresh.line_state().waiting == 0
        if at == 1:
            retire(office, keys_home)


def test_new_counter_enrols_under_the_new_key(office: Office, keys_home: Path, fresh: Desktop) -> None:
    new = change(office, keys_home)
    fresh.enrol(HUB_URL, office.code("2606"))
    assert fresh.talk().trouble == ""
    assert me(fresh).hub_key == new


def test_only_a_link_that_the_known_key_signed_is_followed() -> None:
    first, second, thief = new_key(), new_key(), new_key()
    known, good = public_key(first), make_link(first, second)
    key, _, signature = good.partition(":")
    other = make_link(first, thief).partition(":")[0]
    for bad in (
        make_link(thief, second),
        f"{other}:{signature}",
        good[:-4],
        f"{key}:",
        "x",
        "",
        ":",
        f"{key[:8]}:{key}",
    ):
        assert newest_key(known, bad) == known
    assert newest_key(known, good) == public_key(second)
    assert newest_key(known, f"{good},{make_link(thief, thief)}") == public_key(second)
    assert newest_key(public_key(thief), good) == public_key(thief)


def test_keys_file_stays_private_and_a_file_of_an_older_hub_is_read(tmp_path: Path) -> None:
    made = ready_keys(tmp_path)
    path = tmp_path / KEYS_FILE
    facts = json.loads(path.read_text("ascii"))
    path.write_text(json.dumps({name: facts[name] for name in ("signing", "box", "former_boxes")}), "ascii")
    assert ready_keys(tmp_path) == made

    changed = change_signing_key(tmp_path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ready_keys(tmp_path) == changed
    assert isinstance(changed, HubKeys)
    assert changed.former_signings == (made.signing,)
    assert changed.box == made.box
