"""Sealing: compartments, wraps, keys, access codes and file streams. Pure; SPEC.md is its format."""
