"""Tests of dealer_app.sync.session."""
