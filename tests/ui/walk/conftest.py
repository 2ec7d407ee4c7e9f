"""Fixtures of the walk: a counter that is enrolled and has entries in its outbox."""

from tests.ui.counter_fixtures import demo_template, enrolled_home, fake, idle

__all__ = ["demo_template", "enrolled_home", "fake", "idle"]
