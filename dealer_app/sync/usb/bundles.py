"""Write and read bundles: the calls of the line, sealed to head office, and its answers, taken by the same code."""

from collections.abc import Iterator
from dataclasses import replace

from msgspec import DecodeError
from sqlalchemy import select

from dealer_app.domain.attachments import PIECE_BYTES
from dealer_app.domain.errors import Refusal
from dealer_app.domain.head_office import TalkReport
from dealer_app.protocol import wire
from dealer_app.protocol.enrolment_file import NEWCOMER, newcomer
from dealer_app.protocol.key_change import newest_key
from dealer_app.protocol.sealing import MOST_BYTES, Cover, read_cover, seal, unseal
from dealer_app.protocol.signing import fingerprint, public_key
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import EnrolmentRecord, change_enrolment, current_enrolment
from dealer_app.sync.apply.outbox_entries import list_batch, take_outcomes
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.attachments import list_missing, list_unsent, piece_to_send, take_held, take_piece
from dealer_app.sync.session.leases import list_wants, take_ranges
from dealer_app.sync.session.progress import Progress
from dealer_app.sync.session.reader import apply_page
from dealer_app.sync.session.refusals import obey_refusal
from dealer_app.sync.session.sender import go_back
from dealer_app.sync.session.sessions import session_body, take_hub_key
from dealer_app.sync.usb.joining import ENROL, join
from dealer_app.sync.usb.reopening import SESSION, go_on, is_outdated

OK, NOTHING_NEW = 200, 204
PUT, GET = "/v1/attachments/put", "/v1/attachments/get"
_MOST_PUSHED = MOST_BYTES // 2
_MOST_PUT, _MOST_GOT = 150, 100
"""Pieces of attachments on one stick, up and down: 20 MB and 13 MB, so that everything else has its room."""


def make_bundle(database: CounterDatabase, *, with_attachments: bool = False) -> bytes:
    """Return all waiting entries, the requests for numbers and the cursors, sealed to head office; changes nothing.

    ``with_attachments`` adds as many pieces of attachments as fit, and the requests for missing ones.
    A database that stopped (I7) shows its outbox instead, so that head office can tell it where to go on.
    Raises Refusal ``not_enrolled``, and ``counter_stopped`` for a database that only a new code lets write again.
    """
    return database.read(lambda unit: _sealed(unit, with_attachments=with_attachments))


def take_bundle(database: CounterDatabase, bundle: bytes) -> TalkReport:
    """Take the answers of a bundle, each in its own transaction; order and repetition do not change the result.

    Raises Refusal ``not_enrolled``, ``bundle_other`` (for another counter), ``bundle_unreadable``, ``bundle_changed``,
    and those of ``join`` for the answer to a request.
    """
    cover = read_cover(bundle)
    enrolment = database.read(lambda unit: _addressee(unit, cover))
    newest = newest_key(enrolment.hub_key, cover.chain)
    content = _opened(cover, enrolment, newest)
    progress = Progress()
    try:
        for answer in wire.decode(wire.BundleDown, content).answers:
            if answer.path == ENROL:
                join(database, progress, enrolment, answer, newest)
            elif answer.path in (PUT, GET):
                _take_attachment(database, progress, answer)
            else:
                _take(database, progress, answer)
    except DecodeError:
        raise Refusal("bundle_unreadable") from None
    if newest != enrolment.hub_key:
        database.write(lambda unit: take_hub_key(unit, newest))
    if not progress.trouble:
        database.write(lambda unit: change_enrolment(unit, heard_at=unit.now, trouble=""))
    return progress.report()


def _opened(cover: Cover, enrolment: EnrolmentRecord, newest: bytes) -> bytes:
    """Return a bundle's content; head office signs with the key that this counter knew, or with its newest."""
    try:
        return unseal(cover, box_key=enrolment.box_key, sender_key=enrolment.hub_key)
    except Refusal:
        if newest == enrolment.hub_key:
            raise
    return unseal(cover, box_key=enrolment.box_key, sender_key=newest)


def _addressee(unit: Unit, cover: Cover) -> EnrolmentRecord:
    """Return the enrolment to which a bundle is addressed: the current one, or one that waits for its answer."""
    enrolment = current_enrolment(unit.session)
    if cover.to.startswith(NEWCOMER):
        every = unit.session.scalars(select(EnrolmentRecord))
        enrolment = next((row for row in every if newcomer(public_key(row.signing_key)) == cover.to), None)
        if enrolment is None or not (enrolment.is_current or enrolment.state == "new"):
            raise Refusal("bundle_other")
    elif _enrolled(enrolment).device != cover.to:
        raise Refusal("bundle_other")
    if cover.sender != "hub":
        raise Refusal("bundle_other")
    return _enrolled(enrolment)


