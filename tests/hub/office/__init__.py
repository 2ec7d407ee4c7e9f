"""Tests of dealer_app.hub.office."""
