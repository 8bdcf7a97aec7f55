"""Settings, addresses, the `kentongan` command and the worker: what joins the rooms to a program."""
