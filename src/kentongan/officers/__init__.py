"""People, their keys, and who holds which post from when to when."""
