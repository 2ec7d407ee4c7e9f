"""Crash during a registration: the next start offers the draft and restores all typed values."""

import signal
from pathlib import Path

import pytest

from tests.journeys.real_process import RealCounter, real_counter
from ui.texts import drafts
from ui.texts import registration as texts

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("screen")]
GIVEN, FAMILY, FATHER = "محمدرضا", "چگینی", "حسین"
DRAFT_SAVED = drafts.SAVED.partition(" ·")[0]


def enter(counter: RealCounter) -> None:
    """Sign in as the clerk and open a registration."""
    counter.sign_in()
    counter.key("F2")
    counter.wait_for(texts.GIVEN_NAME, role="text")


def test_draft_is_offered_and_restored_after_a_kill(demo_home: Path) -> None:
    with real_counter(demo_home) as counter:
        enter(counter)
        for label, typed in ((texts.GIVEN_NAME, GIVEN), (texts.FAMILY_NAME, FAMILY), (texts.FATHER_NAME, FATHER)):
            counter.fill(label, typed)
        counter.wait_for(DRAFT_SAVED)
        counter.program.send_signal(signal.SIGKILL)
        assert counter.program.wait(60) == -signal.SIGKILL
    with real_counter(demo_home) as counter:
        enter(counter)
        counter.wait_for(drafts.REGISTRATION.format(name=f"{GIVEN} {FAMILY}"))
        assert counter.text_of(texts.GIVEN_NAME) == ""
        counter.press(drafts.RESUME)
        counter.wait_for_text(texts.GIVEN_NAME, GIVEN)
        assert counter.text_of(texts.FAMILY_NAME) == FAMILY
        assert counter.text_of(texts.FATHER_NAME) == FATHER
