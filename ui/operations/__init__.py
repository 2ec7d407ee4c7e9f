"""Every read and write of the screen: one short function each."""
