"""The shell is tested in the running counter."""

from tests.ui.counter_fixtures import clerk, demo_template

__all__ = ["clerk", "demo_template"]
