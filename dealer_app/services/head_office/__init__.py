"""What this counter knows of head office: the line, the answers, the conflicts left to a person."""
