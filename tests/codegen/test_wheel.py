"""The packages of this project as they are installed: built, looked into, and imported where nothing else can be."""

import email
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.message import Message
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CLIENT = Path(__file__).parents[2] / "generated" / "leonardo_client"
ALONE = """
import sys

wheel, allowed = sys.argv[1], {*sys.argv[2].split(","), *sys.stdlib_module_names}
before = {*sys.modules}


class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed and not name.startswith("_sysconfigdata"):  # of the standard library
            raise ModuleNotFoundError(f"{name} is not there", name=name)


sys.meta_path.insert(0, Refuse())
sys.path.insert(0, wheel)
import leonardo_client

assert leonardo_client.__file__.startswith(wheel), leonardo_client.__file__
client = leonardo_client.Leonardo(api_key="k", base_url="http://127.0.0.1:1")
try:
    client.create_generation(prompt="a", num_images=9)
except leonardo_client.RequestInvalid as error:
    print(error.errors[0].constraint)
imported = {name.partition(".")[0] for name in {*sys.modules} - before if not name.startswith("_sysconfigdata")}
print(*sorted(imported - {*sys.stdlib_module_names}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a client, built without a network from a copy of its folder."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(CLIENT, folder / "source", ignore=shutil.ignore_patterns("__pycache__"))
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet", "-w", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(folder / "source")], check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        [name] = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
        return email.message_from_bytes(archive.read(name))


def test_a_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {n for n in archive.namelist() if ".dist-info/" not in n}
    source = {f"{CLIENT.name}/{p.relative_to(CLIENT / CLIENT.name).as_posix()}" for p in (CLIENT / CLIENT.name).rglob("*") if p.is_file()}

    assert "leonardo_client/py.typed" in inside
    assert inside == {n for n in source if "__pycache__" not in n}


def test_the_metadata_say_what_it_is_and_needs(metadata: Message) -> None:
    stated = tomllib.loads((CLIENT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [Requirement(r) for r in metadata.get_all("Requires-Dist") or []]

    assert {r.name for r in needed} == {"httpx", "pydantic"}
    assert (metadata["Name"], metadata["Version"], metadata["Requires-Python"]) == ("leonardo-client", stated["version"], ">=3.11")
    assert metadata["Summary"] == "A typed client of the Leonardo.Ai API that keeps to its documentation"
    assert "leonardo" in metadata["Keywords"]
    assert "Typing :: Typed" in (metadata.get_all("Classifier") or [])
    assert metadata["License"] is metadata["License-Expression"] is None
    readme = metadata.get_payload(decode=True)
    assert isinstance(readme, bytes)
    assert readme.decode() == (CLIENT / "README.md").read_text(encoding="utf-8")


def test_a_wheel_is_imported_with_httpx_and_pydantic_alone(wheel: Path) -> None:
    allowed = sorted({n.replace("-", "_") for n in closure("httpx", "pydantic")} | {"leonardo_client"})

    run = subprocess.run(
        [sys.executable, "-I", "-c", ALONE, str(wheel), ",".join(allowed)], cwd=wheel.parent, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    constraint, imported = run.stdout.splitlines()
    assert constraint == "num_images-maximum"
    assert {"httpx", "pydantic", "leonardo_client"} <= {*imported.split()} <= {*allowed}


def closure(*names: str) -> set[str]:
    """Distributions and all that they need, without extras; each is called as its module is."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            needed = map(Requirement, requires(name) or [])
            waiting += [r.name for r in needed if r.marker is None or r.marker.evaluate({"extra": ""})]
    return found
