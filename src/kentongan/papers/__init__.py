"""Books and their numbers. Papers get values, never a case: a subject is an opaque string."""
