"""Tests of dealer_app.hub.devices."""
