"""Tests of the services, on a real encrypted database."""
