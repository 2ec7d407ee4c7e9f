"""Tests of dealer_app.services.files."""
