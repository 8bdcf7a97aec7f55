"""The outbox: notices without content, their delivery, and a folder for each channel."""
