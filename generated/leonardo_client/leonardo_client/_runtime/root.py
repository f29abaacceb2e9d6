"""The base of documented bodies that are no objects with documented properties; apart, for it takes long to import."""

from typing import Generic, TypeVar

from pydantic import ConfigDict
from pydantic import RootModel as _RootModel

_Root = TypeVar("_Root")


class RootModel(_RootModel[_Root], Generic[_Root]):
    """A documented body that is no object with documented properties; `root` is its value."""

    model_config = ConfigDict(defer_build=True)
