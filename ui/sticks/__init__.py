"""Bundles on a USB stick: writing, reading, enrolment, and the question before closing."""
