"""The append-only, hash-chained record of every act. Subjects are opaque strings."""
