"""What the five procedures ask for, line by line: a test for each line that has no other (docs/requirements.md)."""
