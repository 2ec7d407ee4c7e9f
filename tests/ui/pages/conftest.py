"""Fixtures of the running counter, for the tests of pages."""

from tests.ui.counter_fixtures import clerk, demo_template, enrolled_home, fake, idle, queue

__all__ = ["clerk", "demo_template", "enrolled_home", "fake", "idle", "queue"]
