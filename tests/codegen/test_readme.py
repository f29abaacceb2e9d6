"""The README of every package can be followed: its Python runs as it stands, against the mock, and prints what it says."""

import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from swornspec.codegen import generate_client
from swornspec.codegen.example import examples
from swornspec.codegen.generate import planned
from swornspec.codegen.judge import Judge
from swornspec.codegen.partial import generate_what_can_be
from swornspec.codegen.plan import plan_client
from swornspec.codegen.source import call_source
from swornspec.mock import create_app, running, server_path
from swornspec.spec.document import Document, load_document, read_document

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
WRITTEN = [
    *sorted((HERE / "documents").glob("*.yaml")),
    *sorted((ROOT / "specs").glob("*/openapi.yaml")),
    ROOT / "docs" / "example.yaml",
    *(ROOT / "tests" / p for p in ("mock/shop.yaml", "spec/trails.yaml", "cases/video/spec.yaml")),
]
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
MARK = "~~~ next ~~~"
KEY = "0123456789abcdef"
NAMED: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "Api", "version": "1"}}


def blocks(readme: str) -> list[tuple[str, str]]:
    return [(code, said) for code, said in BLOCK.findall(readme)]


def run(document: Document, folder: Path) -> list[str]:
    """What each Python block of a README prints, all of them run as one program against the mock."""
    readme = (folder / "README.md").read_text(encoding="utf-8")
    program = f"\nprint({MARK!r})\n".join(code for code, _ in blocks(readme))
    variables = re.findall(r"^\| `(\w+)` \| `\w+\(\w+=\.\.\.\)` \|$", readme, re.MULTILINE)
    with running(create_app([document])) as server:
        [address] = set(re.findall(r"`(\w+_BASE_URL)`", readme))
        env = {address: server.url + server_path(document), "PYTHONPATH": str(folder), **dict.fromkeys(variables, KEY)}
        done = subprocess.run([sys.executable, "-c", program], env=env, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stderr[-3000:]}\n{program}"
    return done.stdout.split(f"{MARK}\n")


def holds(document: Document, folder: Path) -> None:
    """A README whose blocks run, print what is written below them, and meet no error of the server."""
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for (code, said), printed in zip(blocks(readme), run(document, folder), strict=True):
        if said:
            assert printed == said
        if "except APIStatusError" in code:
            assert printed == ""


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_block_of_a_readme_runs(path: Path, tmp_path: Path) -> None:
    document = load_document(path)
    generate_client(document, tmp_path, before=ROOT / "generated")
    [folder] = tmp_path.iterdir()
    built = ROOT / "generated" / folder.name / "README.md"
    assert path.parents[1].name != "specs" or built.read_bytes() == (folder / "README.md").read_bytes()

    holds(document, folder)

    readme = (folder / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"^### `(\w+)`$", readme, re.MULTILINE):
        assert re.search(rf"^(result = |with )?client\.{name}\(", readme, re.MULTILINE), f"{name} has no example"


@pytest.mark.parametrize("path", sorted((HERE / "others").glob("*.yaml")), ids=lambda p: p.stem)
def test_readmes_of_documents_of_others_run(path: Path, tmp_path: Path) -> None:
    document = load_document(path, partly=True)
    done = generate_what_can_be(document, tmp_path)

    holds(planned(document)[0], done.folder)  # served without what no validator reads

    readme = (done.folder / "README.md").read_text(encoding="utf-8")
    assert ("\n## Not generated\n" in readme) == bool(done.plan.refused)
    assert readme.count("\n* `") >= len(done.plan.refused)
    assert ("There is no example here" in readme) == (path.stem == "gaps")
    for method in [m for m in done.plan.methods if m.name != "digest"]:
        assert re.search(rf"^(result = |with )?client\.{method.name}\(", readme, re.MULTILINE), f"{method.name} has no example"


def test_a_readme_names_streams_pages_data_urls_and_what_is_not_followed(gallery: ModuleType) -> None:
    readme = readme_of(gallery)

    assert "`chat_stream` gives the documented stream: `with client.chat_stream(...) as items: for item in items: ...`.\n" in readme
    assert "`get_picture_stream` reads the file as it arrives" in readme
    assert "```python\nwith client.export_rows() as items:\n    for item in items:\n        print(item)\n```\n" in readme
    assert "`/rows` → `ItemStream[Thing]`\n" in readme
    assert "\nfor item in client.list_numbered_iter(max_pages_2=1):\n    print(item)\n" in readme
    assert "`image`, `images`, `mask` also take a `pathlib.Path` or `bytes`, sent as a data URL each.\n" in readme
    assert "stated by `x-speakeasy-pagination` in a way that the client does not follow.\n" in readme


