"""Bytes of attachments: after everything else, in pieces, resumed wherever they are cut, the same on every side."""

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text

from dealer_app.desktop import Desktop
from dealer_app.domain.attachments import PIECE_BYTES, AttachmentDetails, WithdrawAttachment
from dealer_app.domain.ids import CustomerId
from dealer_app.hub.commands import pieces
from dealer_app.hub.database.database import transaction
from dealer_app.hub.database.schema import attachment_pieces
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import Answer, Call, LineDownError
from dealer_app.services.attachments.attachments import add_attachment, list_attachments, withdraw_attachment
from dealer_app.services.attachments.pieces import read_content
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.attachments import AttachmentFileRecord
from dealer_app.sync.session import attachments as exchange
from tests.hub.head_office import Office
from tests.services.attachments.samples import an_attachment, prepared
from tests.services.factories import by_manager
from tests.sync.counters import HUB_URL, SpoiltLine, enrolled_counter, open_counter, register
from tests.sync.sticks import Pocket

SIZE = 3 * PIECE_BYTES + 5
PUT, GET = "/v1/attachments/put", "/v1/attachments/get"


def attach(desktop: Desktop, owner: CustomerId, seed: int = 1, size: int = SIZE) -> AttachmentDetails:
    return desktop.write(lambda unit: add_attachment(unit, an_attachment(owner, seed=seed, size=size))).value


def held(desktop: Desktop, added: AttachmentDetails) -> tuple[int, int | None]:
    """Return how many bytes are here, and at head office as far as the counter knows."""

    def read(unit: Unit) -> tuple[int, int | None]:
        file = unit.session.get_one(AttachmentFileRecord, added.id)
        return file.held, file.sent

    return desktop.read(read)


def content(desktop: Desktop, added: AttachmentDetails) -> bytes:
    return desktop.read(lambda unit: read_content(unit, added.id))


def at_hub(office: Office, dealership: str = "2606") -> bytes:
    with transaction(office.engine, dealership, office.clock()) as tx:
        mine = attachment_pieces.c.dealership == dealership
        found = select(attachment_pieces.c.content).where(mine).order_by(attachment_pieces.c.id, attachment_pieces.c.at)
        return b"".join(tx.connection.scalars(found))


def test_bytes_go_after_everything_else_and_reach_the_other_counter(
    joined: Desktop, office: Office, line: SpoiltLine, tmp_path: Path
) -> None:
    added = attach(joined, register(joined, 1))

    assert joined.talk().trouble == ""

    first = line.paths.index("attachments/put")
    assert set(line.paths[first:]) == {"attachments/put"}
    assert "push" in line.paths[:first]
    assert held(joined, added) == (SIZE, SIZE)
    with enrolled_counter(tmp_path / "other", office, "2606") as other:
        assert other.talk().trouble == ""
        assert content(other, added) == prepared(1, SIZE).content
        (listed,) = other.read(lambda unit: list_attachments(unit, added.customer_id))
        assert (listed.details, listed.is_here, listed.is_sent) == (added, True, True)
        assert other.verify().is_sound
    assert joined.verify().is_sound


@pytest.mark.parametrize("is_answer_lost", [False, True])
@pytest.mark.parametrize("at", range(4))
def test_upload_that_is_cut_at_any_piece_goes_on_there(
    joined: Desktop, office: Office, line: SpoiltLine, at: int, is_answer_lost: bool
) -> None:
    added = attach(joined, register(joined, 1))
    seen = 0

    def cut(call: Call) -> bool:
        nonlocal seen
        seen += call.path == PUT
        return call.path == PUT and seen == at + 1

    def before(call: Call) -> Answer | None:
        if not is_answer_lost and cut(call):
            raise LineDownError("cut")
        return None

    def after(call: Call, answer: Answer) -> Answer:
        if is_answer_lost and cut(call):
            raise LineDownError("cut")
        return answer

    line.before, line.after = before, after
    assert joined.talk().trouble != ""
    line.come_back()
    line.calls.clear()

    assert joined.talk().trouble == ""

    assert at_hub(office) == prepared(1, SIZE).content
    assert held(joined, added) == (SIZE, SIZE)
    is_told = is_answer_lost and at == 3  # by the feed, which came first
    assert line.paths.count("attachments/put") == (0 if is_told else 4 - at)


