"""Benchmarks: each scenario is one module, and each figure is compared within the same run."""
