"""Do the tasks of administrators: import, publish, move orders, decide, show the counters' state."""
