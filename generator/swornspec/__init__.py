"""Hold API documentation to its word: pages to OpenAPI, clients, mock servers and contract tests."""

__version__ = "0.1.0"
