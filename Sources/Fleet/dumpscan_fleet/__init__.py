"""Goroutine leaks of a fleet: dumpscan maps captures to rows, one SQL text ranks them."""

__version__ = "0.1.0"