def _sealed(unit: Unit, *, with_attachments: bool) -> bytes:
    enrolment = _enrolled(current_enrolment(unit.session))
    pull = wire.bundle_call("/v1/pull", wire.PullFrom(enrolment.cursor, enrolment.broadcast))
    if enrolment.state == "forked":
        calls: tuple[wire.BundleCall, ...] = (wire.bundle_call(SESSION, session_body(unit)), pull)
    elif enrolment.state == "active":
        calls = (
            *(wire.bundle_call("/v1/push", push) for push in _pushes(unit, enrolment)),
            *(wire.bundle_call("/v1/lease", wants) for wants in (list_wants(unit),) if wants.wants),
            *(_pieces(unit) if with_attachments else ()),
            pull,
        )
    else:
        raise Refusal("counter_stopped")
    return seal(
        wire.encode(wire.BundleUp(calls)),
        to="hub",
        to_box_key=enrolment.hub_box_key,
        sender=enrolment.device,
        signing_key=enrolment.signing_key,
        known=fingerprint(enrolment.hub_key),
    )


def _pieces(unit: Unit) -> Iterator[wire.BundleCall]:
    """Yield the calls with the next pieces of attachments, then the requests for missing ones."""
    room = _MOST_PUT
    for wanted in list_unsent(unit, is_after_push=True):
        at = wanted.offset or 0
        while at < wanted.size and room:
            piece = piece_to_send(unit, replace(wanted, offset=at))
            yield wire.bundle_call(PUT, piece)
            at, room = at + len(piece.content), room - 1
    room = _MOST_GOT
    for wanted in list_missing(unit):
        for at in range(wanted.offset or 0, wanted.size, PIECE_BYTES):
            if room:
                yield wire.bundle_call(GET, wire.GetPiece(str(wanted.id), at))
                room -= 1


def _pushes(unit: Unit, enrolment: EnrolmentRecord) -> list[wire.Push]:
    """Return the waiting entries in consecutive batches, as many as fit."""
    pushes: list[wire.Push] = []
    after, size = enrolment.acked_n, 0
    while size < _MOST_PUSHED:
        batch = list_batch(unit, enrolment.epoch, after, wire.MOST_COMMANDS)
        if not batch.commands:
            break
        pushes.append(batch)
        after, size = batch.commands[-1].n, size + len(wire.encode(batch))
    return pushes


def _take(database: CounterDatabase, progress: Progress, answer: wire.BundleAnswer) -> None:
    body = bytes(answer.body)
    if answer.status == NOTHING_NEW:
        return
    if answer.status != OK:
        trouble = wire.decode(wire.CallRefusal, body)
        if database.read(lambda unit: is_outdated(unit, answer, trouble)):
            return
        if trouble.code == "gap":  # an older stick was lost: the next one begins after head office's last entry
            database.write(lambda unit: _go_back(unit, trouble.acked_n))
        else:
            obey_refusal(database, progress, trouble.code, trouble.retry_after_s)
    elif answer.path == SESSION:
        go_on(database, progress, wire.decode(wire.SessionAnswer, body))
    elif answer.path == "/v1/push":
        outcomes = wire.decode(wire.PushAnswer, body).outcomes
        progress.sent += progress.keep(database.write(lambda unit: take_outcomes(unit, outcomes)))
    elif answer.path == "/v1/lease":
        ranges = wire.decode(wire.Ranges, body).ranges
        database.write(lambda unit: take_ranges(unit, ranges))
    elif answer.path == "/v1/pull":
        _take_page(database, progress, answer)


def _take_attachment(database: CounterDatabase, progress: Progress, answer: wire.BundleAnswer) -> None:
    body = bytes(answer.body)
    if answer.status != OK:  # an older head office does not know these calls; the bytes stay here
        return
    if answer.path == PUT:
        held = wire.decode(wire.PieceHeld, body)
        progress.keep(database.write(lambda unit: take_held(unit, held)))
    else:
        piece = wire.decode(wire.Piece, body)
        progress.keep(database.write(lambda unit: take_piece(unit, piece)))


def _take_page(database: CounterDatabase, progress: Progress, answer: wire.BundleAnswer) -> None:
    """Apply a page; reject one that begins after this database's cursors (a restored backup): rows would be missing."""
    page = wire.decode(wire.FeedPage, bytes(answer.body))
    enrolment = _enrolled(database.read(lambda unit: current_enrolment(unit.session)))
    if answer.cursor > enrolment.cursor or answer.broadcast > enrolment.broadcast:
        progress.fail("bundle_ahead")
    else:
        progress.received += progress.keep(database.write(lambda unit: apply_page(unit, page)))


def _go_back(unit: Unit, acked_n: int) -> None:
    if acked_n < _enrolled(current_enrolment(unit.session)).acked_n:
        go_back(unit, acked_n)


def _enrolled(enrolment: EnrolmentRecord | None) -> EnrolmentRecord:
    if enrolment is None:
        raise Refusal("not_enrolled")
    return enrolment
