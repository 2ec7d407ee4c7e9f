"""Complete tasks of a visitor at the counter, by keyboard."""
