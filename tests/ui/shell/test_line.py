"""The line: when it talks and what is shown, with the real window, a real database and a fake head office."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.head_office import LineState, TalkReport
from dealer_app.domain.ids import Rial
from dealer_app.services.customers import customers
from dealer_app.store.core.unit import Unit
from dealer_app.sync.session.backoff import IDLE_S
from resources.texts.errors import SENTENCES
from tests.ui.clerk import WAIT_MS, Clerk, main_order
from tests.ui.counter_fixtures import NEVER
from tests.ui.fake_line import FakeLine, answer_all, dispute
from ui.line.line import Pace
from ui.line.words import bar_words, heading
from ui.pages.customer_file.page import CustomerFilePage
from ui.pages.head_office.page import HeadOfficePage
from ui.texts import head_office as words

SHIFT = Qt.KeyboardModifier.ShiftModifier
AT_ONCE = Pace(after_commit=0, more_waits=0, look=50)


@pytest.fixture
def eager(qtbot: QtBot, enrolled_home: Path, fake: FakeLine) -> Iterator[Clerk]:
    """A clerk at an enrolled counter that talks as soon as possible."""
    one = Clerk(qtbot, enrolled_home, fake, AT_ONCE)
    yield one
    one.close()


def test_talk_starts_soon_after_sign_in_and_updates_the_bar(eager: Clerk, fake: FakeLine) -> None:
    eager.until(lambda: fake.talks == 1 and not eager.counter.line.is_talking)
    fake.effects.append(answer_all)
    eager.counter.talk_now()
    eager.until(lambda: eager.counter.line.view.state.waiting == 0)
    assert _bar(eager).startswith(f"{words.ONLINE} · {words.QUEUE_EMPTY} · آخرین همگام‌سازی ۱۴")
    assert eager.counter.window.shell.status_bar.line.tone == "green"


def test_pause_grows_after_talks_without_changes(eager: Clerk, fake: FakeLine) -> None:
    line = eager.counter.line
    eager.until(lambda: fake.talks == 1 and not line.is_talking)
    for _ in range(2):
        talks = fake.talks
        line.talk_now()
        eager.until(lambda talks=talks: fake.talks > talks and not line.is_talking)  # type: ignore[misc]
    assert line._next.interval() >= 1000 * 2 * IDLE_S * 0.8


def test_open_page_reloads_rows_that_a_talk_changed(idle: Clerk, fake: FakeLine) -> None:
    customer_id, _ = idle.read(main_order)
    idle.counter.navigate.open_customer(customer_id)
    idle.settle()
    page = idle.page
    assert isinstance(page, CustomerFilePage)
    before = page.file

    def rename(unit: Unit) -> None:
        dispute(unit, "given_name", "زهره", "زهرا")
        unit.touch("customers", customer_id)

    fake.effects.append(rename)
    idle.counter.talk_now()
    idle.until(lambda: page.file is not before)


def test_commit_with_an_outbox_entry_starts_a_talk(eager: Clerk, fake: FakeLine) -> None:
    eager.until(lambda: fake.talks == 1 and not eager.counter.line.is_talking)
    customer_id = eager.read(customers.list_customer_ids)[0]

    def number(unit: Unit) -> None:
        customers.ensure_number(unit, customer_id)

    def done(written: object) -> None:
        eager.counter.change_bus.publish(written.changes)  # type: ignore[attr-defined]

    eager.counter.tasks.run_write(eager.counter, number, done)
    eager.until(lambda: fake.talks == 2)


def test_next_talk_is_scheduled_after_a_fault(eager: Clerk, fake: FakeLine) -> None:
    fake.reports = [TalkReport(trouble="line_down", retry_after_s=3600)]
    eager.until(lambda: fake.talks >= 1 and not eager.counter.line.is_talking)
    eager.counter.talk_now()
    eager.until(lambda: fake.talks == 2 and not eager.counter.line.is_talking)
    line = eager.counter.line
    assert line._next.isActive()


def test_unexpected_error_in_a_talk_is_shown_and_talks_continue(idle: Clerk, fake: FakeLine) -> None:
    fake.reports = [ValueError("boom"), EnvironmentFault("disk_full", path="x")]
    for _ in range(2):
        idle.counter.talk_now()
        idle.until(lambda: not idle.counter.line.is_talking)
        assert idle.note
        assert idle.counter.line._next.isActive()
    idle.counter.talk_now()
    idle.until(lambda: idle.note == words.TALKED_NOTHING)


def test_shift_f5_starts_a_talk_that_shows_progress_and_can_be_stopped(idle: Clerk, fake: FakeLine) -> None:
    fake.gate = threading.Event()
    idle.counter.navigate.open_head_office()
    idle.settle()
    page = idle.page
    assert isinstance(page, HeadOfficePage)
    idle.press(Qt.Key.Key_F5, SHIFT)
    idle.until(lambda: page.line_card.title.text() == words.HEADS["talking"])
    assert page.line_card.bar.isVisible()
    assert page.line_card.button.text() == words.STOP_TALK
    assert _bar(idle).startswith(words.TALKING)
    page.line_card.button.click()
    idle.until(lambda: not idle.counter.line.is_talking)
    assert idle.note == words.TALK_STOPPED
    assert page.line_card.button.text() == words.TALK_NOW


def test_requested_talk_reports_sent_and_received_counts(idle: Clerk, fake: FakeLine) -> None:
    fake.reports = [TalkReport(sent=4, received=9)]
    idle.counter.talk_now()
    idle.until(lambda: idle.note == words.TALKED.format(sent="۴", received="۹"))


def test_refusals_of_a_talk_are_shown_and_listed(idle: Clerk, fake: FakeLine) -> None:
    fake.effects = [lambda unit: answer_all(unit, "rejected")]
    idle.counter.talk_now()
    idle.until(lambda: idle.note == words.NEWS_REFUSED.format(count="۴"))
    idle.counter.navigate.open_head_office(chip="refused")
    idle.settle()
    assert isinstance(idle.page, HeadOfficePage)
    assert idle.page.filters.key == "refused"
    assert len(idle.page.model.ids) == 4


def test_request_to_talk_without_a_head_office_opens_its_page(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_F5, SHIFT)
    clerk.settle()
    assert isinstance(clerk.page, HeadOfficePage)
    assert clerk.page.not_enrolled.isVisible()
    assert not clerk.counter.line.is_talking


def test_click_on_the_line_state_opens_the_page(idle: Clerk) -> None:
    bar = idle.counter.window.shell.status_bar.line
    assert bar.text() == _bar(idle)
    bar.click()
    idle.settle()
    assert isinstance(idle.page, HeadOfficePage)


def test_closing_stops_a_hanging_talk(qtbot: QtBot, enrolled_home: Path, fake: FakeLine) -> None:
    one = Clerk(qtbot, enrolled_home, fake, NEVER)
    one.until(lambda: one.counter.line.view.state.is_enrolled)
    fake.gate = threading.Event()
    one.counter.talk_now()
    assert fake.begun.wait(5)
    one.close()
    qtbot.waitUntil(lambda: all(thread.name != "bajeh-network" for thread in threading.enumerate()), timeout=WAIT_MS)
    assert not fake.gate.is_set()


def test_closing_with_outbox_entries_asks_and_staying_is_the_default(idle: Clerk) -> None:
    idle.counter.window.close()
    sheet = idle.counter.line_control.leaving.sheet
    assert sheet.isVisible()
    assert sheet.count.text() == words.LEAVE_COUNT.format(count="۴")
    idle.press(Qt.Key.Key_Return)
    assert not sheet.isVisible()
    assert idle.counter.window.isVisible()
    idle.counter.window.close()
    idle.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert idle.counter.window.isVisible()


def test_waiting_payments_are_shown_before_closing(idle: Clerk) -> None:
    sheet = idle.counter.line_control.leaving.sheet
    sheet.ask("quit", LineState("active", "2606", "", 12, 3, Rial(912_000_000)), lambda: None)
    assert "۳ پرداخت به مبلغ ۹۱۲٬۰۰۰٬۰۰۰ ریال" in sheet.count.text()
    sheet.close_over()


def test_bundle_can_be_exported_before_closing(idle: Clerk, tmp_path: Path) -> None:
    idle.counter.window.close()
    leaving = idle.counter.line_control.leaving
    out = tmp_path / "stick.bundle"
    leaving.bundles.export(out, leaving.sheet.say_bundled)
    idle.until(leaving.sheet.bundled.isVisible)
    assert out.read_text() == "4"
    assert "stick.bundle" in leaving.sheet.bundled.text
    idle.press(Qt.Key.Key_Return)  # the button «می‌روم» has the focus now
    assert not idle.counter.window.isVisible()


def test_counter_without_head_office_closes_without_asking(clerk: Clerk) -> None:
    clerk.settle()
    clerk.counter.window.close()
    assert not clerk.counter.window.isVisible()


HEARD = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
ENROLLED = LineState("active", "2606", "https://hub.example.ir", 12, last_heard_at=HEARD)
TAIL = "۱۲ مورد در صف · آخرین همگام‌سازی ۱۴۰۵/۰۹/۰۱ ۱۴:۳۰"


@pytest.mark.parametrize(
    ("state", "said", "tone"),
    [
        (LineState(), "آفلاین · صف خالی است", "muted"),
        (LineState(waiting=12), "آفلاین · ۱۲ مورد در صف", "muted"),
        (ENROLLED, f"آنلاین · {TAIL}", "green"),
        (replace(ENROLLED, trouble="line_down"), f"آفلاین · {TAIL}", "muted"),
        (replace(ENROLLED, enrolment="forked"), f"ثبت متوقف است · {TAIL}", "amber"),
        (replace(ENROLLED, conflicts=1), f"آنلاین · نیاز به تصمیم شما · {TAIL}", "amber"),
        (replace(ENROLLED, conflicts=1, trouble="x"), f"آفلاین · نیاز به تصمیم شما · {TAIL}", "amber"),
        (replace(ENROLLED, unmatched=1), f"آنلاین · {TAIL}", "green"),
        (replace(ENROLLED, last_heard_at=None), "آفلاین · ۱۲ مورد در صف", "muted"),
        (replace(ENROLLED, trouble="disk_full"), f"این رایانه ذخیره نمی‌کند · {TAIL}", "amber"),
        (replace(ENROLLED, hub_url=""), f"همگام‌سازی با فلش · {TAIL}", "muted"),
    ],
)
def test_bar_shows_state_and_tone_of_the_line(state: LineState, said: str, tone: str) -> None:
    assert bar_words(state, is_talking=False) == (said, tone)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (LineState(), words.HEADS["alone"]),
        (ENROLLED, "۱۲ مورد در صف دفتر مرکزی است"),
        (replace(ENROLLED, waiting=0), words.HEADS["good"]),
        (replace(ENROLLED, waiting=0, last_heard_at=None), words.HEADS["new"]),
        (replace(ENROLLED, trouble="line_down"), words.HEADS["offline"]),
        (replace(ENROLLED, trouble="no_such_code"), words.HEADS["trouble"]),
        (replace(ENROLLED, hub_url=""), "۱۲ مورد در صف است و با فلش فرستاده می‌شود"),
        (replace(ENROLLED, trouble="database_locked"), words.HEADS["machine"]),
        (replace(ENROLLED, hub_url="", waiting=0), words.HEADS["by_stick"]),
        *((replace(ENROLLED, enrolment=state), words.HEADS[state]) for state in ("forked", "superseded", "revoked")),
    ],
)
def test_page_heading_shows_the_state_of_the_line(state: LineState, said: str) -> None:
    assert heading(state, is_talking=False).text == said


def _bar(clerk: Clerk) -> str:
    return clerk.counter.window.shell.status_bar.line.text()


def test_revoked_counter_is_locked_with_the_reason(idle: Clerk, fake: FakeLine) -> None:
    fake.reports = [TalkReport(trouble="device_revoked")]
    idle.counter.talk_now()
    idle.until(lambda: not idle.counter.window.is_entered)
    waiting = idle.counter.entrance.waiting
    assert waiting.reason.text() == SENTENCES["device_revoked"]
    assert [button.isVisible() for button in waiting.buttons] == [False, True]
    assert not idle.counter.line._next.isActive()
