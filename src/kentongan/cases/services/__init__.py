"""The acts on a case. Each module is a noun, each function a verb: keywords only, `by` and `now`, one transaction."""
