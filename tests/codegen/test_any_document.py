"""Documents of other makers generate, import, are typed, and call their mock rightly: every operation, every argument."""

import asyncio
import compileall
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from calling import imported, round_trips

from swornspec.codegen.generate import planned
from swornspec.codegen.partial import generate_what_can_be
from swornspec.codegen.plan import Plan
from swornspec.mock import create_app
from swornspec.spec.document import Document, load_document, read_document

OTHERS = sorted((Path(__file__).parent / "others").glob("*.yaml"))


@dataclass(frozen=True)
class Built:
    document: Document
    plan: Plan
    folder: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The clients of all documents, in folders of their own."""
    found = {}
    for path in OTHERS:
        document = load_document(path, partly=True)
        done = generate_what_can_be(document, tmp_path_factory.mktemp("others"))
        found[path.stem] = Built(document, done.plan, done.folder)
    return found


@pytest.fixture
def client(built: dict[str, Built], request: pytest.FixtureRequest) -> Iterator[tuple[ModuleType, Built]]:
    """The package of the document that a test names."""
    one = built[request.param]
    with imported(one.folder, one.plan.package) as module:
        yield module, one


@pytest.mark.parametrize("whole", [True, False], ids=["everything", "what-is-required"])
@pytest.mark.parametrize("client", ["styles", "bodies", "kinds", "older"], indirect=True)
def test_every_operation_is_called_as_its_mock_wants_it(client: tuple[ModuleType, Built], whole: bool) -> None:
    module, one = client
    results = round_trips(module, one.plan, one.document, whole=whole)

    assert not one.plan.refused
    assert len(results) == len(one.document.endpoints)
    for method in one.plan.methods:
        kinds = {"str": str, "None": type(None)}
        names = method.returns.split(" | ")
        assert isinstance(results[method.name], tuple(kinds.get(n) or getattr(module, n) for n in names)), method.name


def test_all_of_them_are_clean_under_mypy_strict(built: dict[str, Built], tmp_path: Path, mypy_cache: Path) -> None:
    arguments = ["--strict", "--cache-dir", str(mypy_cache), "--python-version", "3.11"]
    for one in built.values():
        arguments += ["-p", one.plan.package]
        assert compileall.compile_dir(one.folder, quiet=1)
    places = {"MYPYPATH": ":".join(str(one.folder) for one in built.values()), "PATH": ""}

    run = subprocess.run([sys.executable, "-m", "mypy", *arguments], env=places, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert run.stdout.startswith("Success"), run.stdout


def answering(body: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=body)))


def result(module: ModuleType, one: Built, name: str, answer: Any, /, **given: Any) -> Any:
    keys = {k.argument: "k" for k in one.plan.keys}

    async def ask() -> Any:
        client = getattr(module, f"Async{one.plan.class_name}")(**keys, http_client=answering(answer))
        return await getattr(client, name)(**given)

    return asyncio.run(ask())


@pytest.mark.parametrize("client", ["kinds"], indirect=True)
def test_objects_are_told_apart_by_the_property_that_the_document_names(client: tuple[ModuleType, Built]) -> None:
    module, one = client
    cat, dog, bird = {"petType": "kitty", "lives": 9}, {"petType": "Dog", "name": "Rex"}, {"petType": "bird", "wings": 2}

    pets = result(module, one, "list_pets", [dog, cat, bird]).root
    owner = result(module, one, "add_pet", {"pets": [cat, bird], "favourite": dog, "byName": {"a": cat}}, body=cat)
    shape = result(module, one, "class_", {"kind": "square", "side": 2}, id="s")

    given = result(module, one, "add_pet", {"pets": []}, body=module.Cat(pet_type="kitty", lives=3))

    assert given.pets == []
    with pytest.raises(module.ResponseInvalid, match="is not a"):
        result(module, one, "list_pets", "no pets")
    assert [type(p).__name__ for p in pets] == ["Dog", "Cat", "dict"]
    assert [type(p).__name__ for p in owner.pets] == ["Cat", "dict"]
    assert owner.pets[1] == bird
    assert (type(owner.favourite).__name__, type(owner.by_name["a"]).__name__) == ("Dog", "Cat")
    assert type(shape.root).model_fields.keys() == {"kind", "side"}
    assert result(module, one, "add_pet", {"pets": [], "favourite": None}, body=cat).favourite is None


@pytest.mark.parametrize("client", ["kinds"], indirect=True)
def test_what_only_a_server_says_is_no_argument_and_what_it_never_says_may_be_missing(client: tuple[ModuleType, Built]) -> None:
    module, one = client
    (name,) = (m.name for m in one.plan.methods if m.endpoint.path == "/account")

    account = result(module, one, name, {"id": "7", "mail": "a@b.c"}, mail="a@b.c", password="p")

    assert (account.id, account.password) == ("7", None)
    with pytest.raises(TypeError):
        result(module, one, name, {}, id="7", mail="a@b.c", password="p")
    with pytest.raises(TypeError):
        result(module, one, name, {}, mail="a@b.c")


def test_what_is_read_only_is_required_of_responses_alone(tmp_path: Path) -> None:
    raw = json.loads(json.dumps(load_document(Path(__file__).parent / "others" / "kinds.yaml").raw))
    raw["components"]["schemas"]["Account"]["required"].append("id")
    raw["components"]["schemas"]["Owner"]["properties"]["account"] = {"$ref": "#/components/schemas/Account"}
    raw["paths"]["/owners"] = {
        "post": {"operationId": "own", "requestBody": body("Owner"), "responses": {"200": {"description": "", **body("Owner")}}}
    }
    done = generate_what_can_be(read_document(raw, "kinds"), tmp_path)
    one = Built(read_document(raw, "kinds"), done.plan, done.folder)

    with imported(done.folder, done.plan.package) as module:
        inner = module.Account.model_validate({"mail": "m", "password": "p"})
        owner = result(module, one, "own", {"pets": []}, pets=[], account=inner)
        assert result(module, one, "own", {"pets": []}, pets=[], account={"mail": "m", "password": "p"}) == owner
        with pytest.raises(module.RequestInvalid, match="password is required"):
            result(module, one, "own", {"pets": []}, pets=[], account={"mail": "m"})


def body(component: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{component}"}}}}


@pytest.mark.parametrize("client", ["gaps"], indirect=True)
def test_what_is_left_out_is_told_by_operation_and_the_rest_works(client: tuple[ModuleType, Built]) -> None:
    module, one = client
    told = [(r.method, r.operation_id, r.part) for r in one.plan.refused]
    given = {"letters": "ä", "one": {"a": 1, "b": 2}, "none": 1, "few": 1}

    assert result(module, one, "digest", None) is None
    assert sorted((t for t in told if not t[2]), key=str) == [
        ("ANY", "", ""),
        ("GET", "lost", ""),
        ("GET", "needed", ""),
        ("POST", "elsewhere", ""),
    ]
    assert {t for t in told if t[2]} == {
        ("POST", "good", "parameter 'broken name'"),
        ("POST", "good", "parameter 'page'"),
        ("POST", "good", "keyword $ref"),
        ("POST", "good", "keyword minimum"),
        ("POST", "good", "keyword pattern"),
        ("POST", "good", "keyword unevaluatedProperties"),
        ("GET", "digest", "security scheme 'digest'"),
    }
    assert result(module, one, "good", given, **given).model_dump(exclude_unset=True)["few"] == 1
    readme = (one.folder / "README.md").read_text()
    assert "## Not generated" in readme
    assert "* `GET` `/lost/{id}` (`lost`): the path has '{id}', which no parameter describes." in readme


@pytest.mark.parametrize("client", ["kinds"], indirect=True)
def test_an_operation_has_its_own_server_unless_one_is_named(client: tuple[ModuleType, Built]) -> None:
    module, one = client
    seen: list[str] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json={"kind": "circle", "radius": 1})

    keys = {k.argument: "k" for k in one.plan.keys}
    for address in (None, "https://mine.example"):
        http = httpx.Client(transport=httpx.MockTransport(note))
        getattr(module, one.plan.class_name)(**keys, base_url=address, http_client=http).class_(id="a/b")

    assert seen == ["https://other.example/v9/shapes/a%2Fb", "https://mine.example/shapes/a%2Fb"]


@pytest.mark.parametrize("client", ["bodies"], indirect=True)
def test_forms_and_files_are_written_as_the_document_says(client: tuple[ModuleType, Built], tmp_path: Path) -> None:
    module, one = client
    seen: list[httpx.Request] = []

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={})

    picture = tmp_path / "p.jpeg"
    picture.write_bytes(b"\xff\xd8")
    api = getattr(module, one.plan.class_name)(http_client=httpx.Client(transport=httpx.MockTransport(note)))
    api.upload(file=picture, pages=[b"\x89PNG", ("b.png", b"2")], title="Tïtle", count=2, meta={"tags": ["x"]})
    with picture.open("rb") as open_file:
        api.send_bytes(type="png", body=module.File(open_file, "image/png"))
    with pytest.raises(module.RequestInvalid, match="title must have at most 20"):
        api.upload(file=b"", title="t" * 21)
    with pytest.raises(module.ClientError, match="give its media type"):
        api.send_bytes(type="png", body=b"1")
    with pytest.raises(module.ClientError, match="cannot read the file"):
        api.upload(file=tmp_path / "none", title="t")
    with pytest.raises(module.ClientError, match="only multipart forms can carry"):
        api.send_form(name=b"bytes")
    text = seen[0].content
    form = dict(api_form(api, seen))

    assert seen[0].headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="file"; filename="p.jpeg"\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\r\n' in text
    assert b'name="pages"; filename="pages"\r\nContent-Type: application/octet-stream\r\n\r\n\x89PNG\r\n' in text
    assert 'name="title"\r\n\r\nTïtle\r\n'.encode() in text
    assert b'name="meta"\r\nContent-Type: application/json\r\n\r\n{"tags": ["x"]}\r\n' in text
    assert (seen[1].headers["content-type"], seen[1].content) == ("image/png", b"\xff\xd8")
    assert form == {"name": "a b&c", "agreed": "true", "joined": "1,2", "deep[a]": "x", "meta": '{"name": "m"}'}


def api_form(api: Any, seen: list[httpx.Request]) -> list[tuple[str, str]]:
    api.send_form(name="a b&c", agreed=True, joined=[1, 2], deep={"a": "x"}, meta={"name": "m"})
    return httpx.QueryParams(seen[-1].content.decode()).multi_items()


def test_a_document_without_gaps_has_nothing_left_out() -> None:
    for path in sorted((Path(__file__).parent / "documents").glob("*.yaml")):
        assert planned(load_document(path))[1].refused == ()


def test_an_operation_that_may_go_without_a_key_takes_one_that_is_there() -> None:
    document = load_document(Path(__file__).parent / "others" / "kinds.yaml")
    _, plan = planned(document)

    assert plan.methods[0].security == (("key",), ("oauth", "second"), ())
    assert create_app([document])
