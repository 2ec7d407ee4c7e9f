"""Tests of dealer_app.sync.usb."""
