"""Send the outbox entries in order, in batches whose size grows on fast success."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import update

from dealer_app.protocol import wire
from dealer_app.protocol.carriage import LineDownError
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.enrolments import change_enrolment, current_enrolment
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.sync.apply.outbox_entries import count_waiting, list_batch, take_outcomes
from dealer_app.sync.counter_database import CounterDatabase
from dealer_app.sync.session.attachments import ask_again
from dealer_app.sync.session.progress import Progress
from dealer_app.sync.session.talker import HubRefusedError, Talker

FIRST_SIZE, FAST_S = 50, 2.0
TOO_SLOW, TOO_LARGE = 408, 413
_MOST_GAPS = 3


@dataclass(slots=True)
class BatchSize:
    """The number of entries in the next batch: it doubles after a fast success and halves after a failure."""

    size: int = FIRST_SIZE

    def succeed(self, seconds: float) -> None:
        """Note a batch that was answered after ``seconds``."""
        if seconds < FAST_S:
            self.size = min(self.size * 2, wire.MOST_COMMANDS)

    def fail(self, tried: int) -> None:
        """Note that a batch of ``tried`` entries was not answered, or was too large."""
        self.size = max(1, min(self.size, tried) // 2)


@dataclass(slots=True)
class Sender:
    """Sends the waiting entries; ``timer`` returns monotonic seconds."""

    database: CounterDatabase
    talker: Talker
    progress: Progress
    batch_size: BatchSize
    is_stopped: Callable[[], bool]
    timer: Callable[[], float] = time.monotonic

    def send(self, *, only_payments: bool = False) -> None:
        """Send until no entry waits, or no payment; raises LineDownError, HubRefusedError."""
        gaps = 0
        while not self.is_stopped():
            waiting, batch = self.database.read(self._next)
            if not (waiting.payments if only_payments else waiting.total):
                return
            gaps = 0 if self._push(batch, gaps) else gaps + 1
        self.progress.is_done = False

    def _next(self, unit: Unit) -> tuple[wire.WaitingCount, wire.Push]:
        """Return the count of waiting entries and the next batch."""
        enrolment = current_enrolment(unit.session)
        assert enrolment is not None
        after = enrolment.acked_n
        return count_waiting(unit, after), list_batch(unit, enrolment.epoch, after, self.batch_size.size)

    def _push(self, batch: wire.Push, gaps: int) -> bool:
        """Send one batch and take its outcomes; return False if a new batch must be made first."""
        started = self.timer()
        try:
            answer = self.talker.push(batch)
        except LineDownError:
            self.batch_size.fail(len(batch.commands))
            raise
        except HubRefusedError as refused:
            self._cut_anew(batch, refused, gaps)
            return False
        self.batch_size.succeed(self.timer() - started)
        taken = self.progress.keep(self.database.write(lambda unit: take_outcomes(unit, answer.outcomes)))
        if not taken:  # an answer without the next outcome is invalid
            raise LineDownError("unreadable")
        self.progress.sent += taken
        return True

    def _cut_anew(self, batch: wire.Push, refused: HubRefusedError, gaps: int) -> None:
        """Prepare another try after ``gap`` or a batch that was too large; raise any other refusal again."""
        if refused.status == TOO_SLOW:
            self.batch_size.fail(len(batch.commands))
            raise refused
        if refused.status == TOO_LARGE and len(batch.commands) > 1:
            self.batch_size.fail(len(batch.commands))
        elif refused.code == "gap" and gaps < _MOST_GAPS and refused.trouble.acked_n < batch.from_n - 1:
            self.database.write(lambda unit: go_back(unit, refused.trouble.acked_n))
        else:
            raise refused


def go_back(unit: Unit, acked_n: int) -> None:
    """Send again from ``acked_n + 1``: head office has fewer entries than it once confirmed (it was restored)."""
    later = update(OutboxRecord).where(OutboxRecord.n > acked_n).values(state="queued")
    unit.session.execute(later, execution_options={"synchronize_session": False})
    change_enrolment(unit, acked_n=acked_n)
    ask_again(unit)
