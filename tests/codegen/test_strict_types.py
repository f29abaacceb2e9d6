"""Clients of documents of every kind are clean under strict pyright, and tell who uses them wrongly."""

import json
import subprocess
import sys
from pathlib import Path

from swornspec.codegen.partial import generate_what_can_be
from swornspec.spec.document import load_document

HERE = Path(__file__).parent
DOCUMENTS = [*sorted((HERE / "documents").glob("*.yaml")), *sorted((HERE / "others").glob("*.yaml"))]
USE = """
from workshop_client import Picture, Style, Workshop

client = Workshop(bearer_api_key="k")
picture: Picture = client.create_picture(prompt="x", width=None, style=Style.VALUE_4K)
client.create_picture(prompt="x", widht=8)
client.create_picture(prompt=1)
"""


def test_clients_are_clean_under_strict_pyright_and_their_users_are_told(tmp_path: Path) -> None:
    packages = [generate_what_can_be(load_document(path, partly=True), tmp_path).folder for path in DOCUMENTS]
    copies = [f"{folder.name}/{folder.name}/_runtime" for folder in packages[1:]]  # the same in each
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11", "exclude": copies, "extraPaths": [str(f) for f in packages]}
    (tmp_path / "use.py").write_text(USE)
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))

    command = [sys.executable, "-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    found = json.loads(run.stdout)
    told = [(Path(f["file"]).name, f["range"]["start"]["line"], f.get("rule")) for f in found["generalDiagnostics"]]
    assert told == [("use.py", 5, "reportCallIssue"), ("use.py", 6, "reportArgumentType")], run.stdout
    assert found["summary"]["filesAnalyzed"] > 100  # none was overlooked
