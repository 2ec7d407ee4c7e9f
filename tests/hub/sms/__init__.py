"""Tests of dealer_app.hub.sms."""
