"""Fixtures of the running counter, for the tests of the shell."""

from tests.ui.counter_fixtures import clerk, demo_template, enrolled_home, fake, idle

__all__ = ["clerk", "demo_template", "enrolled_home", "fake", "idle"]
