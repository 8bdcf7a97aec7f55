"""What was sent: reporters, reports, identities, files and messages, all sealed."""
