"""Tests of dealer_app.hub.service."""
