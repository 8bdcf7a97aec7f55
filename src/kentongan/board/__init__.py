"""What has been made public, without a way back to a case."""
