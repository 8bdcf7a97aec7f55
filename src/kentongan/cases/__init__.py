"""Handling: cases, turns, contributions, seals and clocks. Nothing loads a case but `access`."""
