"""Issue invitation letters, each with its calculation."""
