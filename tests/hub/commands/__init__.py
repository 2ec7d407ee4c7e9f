"""Tests of dealer_app.hub.commands."""
