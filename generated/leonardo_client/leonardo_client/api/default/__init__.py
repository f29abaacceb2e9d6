"""Endpoint functions: sync and asyncio, each also with the whole response."""
