"""What administrators do: import, publish, move orders, decide, see the counters' state."""
