"""Tests of dealer_app.hub.feed."""
