"""Answer bundles: the same calls as over the line, carried on a stick (docs/protocol.md, section 11)."""

from msgspec import DecodeError, Raw, Struct, json

from dealer_app.domain.errors import Refusal
from dealer_app.hub.database.database import Device, transaction
from dealer_app.hub.devices import sessions
from dealer_app.hub.devices.devices import box_key_of, key_of
from dealer_app.hub.feed import feed
from dealer_app.hub.refusals import CallRefusedError
from dealer_app.hub.service.endpoints import Endpoints
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import SIGNATURE_HEADER, Call
from dealer_app.protocol.enrolment_file import NEWCOMER
from dealer_app.protocol.sealing import Cover, read_cover, seal, unseal

OK, NOTHING_NEW = 200, 204
ENROL, _PULL = "/v1/enrol", "/v1/pull"
_MOST_PAGES, _MOST_BYTES = 400, 40 * 1024 * 1024


def answer_bundle(endpoints: Endpoints, bundle: bytes) -> bytes:
    """Return the sealed answers to a bundle, for the counter that made it; any counter may carry it.

    Raises CallRefusedError ``malformed`` for anything that is not a whole bundle of an enrolled counter, or a request
    of enrolment.
    """
    try:
        cover = read_cover(bundle)
        if cover.sender.startswith(NEWCOMER):
            return _answer_newcomer(endpoints, cover)
        device = endpoints.find(cover.sender)
        calls = _calls(endpoints, cover, device.public_key)
    except (Refusal, DecodeError):
        raise CallRefusedError(400, "malformed") from None
    answers = [answer for call in calls for answer in _answer(endpoints, device, call)]
    return _sealed(endpoints, answers, cover, device.box_key)


def _answer_newcomer(endpoints: Endpoints, cover: Cover) -> bytes:
    """Return the sealed answer to a request of enrolment; the answer also reports a refused code."""
    key = cover.sender.removeprefix(NEWCOMER)
    enrolling, *rest = _calls(endpoints, cover, key_of(key)) or (None,)
    if enrolling is None or enrolling.path != ENROL:
        raise CallRefusedError(400, "malformed")
    asked = wire.decode(wire.Enrol, bytes(enrolling.body))
    box_key = box_key_of(asked.box_key)
    if asked.public_key != key:
        raise CallRefusedError(400, "malformed")
    try:
        enrolled = endpoints.enrol(Call("POST", ENROL, {SIGNATURE_HEADER: enrolling.signature}, bytes(enrolling.body)))
    except CallRefusedError as trouble:
        return _sealed(endpoints, [_refused(ENROL, trouble)], cover, box_key)
    device = endpoints.find(enrolled.device)
    answers = [_done(ENROL, enrolled), *(answer for call in rest for answer in _answer(endpoints, device, call))]
    return _sealed(endpoints, answers, cover, box_key)


def _sealed(endpoints: Endpoints, answers: list[wire.BundleAnswer], asked: Cover, box_key: bytes) -> bytes:
    """Return answers for the sender of a bundle, signed with the key of the hub that it knows."""
    down, keys = wire.encode(wire.BundleDown(tuple(answers))), endpoints.keys
    signing = keys.signing_for(asked.known)
    return seal(down, to=asked.sender, to_box_key=box_key, sender="hub", signing_key=signing, chain=keys.chain)


def _calls(endpoints: Endpoints, cover: Cover, sender_key: bytes) -> tuple[wire.BundleCall, ...]:
    """Return the calls of a bundle; also open one that was sealed before the hub changed its keys."""
    boxes = (endpoints.keys.box, *endpoints.keys.former_boxes)
    for box in boxes[:-1]:
        try:
            return _opened(cover, box, sender_key)
        except Refusal:
            continue
    return _opened(cover, boxes[-1], sender_key)


def _opened(cover: Cover, box_key: bytes, sender_key: bytes) -> tuple[wire.BundleCall, ...]:
    return wire.decode(wire.BundleUp, unseal(cover, box_key=box_key, sender_key=sender_key)).calls


def _answer(endpoints: Endpoints, device: Device, call: wire.BundleCall) -> list[wire.BundleAnswer]:
    """Answer one call in its own transaction, as over the line; a pull gets as many pages as the size allows."""
    try:
        sessions.refuse_shut_out(device)
        if call.path == _PULL:
            return _pages(endpoints, device, wire.decode(wire.PullFrom, bytes(call.body)))
        return [_done(call.path, endpoints.run(device, call.path, bytes(call.body)))]
    except CallRefusedError as trouble:
        endpoints.note(device, trouble)
        return [_refused(call.path, trouble)]
    except DecodeError:
        return [wire.BundleAnswer(call.path, 400, Raw(wire.encode(wire.CallRefusal("malformed"))))]


def _pages(endpoints: Endpoints, device: Device, pull: wire.PullFrom) -> list[wire.BundleAnswer]:
    pages: list[wire.BundleAnswer] = []
    cursor, broadcast, size = pull.cursor, pull.broadcast, 0
    with transaction(endpoints.engine, device.dealership, endpoints.clock(), device) as tx:
        while len(pages) < _MOST_PAGES and size < _MOST_BYTES:
            page = feed.pull(tx, cursor=cursor, broadcast=broadcast, limit=wire.MOST_ROWS)
            if page is None:
                break
            pages.append(wire.BundleAnswer(_PULL, OK, Raw(json.encode(page)), cursor, broadcast))
            size += len(bytes(pages[-1].body))
            cursor, broadcast = page.cursor, page.broadcast
    return pages


def _done(path: str, body: Struct | None) -> wire.BundleAnswer:
    if body is None:
        return wire.BundleAnswer(path, NOTHING_NEW, Raw(b"null"))
    return wire.BundleAnswer(path, OK, Raw(json.encode(body)))


def _refused(path: str, trouble: CallRefusedError) -> wire.BundleAnswer:
    return wire.BundleAnswer(path, trouble.status, Raw(wire.encode(trouble.body())))
