"""Journeys are played in the running counter, by keyboard alone."""

from tests.ui.counter_fixtures import clerk, demo_template

__all__ = ["clerk", "demo_template"]