def test_a_readme_names_the_options_of_clients_and_calls(workshop: ModuleType) -> None:
    readme = readme_of(workshop)
    client, call = inspect.signature(workshop.Workshop), inspect.signature(workshop.Workshop.create_picture)
    options = [n for n in client.parameters if "api_" not in n]
    options += [n for n in call.parameters if n.startswith("extra_") or n in ("timeout", "max_retries", "idempotency_key")]

    assert {"deadline", "on_attempt", "max_response_bytes", "extra_body", "idempotency_key"} <= {*options}
    assert [n for n in options if f"`{n}`" not in readme and f"`{n}=`" not in readme] == []
    assert "client.with_options(" in readme
    assert "client.with_raw_response." in readme


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Any], tuple[Document, Path, str]]:
    """Generate the client of a document that is stated as YAML or as values: the document, the folder, the README."""

    def make(stated: Any) -> tuple[Document, Path, str]:
        raw = yaml.safe_load(stated) if isinstance(stated, str) else stated
        document = read_document({**NAMED, **raw}, "made")
        generate_client(document, tmp_path)
        [folder] = tmp_path.iterdir()
        return document, folder, (folder / "README.md").read_text(encoding="utf-8")

    return make


def operation(schema: str, media: str = "") -> str:
    return f"""
paths:
  /things:
    post:
      operationId: makeThing
      requestBody: {{required: true, content: {{application/json: {{schema: {schema}{media}}}}}}}
      responses: {{'200': {{description: Made., content: {{application/json: {{schema: {{type: object}}}}}}}}}}
"""


EXAMPLES: list[tuple[str, str, str]] = [
    (
        "the example of the media type",
        operation("{type: object, properties: {name: {type: string, maxLength: 5}}}", ", example: {name: Ada}"),
        'client.make_thing(name="Ada")',
    ),
    (
        "the first of several examples that is valid",
        operation(
            "{type: object, properties: {name: {type: string, maxLength: 5}}}",
            ", examples: {long: {value: {name: Clementine}}, short: {value: {name: Bob}}}",
        ),
        'client.make_thing(name="Bob")',
    ),
    (
        "the example of the schema",
        operation("{type: object, example: {name: Cy}, properties: {name: {type: string}}}"),
        'client.make_thing(name="Cy")',
    ),
    (
        "the examples of properties",
        operation(
            "{type: object, required: [name, size], properties: {name: {type: string, examples: [Di]}, size: {type: integer, default: 3}}}"
        ),
        'client.make_thing(name="Di", size=3)',
    ),
    (
        "an example with a field that is not documented",
        operation("{type: object, properties: {name: {type: string}}}", ", example: {name: Ed, odd: [1]}"),
        'client.make_thing(name="Ed", extra_body={"odd": [1]})',
    ),
    (
        "an example that breaks a rule between fields is not shown",
        operation(
            "{type: object, required: [name], properties: {name: {type: string}, size: {type: integer}}, x-rules: "
            "[{id: r, effect: reject, subject: size, text: size must not be sent, expr: {not: {present: size}}}]}",
            ", example: {name: Flo, size: 1}",
        ),
        'client.make_thing(name="name")',
    ),
    (
        "what a rule demands is there",
        operation(
            "{type: object, required: [name], properties: {name: {type: string}, size: {type: integer}}, x-rules: "
            "[{id: r, effect: reject, subject: size, text: size is required, expr: {present: size}}]}"
        ),
        'client.make_thing(name="text", size=1)',
    ),
    (
        "a list has an item",
        operation("{type: object, required: [names], properties: {names: {type: array, items: {type: string}}}}"),
        'client.make_thing(names=["name"])',
    ),
    (
        "texts are literals",
        operation("{type: object, properties: {name: {type: string}}}", r""", example: {name: "\"\\\n\u202e```é"}"""),
        r'client.make_thing(name="\"\\\n\u202e```é")',
    ),
]


