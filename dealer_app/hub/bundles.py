"""Bundles at the hub: the very calls of the line, carried on a stick (docs/protocol.md, section 11)."""

from typing import TYPE_CHECKING

from msgspec import DecodeError, Raw, Struct, json

from dealer_app.domain.errors import Refusal
from dealer_app.hub import feed, sessions
from dealer_app.hub.database import Device, transaction
from dealer_app.hub.troubles import HubTroubleError
from dealer_app.sync import wire
from dealer_app.sync.sealing import Cover, read_cover, seal, unseal

if TYPE_CHECKING:
    from dealer_app.hub.door import Door

OK, NOTHING_NEW = 200, 204
_PULL = "/v1/pull"
_MOST_PAGES, _MOST_BYTES = 400, 40 * 1024 * 1024


class PullWish(Struct, frozen=True):
    """Where a counter stood when it wrote the bundle."""

    cursor: int
    broadcast: int


def answer_bundle(door: "Door", bundle: bytes) -> bytes:
    """Return the sealed answers to a bundle, for the counter that made it, whoever carried it.

    Raises HubTroubleError ``malformed`` for anything that is not a whole bundle of an enrolled counter.
    """
    try:
        cover = read_cover(bundle)
        device = door.find(cover.sender)
        content = _open(door, cover, device)
        calls = wire.decode(wire.BundleUp, content).calls
    except (Refusal, DecodeError):
        raise HubTroubleError(400, "malformed") from None
    answers = tuple(answer for call in calls for answer in _answer(door, device, call))
    down = wire.encode(wire.BundleDown(answers))
    return seal(down, to=device.device, to_box_key=device.box_key, sender="hub", signing_key=door.keys.signing)


def _open(door: "Door", cover: Cover, device: Device) -> bytes:
    """Return what a bundle holds; one that was sealed before the hub changed its keys is opened too."""
    boxes = (door.keys.box, *door.keys.former_boxes)
    for box in boxes[:-1]:
        try:
            return unseal(cover, box_key=box, sender_key=device.public_key)
        except Refusal:
            continue
    return unseal(cover, box_key=boxes[-1], sender_key=device.public_key)


def _answer(door: "Door", device: Device, call: wire.BundleCall) -> list[wire.BundleAnswer]:
    """Answer one call in its own transaction, as if it had come by the line; a pull as far as the size allows."""
    try:
        sessions.refuse_shut_out(device)
        if call.path == _PULL:
            return _pages(door, device, wire.decode(PullWish, bytes(call.body)))
        return [_done(call.path, door.run(device, call.path, bytes(call.body)))]
    except HubTroubleError as trouble:
        door.note(device, trouble)
        body = wire.Trouble(trouble.code, trouble.acked_n, trouble.retry_after_s)
        return [wire.BundleAnswer(call.path, trouble.status, Raw(wire.encode(body)))]
    except DecodeError:
        return [wire.BundleAnswer(call.path, 400, Raw(wire.encode(wire.Trouble("malformed"))))]


def _pages(door: "Door", device: Device, wish: PullWish) -> list[wire.BundleAnswer]:
    pages: list[wire.BundleAnswer] = []
    cursor, broadcast, size = wish.cursor, wish.broadcast, 0
    with transaction(door.engine, device.dealership, door.clock(), device) as tx:
        while len(pages) < _MOST_PAGES and size < _MOST_BYTES:
            page = feed.pull(tx, cursor=cursor, broadcast=broadcast, limit=wire.MOST_ROWS)
            if page is None:
                break
            pages.append(_done(_PULL, page))
            size += len(bytes(pages[-1].body))
            cursor, broadcast = page.cursor, page.broadcast
    return pages


def _done(path: str, body: Struct | None) -> wire.BundleAnswer:
    if body is None:
        return wire.BundleAnswer(path, NOTHING_NEW, Raw(b"null"))
    return wire.BundleAnswer(path, OK, Raw(json.encode(body)))
