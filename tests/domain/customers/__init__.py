"""Tests of the rules about a customer's file."""
