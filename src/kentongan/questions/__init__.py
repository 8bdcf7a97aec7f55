"""Forms as data: questions, conditions, and the check of answers. Pure."""
