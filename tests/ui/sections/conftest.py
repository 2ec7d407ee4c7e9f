"""Fixtures of the running counter, for the tests of the settings' sections."""

from tests.ui.counter_fixtures import clerk, demo_template

__all__ = ["clerk", "demo_template"]
