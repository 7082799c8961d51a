"""Benchmarks: ratios against named peers in one run, never timed tests."""
