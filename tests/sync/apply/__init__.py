"""Tests of dealer_app.sync.apply."""
