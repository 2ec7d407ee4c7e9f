"""Tests of dealer_app.hub.database."""
