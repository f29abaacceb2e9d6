"""The endpoint functions, one module for each operation."""
