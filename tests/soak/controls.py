"""Negative controls: the product's code with one promise broken on purpose; each must make the soak fail.

The mistakes are those of docs/protocol.md, section 14. Each is a context manager that restores the code at its end.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

from msgspec import structs
from sqlalchemy import select, text, update

from dealer_app.hub.commands import pieces, push
from dealer_app.hub.database.database import Transaction, engine_of
from dealer_app.hub.devices import leases, settling
from dealer_app.hub.devices.devices import change_device
from dealer_app.hub.devices.freshness import Challenge
from dealer_app.hub.office import activation, moves, publishing
from dealer_app.hub.service import endpoints
from dealer_app.protocol import wire
from dealer_app.protocol.carriage import LineDownError
from dealer_app.store.core.unit import Unit
from dealer_app.store.database.lanes import Lanes
from dealer_app.store.tables.enrolments import change_enrolment
from dealer_app.store.tables.leases import LeaseRecord
from dealer_app.sync.session import reader, talk
from tests.soak.people_controls import PEOPLE_CONTROLS
from tests.soak.world import World

Control = Callable[[World], AbstractContextManager[None]]
REMEMBERED = timedelta(days=90)


@contextmanager
def _instead(place: Any, name: str, mistaken: Any) -> Iterator[Any]:
    """Replace a function by ``mistaken`` and yield the original."""
    right = getattr(place, name)
    setattr(place, name, mistaken)
    try:
        yield right
    finally:
        setattr(place, name, right)


@contextmanager
def no_acked_check(_world: World) -> Iterator[None]:
    """Let head office take every batch for new."""

    def forgetful(tx: Transaction, body: wire.Push) -> wire.PushAnswer:
        change_device(tx, tx.caller.device, acked_n=body.from_n - 1, acked_hash=body.previous_hash)
        return push.push(tx, body)

    with _served(forgetful):
        yield


@contextmanager
def plain_sequence(world: World) -> Iterator[None]:
    """Give feed rows their place before the commit, without the lock of the head row."""
    places = count(10**6, 10**4)

    def unlocked(_tx: Transaction) -> int:
        return next(places)

    def unmoved(_tx: Transaction, _seq: int) -> None:
        return

    with ExitStack() as stack:
        for module in (push, publishing, moves):
            stack.enter_context(_instead(module, "lock_head", unlocked))
        for module, name in ((push, "_move_head"), (publishing, "move_head"), (moves, "move_head")):
            stack.enter_context(_instead(module, name, unmoved))
        yield


@contextmanager
def cursor_before_rows(_world: World) -> Iterator[None]:
    """Let the counter store the cursor of a page before it applies the page."""

    def hasty(files: Any, talker: Any, **rest: Any) -> Any:
        class Hasty:
            """A talker that stores the cursor of a page when the page arrives."""

            def pull(self, cursor: int, broadcast: int) -> wire.FeedPage | None:
                page: wire.FeedPage | None = talker.pull(cursor, broadcast)
                if page is not None:
                    seen = {"cursor": page.cursor, "broadcast": page.broadcast}
                    files.write(lambda unit: change_enrolment(unit, **seen))
                return page

        return reading(files, Hasty(), **rest)

    def all_rows(_unit: Unit, rows: Any, _cursor: int) -> Any:
        return list(rows)

    with (
        _instead(reader, "_later", all_rows),
        _instead(talk, "read_feed", hasty) as reading,
    ):
        yield


@contextmanager
def number_in_another_transaction(_world: World) -> Iterator[None]:
    """Keep a number taken after its document was rolled back."""

    def write(lanes: Lanes, fn: Callable[[Unit], Any], *rest: Any) -> Any:
        taken: list[Any] = []

        def noting(unit: Unit) -> Any:
            try:
                return fn(unit)
            finally:
                taken.extend(unit.session.execute(select(LeaseRecord.row, LeaseRecord.next)).all())

        try:
            return right(lanes, noting, *rest)
        except BaseException:
            right(lanes, lambda unit: _keep(unit, taken), *rest)
            raise

    with _instead(Lanes, "write", write) as right:
        yield


@contextmanager
def answer_before_commit(_world: World) -> Iterator[None]:
    """Let head office answer before it commits, so that it may be killed in between."""

    def run(self: endpoints.Endpoints, device: Any, path: str, body: bytes) -> Any:
        answers: list[Any] = []
        kind, handler = endpoints.POSTS[path]

        def telling(tx: Transaction, wish: Any) -> Any:
            answers.append(handler(tx, wish))
            return answers[-1]

        endpoints.POSTS[path] = kind, telling
        try:
            return right(self, device, path, body)
        except LineDownError:
            return answers[-1]
        finally:
            endpoints.POSTS[path] = kind, handler

    with _instead(endpoints.Endpoints, "run", run) as right:
        yield


@contextmanager
def dedupe_that_expires(world: World) -> Iterator[None]:
    """Let head office remember commands for only 90 days."""
    owner = engine_of(world.url, role="")

    def forgetful(tx: Transaction, body: wire.Push) -> wire.PushAnswer:
        with owner.begin() as connection:
            old = {"before": tx.now - REMEMBERED}
            connection.execute(text("DELETE FROM ledger WHERE received_at < :before"), old)
        return push.push(tx, body)

    with _served(forgetful):
        yield
    owner.dispose()


@contextmanager
def session_judged_without_proof(_world: World) -> Iterator[None]:
    """Let head office take every request of a session for fresh."""

    class Every(int):
        """A number that equals every other."""

        def __ne__(self, _other: object) -> bool:
            return False

    def fresh(_keys: Any, _text: Any, device: str) -> Challenge:
        return Challenge(device, Every(), Every(), wire.Head(10**12, ""), wire.Head(10**12, ""))

    with _instead(settling, "read_challenge", fresh):
        yield


@contextmanager
def no_detection_of_forks(_world: World) -> Iterator[None]:
    """Let head office believe every outbox that a counter shows."""
    with (
        _instead(settling, "is_behind", lambda _shown, _held: False),
        _instead(push, "known_outcomes", lambda _tx, _device, _body: []),
        _instead(push, "_refuse_other_past", lambda _device, _body: None),
    ):
        yield


@contextmanager
def no_ceiling_on_numbers(_world: World) -> Iterator[None]:
    """Let every call for numbers get a new range."""
    with _instead(leases, "missing", lambda _tx, _kind, is_of_bills: 1_000):
        yield


@contextmanager
def pieces_taken_anywhere(_world: World) -> Iterator[None]:
    """Let head office put each piece of an attachment behind the last one, wherever it belongs, and believe it."""

    class Same(str):
        """A hash that equals every other."""

        __slots__ = ()

        def __ne__(self, _other: object) -> bool:
            return False

    class Believing:
        def update(self, content: bytes) -> None: ...

        def hexdigest(self) -> str:
            return Same()

    def behind(tx: Transaction, body: wire.PutPiece, doc: dict[str, Any], last_seq: int) -> wire.PieceHeld:
        held: wire.PieceHeld = right(tx, structs.replace(body, offset=pieces._count_held(tx, body.id)), doc, last_seq)
        return held

    with _instead(pieces, "sha256", Believing), _instead(pieces, "_append", behind) as right:
        yield


@contextmanager
def refused_code_called_sent(_world: World) -> Iterator[None]:
    """Let head office tell the counters of each code as sent, whatever the gateway answered."""

    def boast(tx: Transaction, message_id: str, tokens: Mapping[str, str], _state: str, _reason: str) -> None:
        right(tx, message_id, tokens or {"token": "000000"}, "sent", "")

    with _instead(activation, "tell_code", boast) as right:
        yield


CONTROLS: dict[str, Control] = {
    "no acked check": no_acked_check,
    "a plain sequence instead of the head lock": plain_sequence,
    "cursor advanced before the rows": cursor_before_rows,
    "number in another transaction": number_in_another_transaction,
    "answer before commit": answer_before_commit,
    "dedupe that expires": dedupe_that_expires,
    "a session judged without proof": session_judged_without_proof,
    "no detection of forks": no_detection_of_forks,
    "no ceiling on numbers": no_ceiling_on_numbers,
    "pieces taken at any place": pieces_taken_anywhere,
    "a code called sent that was refused": refused_code_called_sent,
    **PEOPLE_CONTROLS,
}
"""The names of docs/protocol.md, section 14."""


@contextmanager
def _served(handler: Callable[[Transaction, wire.Push], wire.PushAnswer]) -> Iterator[None]:
    """Let ``handler`` answer pushes."""
    kind, right = endpoints.POSTS["/v1/push"]
    endpoints.POSTS["/v1/push"] = kind, handler
    try:
        yield
    finally:
        endpoints.POSTS["/v1/push"] = kind, right


def _keep(unit: Unit, taken: list[Any]) -> None:
    for row in taken:
        further = LeaseRecord.row == row.row, LeaseRecord.next < row.next
        unit.session.execute(update(LeaseRecord).where(*further).values(next=row.next))
