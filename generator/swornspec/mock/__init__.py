"""OpenAPI documents served by a mock that keeps them to their word."""

from swornspec.mock.app import create_app
from swornspec.mock.limits import Limits
from swornspec.mock.route import server_path
from swornspec.mock.server import Running, running, serve

__all__ = ["Limits", "Running", "create_app", "running", "serve", "server_path"]
