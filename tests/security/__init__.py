"""What the proofs of secrecy and integrity share: a filled office, and hands that do what no program of ours does."""
