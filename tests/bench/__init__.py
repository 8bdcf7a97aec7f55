"""Speed and memory, measured on the real processes against a floor in the same run. `make bench` prints the table.

Not a test: a slow machine is no mistake. A short run without a verdict stands among the tests, so that it cannot
rot (test_bench.py).
"""
