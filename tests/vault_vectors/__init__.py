"""The vectors of the vault: how they are made, and that they stay frozen."""
