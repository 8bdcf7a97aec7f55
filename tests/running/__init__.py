"""A real installation on this machine: `kentongan serve` in processes of its own, asked over loopback.

What the test clients inside one process cannot show is shown here: what dies with a process, what reaches a disk, a
temporary folder, a log or a mail server.
"""
