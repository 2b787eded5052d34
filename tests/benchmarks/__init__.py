"""Benchmarks: `python -m tests.benchmarks` prints ratios against a peer that runs in the same process."""
