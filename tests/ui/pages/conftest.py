"""Pages are tested in the running counter."""

from tests.ui.counter_fixtures import clerk, demo_template, enrolled_home, fake, idle

__all__ = ["clerk", "demo_template", "enrolled_home", "fake", "idle"]
