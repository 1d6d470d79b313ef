"""The bench program: ``python -m tests.benchmarks`` (``make bench``)."""
