"""The officers' pages. Without models; never imports the portal."""
