"""Read what this counter knows of head office: the line, the outcomes of commands, the conflicts for a person."""
