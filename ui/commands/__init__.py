"""Commands with their keys: how they are pressed, found and told apart from a scanner's typing."""
