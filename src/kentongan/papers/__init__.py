"""Letters, numbers, books and retention. Papers get values, never a case."""
