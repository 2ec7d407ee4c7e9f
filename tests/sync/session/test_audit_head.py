"""Test that head office notices a cut or changed audit, and that a late request never accuses an honest counter."""

from sqlalchemy import text

from dealer_app.desktop import Desktop
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import devices
from dealer_app.hub.devices.devices import reopen
from dealer_app.protocol.carriage import Answer, Call, LineDownError
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.audit import audit_head
from tests.hub.head_office import Office
from tests.sync.both_sides import me
from tests.sync.counters import SpoiltLine, register


def is_cut(office: Office) -> bool:
    """Return whether head office has noted that the audit of its only counter was cut."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        return tx.connection.execute(devices.select()).mappings().one()["audit_cut_at"] is not None


def change_audit(desktop: Desktop, statement: str) -> None:
    """Change the audit by SQL, as somebody with the key can."""

    def act(unit: Unit) -> None:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"
        for (name,) in unit.session.execute(text(triggers)).all():
            unit.session.execute(text(f"DROP TRIGGER {name}"))
        unit.session.execute(text(statement))

    desktop.write(act)


def worked(desktop: Desktop) -> int:
    """Let the counter write and talk; return the length of its audit."""
    register(desktop, 1)
    assert desktop.talk().trouble == ""
    return desktop.read(lambda unit: audit_head(unit.session))[0]


def test_cut_tail_is_noticed_and_the_counter_goes_on(joined: Desktop, office: Office) -> None:
    length = worked(joined)
    assert not is_cut(office)
    change_audit(joined, f"DELETE FROM audit WHERE n = {length}")
    assert joined.talk().trouble == ""
    assert is_cut(office)
    register(joined, 2)
    assert (joined.talk().sent, me(joined).state) == (1, "active")
    assert is_cut(office)


def test_emptied_audit_is_noticed(joined: Desktop, office: Office) -> None:
    worked(joined)
    change_audit(joined, "DELETE FROM audit")
    joined.talk()
    assert is_cut(office)


def test_another_newest_row_is_noticed(joined: Desktop, office: Office) -> None:
    length = worked(joined)
    change_audit(joined, f"UPDATE audit SET hash = '{'0' * 64}' WHERE n = {length}")
    joined.talk()
    assert is_cut(office)


def test_late_request_does_not_accuse_an_honest_counter(joined: Desktop, office: Office, line: SpoiltLine) -> None:
    def before(call: Call) -> Answer | None:
        raise LineDownError("timeout")

    worked(joined)
    line.before = before
    joined.talk()
    slow = line.calls[-1]
    line.come_back()
    register(joined, 2)
    joined.talk()
    for call in (slow, *(call for call in line.calls if call.path == "/v1/session")):
        office.service.answer(call)
    assert not is_cut(office)
    assert joined.talk().trouble == ""
    assert not is_cut(office)


def test_reopened_counter_begins_with_the_audit_that_it_has(joined: Desktop, office: Office) -> None:
    length = worked(joined)
    change_audit(joined, f"DELETE FROM audit WHERE n = {length}")
    joined.talk()
    with transaction(office.engine, "2606", office.clock()) as tx:
        reopen(tx, me(joined).device)
    joined.talk()
    assert not is_cut(office)