@pytest.mark.parametrize(("stated", "call"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_examples_come_from_the_document(stated: str, call: str) -> None:
    document = read_document({**NAMED, **yaml.safe_load(stated)}, "stated")
    plan = plan_client(document)

    found = examples(document, plan, Judge(document))

    assert call_source("client.make_thing", found["make_thing"]) == call


def test_all_these_examples_run(made: Callable[[Any], tuple[Document, Path, str]]) -> None:
    paths = {}
    for n, (_, stated, _) in enumerate(EXAMPLES):
        [item] = yaml.safe_load(stated)["paths"].values()
        item["post"]["operationId"] = f"make{n}"
        paths[f"/things{n}"] = item

    document, folder, readme = made({"paths": paths})

    assert all(f"\nresult = client.make{n}(" in readme for n in range(len(EXAMPLES)))
    holds(document, folder)


def test_parameters_have_their_documented_examples(made: Callable[[Any], tuple[Document, Path, str]]) -> None:
    document, folder, readme = made("""
paths:
  /things/{thingId}:
    get:
      operationId: getThing
      parameters:
      - {name: thingId, in: path, required: true, schema: {type: string}, example: th-1}
      - {name: kinds, in: query, required: true, schema: {type: array, items: {type: string, enum: [a, b]}}}
      - {name: X-Day, in: header, required: true, schema: {maxLength: 3}, examples: {bad: {value: Monday}, good: {value: mon}}}
      - {name: page, in: query, schema: {type: integer}}
      responses: {'204': {description: Nothing.}}
""")

    assert '\nclient.get_thing(thing_id="th-1", kinds=["a"], x_day="mon")\n' in readme
    holds(document, folder)


def test_rules_between_parameters_are_kept(made: Callable[[Any], tuple[Document, Path, str]]) -> None:
    document, folder, readme = made("""
paths:
  /things:
    get:
      operationId: listThings
      parameters:
      - {name: day, in: query, schema: {type: string}}
      - {name: week, in: query, schema: {type: integer, minimum: 1}}
      x-rules:
      - {id: one, effect: reject, subject: week, text: week must be sent, expr: {present: week}}
      responses: {'204': {description: Nothing.}}
""")

    assert "\nclient.list_things(week=1)\n" in readme
    holds(document, folder)


def test_where_no_valid_request_is_found_the_readme_says_so(made: Callable[[Any], tuple[Document, Path, str]]) -> None:
    document, folder, readme = made(operation("{type: object, required: [a], properties: {a: {allOf: [{type: string}, {type: integer}]}}}"))

    assert "No request was found that the documentation allows in full" in readme
    assert "client.make_thing(" not in readme
    assert len(blocks(readme)) == 1
    holds(document, folder)


def test_a_message_of_a_refused_call_is_the_real_one(workshop: ModuleType) -> None:
    readme = readme_of(workshop)
    [(code, said)] = [b for b in blocks(readme) if "RequestInvalid" in b[0]]

    assert 'client.create_picture(prompt="prompt", count=5)' in code
    assert said.splitlines() == [
        "count must be at most 4 when width is over 256",
        '  (create.txt line 20: "If width is over 256, at most 4.")',
        "  width was not sent and defaults to 512",
    ]


def test_a_readme_is_laid_out_for_people(workshop: ModuleType) -> None:
    readme = readme_of(workshop)

    assert "| `width` | `int \\| None` | 32 to 1024; a multiple of 8; default 512 | How wide the picture is. |\n" in readme
    assert "| **`prompt`** | `str` | 1 to 100 characters |  |\n" in readme
    assert "* count must be at most 4 when width is over 256 (create.txt line 20). “If width is over 256, at most 4.”\n" in readme
    assert "* Advice: topP must be under 0.9.\n" in readme
    assert "\n\n\n" not in re.sub(r"```.*?```", "code", readme, flags=re.DOTALL)
    assert all(f"### `{name}`" in readme for name in workshop._OPERATIONS)


def readme_of(client: ModuleType) -> str:
    assert client.__file__
    return (Path(client.__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_addresses_that_are_no_web_addresses_are_not_linked(made: Callable[[Any], tuple[Document, Path, str]]) -> None:
    info = {"title": "Api", "version": "1", "contact": {"url": "javascript:alert(1)"}, "termsOfService": "https://x.example/terms"}
    _, folder, readme = made({"info": info, "paths": {}, "externalDocs": {"url": "https://x.example/a)[b](c"}})

    assert "[Terms of service](https://x.example/terms)" in readme
    assert "javascript" not in readme
    assert "[b]" not in readme
    assert '"Terms of service" = "https://x.example/terms"' in (folder / "pyproject.toml").read_text()
