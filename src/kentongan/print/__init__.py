"""Values in, PDF and SVG out: letters and SOP sheets."""
