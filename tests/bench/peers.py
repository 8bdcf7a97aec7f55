"""The published figures of two peers, for the record: measured November 2026 on 2 cores over loopback, medians.

Ours here are measured on this machine, so they stand beside each other and are no ratio.
"""

SOURCE = (
    "GL = GlobaLeaks 5.0.15 (with TLS), OW = OpenWhistle 1.3.0; measured November 2026, 2 cores, loopback"
)
REPORT = "GL 1,870 ms, OW 270 ms"
AT_ONCE = "GL 0.30 (60 % answered 500), OW 3.8"
UPLOAD = "GL 83 MiB/s, OW 83 MiB/s (limit 10 MB)"
UPLOAD_MEMORY = "peak GL 339 MB, OW 488 MB"
FIRST_BYTES = "GL 1,169 kB, OW 185 kB"
FIRST_REQUESTS = "GL 17, OW 11"
START = "GL 1.9 s, OW 2.1 s"
MEMORY = "GL 128 MB, OW 148 MB and three services"
