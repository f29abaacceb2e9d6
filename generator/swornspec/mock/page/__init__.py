"""A page for people at `/`: the operations of some documents, and a form to try each."""

from swornspec.mock.page.paged import Paged

__all__ = ["Paged"]