@pytest.mark.parametrize("at", range(4))
def test_download_that_is_cut_at_any_piece_goes_on_there(
    joined: Desktop, office: Office, tmp_path: Path, at: int
) -> None:
    added = attach(joined, register(joined, 1))
    joined.talk()
    line = SpoiltLine(office)
    other = open_counter(tmp_path / "other", line)
    other.enrol(HUB_URL, office.code("2606"))
    seen = 0

    def before(call: Call) -> Answer | None:
        nonlocal seen
        seen += call.path == GET
        if call.path == GET and seen == at + 1:
            raise LineDownError("cut")
        return None

    line.before = before
    assert other.talk().trouble != ""
    assert held(other, added) == (at * PIECE_BYTES, SIZE)
    line.come_back()
    line.calls.clear()

    assert other.talk().trouble == ""

    assert content(other, added) == prepared(1, SIZE).content
    assert line.paths.count("attachments/get") == 4 - at
    other.close()


def test_payment_does_not_wait_for_a_photograph(joined: Desktop, line: SpoiltLine) -> None:
    """A command that is written between two pieces ends the exchange; the next talk sends it first."""
    added = attach(joined, register(joined, 1))

    def after(call: Call, answer: Answer) -> Answer:
        if call.path == PUT and line.paths.count("attachments/put") == 1:
            register(joined, 2)
        return answer

    line.after = after
    report = joined.talk()

    assert (report.trouble, report.is_done) == ("", False)
    assert held(joined, added) == (SIZE, PIECE_BYTES)
    line.come_back()
    assert joined.talk().is_done
    assert held(joined, added) == (SIZE, SIZE)


def test_spoilt_bytes_are_thrown_away_and_sent_anew(joined: Desktop, office: Office, line: SpoiltLine) -> None:
    added = attach(joined, register(joined, 1))

    def before(call: Call) -> Answer | None:
        if call.path == PUT and line.paths.count("attachments/put") == 2:
            raise LineDownError("cut")
        return None

    line.before = before
    joined.talk()
    with transaction(office.engine, "2606", office.clock()) as tx:
        tx.connection.execute(text("UPDATE attachment_pieces SET content = decode(repeat('00', 98304), 'hex')"))
    line.come_back()
    assert joined.talk().trouble == ""
    assert (held(joined, added), at_hub(office)) == ((SIZE, 0), b"")

    assert joined.talk().trouble == ""

    assert at_hub(office) == prepared(1, SIZE).content


