"""A second reader of the vault's formats, written from SPEC.md alone; it imports nothing of kentongan."""
