"""Generated packages to test: built once, imported under their own names."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from swornspec.codegen import generate_client
from swornspec.spec.document import Document, load_document

sys.path.append(str(Path(__file__).parent))  # for what the tests here share

from twins import Twin

HERE = Path(__file__).parent
sys.path.append(str(HERE))  # what stands next to the tests is importable: `from calling import …`
SPECS = HERE.parents[1] / "specs"
REAL = sorted(SPECS.glob("*/openapi.yaml"))


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], tuple[Document, ModuleType]]:
    """Generate the client of a document and import it, once for each document."""
    folder = tmp_path_factory.mktemp("generated")
    built: dict[Path, tuple[Document, ModuleType]] = {}

    def build(path: Path) -> tuple[Document, ModuleType]:
        if path not in built:
            document = load_document(path)
            generate_client(document, folder)
            package = f"{document.raw['info']['x-api']}_client"
            sys.path.insert(0, str(folder / package))
            try:
                built[path] = (document, importlib.import_module(package))
            finally:
                sys.path.remove(str(folder / package))
        return built[path]

    return build


@pytest.fixture(scope="session")
def workshop(generated: Callable[[Path], tuple[Document, ModuleType]]) -> ModuleType:
    """The client of documents/workshop.yaml."""
    return generated(HERE / "documents" / "workshop.yaml")[1]


@pytest.fixture(scope="session")
def workshop_document() -> Document:
    return load_document(HERE / "documents" / "workshop.yaml")


@pytest.fixture
def mypy_cache(request: pytest.FixtureRequest) -> Path:
    """Where mypy keeps what it found out about the standard library, httpx and pydantic, from one run of a test to the next."""
    return HERE.parents[1] / ".mypy_cache" / request.node.name


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see no key of the person who runs them."""
    for name in ("WORKSHOP_API_KEY", "WORKSHOP_BASE_URL", "WORKSHOP_BEARER_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=["sync", "async"])
def twin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Twin:
    """Clients of one kind and then of the other: the same test serves both."""
    return Twin(request.param, monkeypatch)


@pytest.fixture(scope="session")
def gallery(generated: Callable[[Path], tuple[Document, ModuleType]]) -> ModuleType:
    """The client of documents/gallery.yaml: streams, pages and files."""
    return generated(HERE / "documents" / "gallery.yaml")[1]