def test_without_the_hash_spoilt_bytes_would_be_kept(
    joined: Desktop, office: Office, line: SpoiltLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: a head office that believes any bytes keeps spoilt ones."""

    class Believing:
        def update(self, content: bytes) -> None: ...

        def hexdigest(self) -> str:
            return added.sha256

    added = attach(joined, register(joined, 1))
    monkeypatch.setattr(pieces, "sha256", Believing)
    line.before = lambda call: _spoil(office) if line.paths.count("attachments/put") == 2 and call.path == PUT else None
    joined.talk()
    assert at_hub(office) != prepared(1, SIZE).content


def _lose(office: Office) -> None:
    """Take all bytes of attachments from head office, and what it knows of them."""
    with transaction(office.engine, "2606", office.clock()) as tx:
        tx.connection.execute(delete(attachment_pieces))
        unknown = text("UPDATE rows SET doc = replace(doc, :whole, '') WHERE kind = 'attachment'")
        tx.connection.execute(unknown, {"whole": '"is_whole":true,'})


def _spoil(office: Office) -> None:
    with transaction(office.engine, "2606", office.clock()) as tx:
        tx.connection.execute(text("UPDATE attachment_pieces SET content = decode(repeat('00', 98304), 'hex')"))


def test_head_office_that_lost_bytes_gets_them_again(joined: Desktop, office: Office) -> None:
    added = attach(joined, register(joined, 1))
    joined.talk()
    joined.write(exchange.ask_again)
    _lose(office)

    assert joined.talk().trouble == ""

    assert at_hub(office) == prepared(1, SIZE).content
    assert held(joined, added) == (SIZE, SIZE)


def test_full_head_office_takes_no_new_bytes_and_nothing_is_lost(
    joined: Desktop, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = attach(joined, register(joined, 1))
    monkeypatch.setattr(pieces, "MOST_OF_DEALERSHIP", SIZE - 1)
    assert joined.talk().trouble == ""
    assert (held(joined, added), at_hub(office)) == ((SIZE, 0), b"")
    monkeypatch.undo()
    joined.talk()
    assert at_hub(office) == prepared(1, SIZE).content


def test_full_counter_fetches_no_more(
    joined: Desktop, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = attach(joined, register(joined, 1))
    joined.talk()
    monkeypatch.setattr(exchange, "MOST_HERE", 0)
    with enrolled_counter(tmp_path / "other", office, "2606") as other:
        other.talk()
        assert held(other, added) == (0, SIZE)
        monkeypatch.undo()
        other.talk()
        assert held(other, added) == (SIZE, SIZE)


def test_older_head_office_without_these_calls_is_no_trouble(joined: Desktop, line: SpoiltLine) -> None:
    added = attach(joined, register(joined, 1))
    line.refuse(PUT, 404, "malformed")
    assert joined.talk().trouble == ""
    assert held(joined, added) == (SIZE, 0)


def test_only_one_withdrawal_counts(joined: Desktop, office: Office, tmp_path: Path) -> None:
    added = attach(joined, register(joined, 1), size=0)
    joined.talk()
    with enrolled_counter(tmp_path / "other", office, "2606") as other:
        other.talk()
        for desktop, reason in ((joined, "نخست"), (other, "سپس")):
            wish = WithdrawAttachment(added.id, reason)
            desktop.write(lambda unit, wish=wish: withdraw_attachment(by_manager(unit), wish))  # type: ignore[misc]
        for desktop in (joined, other, joined, other):
            assert desktop.talk().trouble == ""
        for desktop in (joined, other):
            (listed,) = desktop.read(lambda unit: list_attachments(unit, added.customer_id))
            assert (listed.is_withdrawn, listed.reason) == (True, "نخست")


def test_stick_takes_pieces_only_if_asked(joined: Desktop, office: Office, tmp_path: Path) -> None:
    pocket = Pocket(office, tmp_path / "pocket")
    added = attach(joined, register(joined, 1))
    assert pocket.exchange(joined).trouble == ""
    assert at_hub(office) == b""

    out = pocket.path()
    joined.export_bundle(out, with_attachments=True)
    answer = pocket.answer(out)
    for _ in range(2):  # a stick that is read twice changes nothing
        assert joined.import_bundle(answer).trouble == ""

    assert at_hub(office) == prepared(1, SIZE).content
    assert held(joined, added) == (SIZE, SIZE)
    with enrolled_counter(tmp_path / "other", office, "2606") as other:
        other.import_bundle(pocket.answer(pocket.export(other)))
        assert held(other, added) == (0, SIZE)
        asked = pocket.path()
        other.export_bundle(asked, with_attachments=True)
        other.import_bundle(pocket.answer(asked))
        assert content(other, added) == prepared(1, SIZE).content


def test_record_and_pieces_go_by_one_stick(joined: Desktop, office: Office, tmp_path: Path) -> None:
    pocket = Pocket(office, tmp_path / "pocket")
    attach(joined, register(joined, 1))
    out = pocket.path()
    joined.export_bundle(out, with_attachments=True)
    joined.import_bundle(pocket.answer(out))
    assert at_hub(office) == prepared(1, SIZE).content


@pytest.mark.parametrize("length", [PIECE_BYTES + 1, 500])
def test_piece_beyond_its_bounds_is_refused(joined: Desktop, office: Office, length: int) -> None:
    added = attach(joined, register(joined, 1), size=0)
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert pieces.put_piece(tx, wire.PutPiece(str(added.id), 0, b"x")).code == "unknown"
    joined.talk()
    _lose(office)
    with pytest.raises(Exception, match="malformed"), transaction(office.engine, "2606", office.clock()) as tx:
        pieces.put_piece(tx, wire.PutPiece(str(added.id), 0, b"x" * length))
    with transaction(office.engine, "2606", office.clock()) as tx:
        assert tx.connection.scalar(select(func.count()).select_from(attachment_pieces)) == 0
