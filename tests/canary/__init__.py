"""Marked text, and a scanner that finds it in whatever form it may have been kept."""
