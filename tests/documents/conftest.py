"""The counter of the services' tests, for papers made from what it really stores."""

from tests.services.conftest import clock, counter, demo_home, main_order

__all__ = ["clock", "counter", "demo_home", "main_order"]
