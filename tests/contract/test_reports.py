"""Whole runs of `swornspec test` and `swornspec replay` in every format: what they say, and the secrets that they do not."""

import json
import shutil
from base64 import b64decode
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema_rs
import pytest
import yaml
from click.testing import CliRunner, Result

from swornspec.cli.main import cli
from swornspec.contract import Server
from swornspec.spec.document import Document

PUMPS = Path(__file__).parent / "pumps.yaml"
SARIF = json.loads((Path(__file__).parents[1] / "report/sarif/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
HAR = {
    "$defs": {
        "pairs": {"type": "array", "items": {"required": ["name", "value"], "properties": {"value": {"type": "string"}}}},
        "request": {
            "required": ["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"],
            "properties": {
                **{name: {"$ref": "#/$defs/pairs"} for name in ("cookies", "headers", "queryString")},
                "postData": {"required": ["mimeType", "params", "text"]},
            },
        },
        "response": {
            "required": ["status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"],
            "properties": {"status": {"type": "integer"}, "content": {"required": ["size", "mimeType"]}},
        },
        "entry": {
            "required": ["startedDateTime", "time", "request", "response", "cache", "timings"],
            "properties": {
                "startedDateTime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"},
                "request": {"$ref": "#/$defs/request"},
                "response": {"$ref": "#/$defs/response"},
                "timings": {"required": ["send", "wait", "receive"]},
            },
        },
    },
    "required": ["log"],
    "properties": {
        "log": {
            "required": ["version", "creator", "entries"],
            "properties": {
                "version": {"const": "1.2"},
                "creator": {"required": ["name", "version"]},
                "entries": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
            },
        }
    },
}
"""What HAR 1.2 requires."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the document and its page, as the current directory."""
    folder = tmp_path / "specs/pumps"
    (folder / "pages").mkdir(parents=True)
    (folder / "openapi.yaml").write_text(PUMPS.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "pages/pumps.txt").write_text("A page.\n" * 20, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def swornspec(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, [*arguments], env=environment)


def lax(method: str, *_: Any) -> tuple[int, Any]:
    """A server that accepts everything."""
    return (201 if method == "POST" else 200), {"id": "p-1", "flow": 16}


FORMATS = ("text", "json", "junit", "har", "sarif", "github")


def test_all_formats_are_written_at_once(project: Path, answering: Any, pumps: Document) -> None:
    files = {layout: project / f"report.{layout}" for layout in FORMATS}
    with answering(pumps, lax) as server:
        options = [part for layout, file in files.items() for part in ("--format", f"{layout}={file}")]
        done = swornspec("test", "pumps", "--base-url", server.base, "--only", "invalid", *options, "--format", "json")
    texts = {layout: file.read_text(encoding="utf-8") for layout, file in files.items()}

    assert done.exit_code == 1
    assert done.stdout == texts["json"]
    assert "wrote" in done.stderr
    report = json.loads(texts["json"])
    failed = report["cases"]["failed"]
    assert failed == len(report["failures"]) > 50
    assert texts["text"].count("(fault 102)") == failed
    junit = ElementTree.fromstring(texts["junit"])
    assert junit.get("failures") == str(failed) == str(len(junit.findall(".//failure")))
    assert texts["github"].count("::error ") == failed == len(texts["github"].splitlines())
    har = json.loads(texts["har"])
    assert list(jsonschema_rs.validator_for(HAR).iter_errors(har)) == []
    assert [e["_verdict"] for e in har["log"]["entries"]].count("failed") == failed
    sarif = json.loads(texts["sarif"])
    assert list(jsonschema_rs.validator_for(SARIF).iter_errors(sarif)) == []
    assert len(sarif["runs"][0]["results"]) == failed


def test_failures_stand_on_the_line_of_their_sentence(project: Path, answering: Any, pumps: Document) -> None:
    with answering(pumps, lax) as server:
        done = swornspec("-q", "test", "pumps", "--base-url", server.base, "--format", "sarif", "--format", "github=github.txt")
    run = json.loads(done.stdout)["runs"][0]
    places = {r["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: r for r in run["results"]}

    known, unknown = (places[f"start_pump.{name}"]["locations"][0]["physicalLocation"] for name in ("flow-maximum", "flow-minimum"))
    assert (known["artifactLocation"]["uri"], known["region"]["startLine"]) == ("specs/pumps/pages/pumps.txt", 9)
    assert (unknown["artifactLocation"]["uri"], unknown["region"]["startLine"] > 1) == ("specs/pumps/openapi.yaml", True)
    assert {r["id"] for r in run["tool"]["driver"]["rules"]} >= {"invalid-accepted", "server-error", "too-slow", "conformance"}
    assert "\n::error file=specs/pumps/pages/pumps.txt,line=9," in Path("github.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["nothing", "text=no/such/folder/file", "har,json"])
def test_a_format_that_cannot_be_written_is_refused_before_anything_is_sent(project: Path, option: str) -> None:
    done = swornspec("test", "pumps", "--format", option)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "sending" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_said_in_one_line(project: Path) -> None:
    done = swornspec("-q", "test", "pumps", "--only", "unauthorized", "--format", "json=/dev/full")

    assert done.exit_code == 2
    assert done.stderr == "swornspec: /dev/full: No space left on device\n"


CANARY = "c4n4ry-K3y"
SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "x-env": ["PUMPS_API_KEY"]},
    "basic": {"type": "http", "scheme": "basic", "x-env": ["PUMPS_USER", "PUMPS_API_KEY"]},
    "header": {"type": "apiKey", "in": "header", "name": "X-Key", "x-env": ["PUMPS_API_KEY"]},
    "query": {"type": "apiKey", "in": "query", "name": "key", "x-env": ["PUMPS_API_KEY"]},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "key", "x-env": ["PUMPS_API_KEY"]},
}


def decoded(text: str) -> str:
    """What Basic credentials say; nothing where they are malformed."""
    try:
        return b64decode(text).decode("utf-8", "replace")
    except ValueError:
        return ""


@pytest.mark.parametrize("place", SCHEMES)
@pytest.mark.parametrize("by_hand", [False, True], ids=["environment", "header"])
def test_no_format_shows_a_secret_even_if_the_server_repeats_it(
    project: Path, answering: Any, pumps: Document, place: str, by_hand: bool
) -> None:
    path = project / "specs/pumps/openapi.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    raw["components"]["securitySchemes"]["bearer"] = SCHEMES[place]
    del raw["paths"]["/pumps"]
    path.write_text(yaml.safe_dump(raw), encoding="utf-8")
    seen: list[str] = []

    def echo(_method: str, path: str, headers: dict[str, str], _body: bytes) -> tuple[int, Any]:
        authorization = headers.get("authorization", "")
        plain = decoded(authorization[6:]) if authorization.startswith("Basic ") else ""
        seen.append(f"{path} {headers} {plain}")
        return 418, {"you": path, "sent": headers, "namely": plain}

    settings = {"PUMPS_API_KEY": CANARY, "PUMPS_USER": "someone", "CI": "true"}
    extra = ("--header", f"Authorization: Bearer {CANARY}", "--header", f"Cookie: a=1; session={CANARY}") if by_hand else ()
    with answering(pumps, echo) as server:
        options = [part for layout in FORMATS for part in ("--format", f"{layout}=out.{layout}")]
        arguments = ["--only", "valid", "--only", "unauthorized", "--base-url", server.base, *extra, *options]
        done = swornspec("-v", "test", "pumps", *arguments, **settings)
    written = {layout: Path(f"out.{layout}").read_text(encoding="utf-8") for layout in FORMATS}

    assert done.exit_code == 1
    assert any(CANARY in text for text in seen)
    for text in (*written.values(), done.stdout, done.stderr):
        assert CANARY not in text
        assert "YzRuNHJ5" not in text  # as it stands in Basic credentials


def test_only_what_is_asked_for_is_sent(project: Path, answering: Any, pumps: Document) -> None:
    seen: list[str] = []

    def note(method: str, path: str, *_: Any) -> tuple[int, Any]:
        seen.append(f"{method} {path}")
        return 400, {"title": "no", "status": 400}

    with answering(pumps, note) as server:
        done = swornspec("-q", "test", "pumps", "--base-url", server.base, "--only", "malformed", "--max-requests", "4")

    assert (done.exit_code, len(seen)) == (0, 4)
    assert (
        "4 of 4 malformed requests answered as documented\n  12 malformed requests not sent: the limit of 4 requests is reached"
        in done.stdout
    )


def test_a_constraint_is_covered_only_by_a_request_that_breaks_it(project: Path) -> None:
    done = swornspec("-q", "test", "pumps", "--only", "valid")

    assert done.exit_code == 0
    assert " constraints: 0 broken alone, " in done.stdout
    assert "requests that break one constraint" not in done.stdout


def test_random_requests_are_sent_where_they_are_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    done = swornspec("-q", "test", "pumps", "--only", "conformance", "--max-requests", "30", "--format", "json", "--format", "text=out.txt")
    report = json.loads(done.stdout)
    first, second = report["conformance"]

    assert done.exit_code == 0
    assert report["cases"]["run"] == 0
    assert (first["operation"], first["requests"], first["failures"]) == ("start_pump", 27, [])  # three more look the server over
    assert second == {"operation": "read_pump", "why": "the limit of 30 requests is reached"}
    assert "start_pump: 27 random requests, " in Path("out.txt").read_text(encoding="utf-8")


def test_a_random_request_that_is_not_answered_as_documented_is_reported(project: Path, answering: Any, pumps: Document) -> None:
    with answering(pumps, lambda *_: (400, {"title": 1})) as server:
        formats = [part for layout in FORMATS for part in ("--format", f"{layout}=out.{layout}")]
        done = swornspec("-q", "test", "pumps", "--only", "conformance", "--max-requests", "30", "--base-url", server.base, *formats)
    written = {layout: Path(f"out.{layout}").read_text(encoding="utf-8") for layout in FORMATS}

    assert done.exit_code == 1
    assert "start_pump: a random request" in written["text"]
    assert json.loads(written["json"])["conformance"][0]["failures"]
    assert 'type="conformance"' in written["junit"]
    assert "title=conformance" in written["github"]
    assert {r["ruleId"] for r in json.loads(written["sarif"])["runs"][0]["results"]} == {"conformance"}


def test_nothing_sent_is_no_success(project: Path) -> None:
    done = swornspec("-q", "test", "pumps", "--base-url", "https://pumps.invalid", "--only", "valid", PUMPS_API_KEY="k")

    assert done.exit_code == 2
    assert "nothing was sent: valid requests may cost money; allow them with --allow-cost" in done.stderr


@pytest.mark.parametrize(
    "option",
    [
        ("--rate", "0"),
        ("--rate", "x"),
        ("--rate", "inf"),
        ("--rate", "nan"),
        ("--rate", "1e-300"),
        ("--max-requests", "0"),
        ("--timeout", "0"),
        ("--timeout", "1e300"),
        ("--timeout", "nan"),
        ("--only", "some"),
    ],
)
def test_limits_that_are_none_are_refused(project: Path, option: tuple[str, str]) -> None:
    assert swornspec("test", "pumps", *option).exit_code == 2


# replay


@pytest.fixture(scope="module")
def first_report(answering: Any, pumps: Document, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of a run in which everything malformed and every invalid body was accepted."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "specs/pumps").mkdir(parents=True)
    shutil.copy(PUMPS, folder / "specs/pumps/openapi.yaml")
    with pytest.MonkeyPatch.context() as patch, answering(pumps, lax) as server:
        patch.chdir(folder)
        arguments = ("--base-url", server.base, "--only", "malformed", "--only", "invalid", "--only", "unauthorized")
        assert swornspec("-q", "test", "pumps", *arguments, "--format", "json=report.json").exit_code == 1
    return (folder / "report.json").read_text(encoding="utf-8")


@pytest.fixture
def report(project: Path, first_report: str) -> Path:
    path = project / "report.json"
    path.write_text(first_report, encoding="utf-8")
    return path


def test_failures_are_sent_again_exactly_as_they_were(report: Path, answering: Any, pumps: Document) -> None:
    again: set[tuple[str, bytes]] = set()

    def note(_method: str, path: str, _headers: Any, body: bytes) -> tuple[int, Any]:
        again.add((path, body))
        return 400, {"title": "no", "status": 400}

    first = {f["id"]: f for f in json.loads(report.read_text())["failures"]}
    with answering(pumps, note) as server:
        done = swornspec("-q", "replay", str(report), "--base-url", server.base, "--format", "json")
    second = json.loads(done.stdout)

    assert done.exit_code == 1
    assert second["cases"]["run"] == len(first) > 60
    assert {f["kind"] for f in second["failures"]} == {"unauthorized"}  # a 400 is no 401
    assert second["document"] == json.loads(report.read_text())["document"]
    bodies = {body for _, body in again}
    assert {json.dumps(f["body"], ensure_ascii=False).encode() for f in first.values() if "body" in f} <= bodies
    assert {b64decode(f["content_base64"]) for f in first.values() if "content_base64" in f} <= bodies


def test_a_mended_server_passes_and_one_that_is_not_fails(report: Path, mocked: Server, answering: Any, pumps: Document) -> None:
    with answering(pumps, lax) as server:
        assert swornspec("-q", "replay", str(report), "--base-url", server.base).exit_code == 1

    assert swornspec("-q", "replay", str(report), "--base-url", mocked.base).exit_code == 0


def edited(report: Path, **changes: Any) -> str:
    report.write_text(json.dumps(json.loads(report.read_text()) | changes))
    return str(report)


def test_without_another_server_that_of_the_report_or_the_mock_is_asked(report: Path) -> None:
    gone = swornspec("-q", "replay", str(report))

    assert gone.exit_code == 2
    assert "does not answer" in gone.stderr
    assert swornspec("-q", "replay", edited(report, server=None)).exit_code == 0


def test_credentials_do_not_go_to_a_server_that_only_the_report_names(report: Path) -> None:
    done = swornspec("-q", "replay", edited(report, server="https://evil.example/v3"), PUMPS_API_KEY=CANARY)

    assert done.exit_code == 2
    assert "the report names the server 'https://evil.example/v3', which the document does not (name it with --base-url)" in done.stderr


def test_a_document_that_has_changed_is_said(report: Path, mocked: Server) -> None:
    with Path("specs/pumps/openapi.yaml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")

    done = swornspec("replay", str(report), "--base-url", mocked.base)
    assert done.exit_code == 0
    assert "specs/pumps/openapi.yaml has changed since the report was made" in done.stderr


def test_what_was_not_sent_again_is_no_success(report: Path, mocked: Server) -> None:
    done = swornspec("-q", "replay", str(report), "--base-url", mocked.base, "--max-requests", "3")
    assert done.exit_code == 1
    failures = [f | {"operation": "gone"} if n == 0 else f for n, f in enumerate(json.loads(report.read_text())["failures"])]

    lost = swornspec("replay", edited(report, failures=failures), "--base-url", mocked.base)
    assert lost.exit_code == 1
    assert "the document no longer has its operation" in lost.stderr


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"version": 1, "failures": [1]}',
        b'{"version": 2, "document": {"path": "specs/pumps/openapi.yaml", "sha256": ""}, "server": null, "failures": []}',
        b'{"version": 1, "document": {"path": 1, "sha256": ""}, "server": null, "failures": []}',
        b'{"version": 1, "document": {"path": "specs/pumps/openapi.yaml", "sha256": ""}, "server": null, "failures": [{"id": 1}]}',
        b'{"version": 1, "document": {"path": "x", "sha256": ""}, "server": null, "failures": [{"id": "x", "operation": "y", "kind": "z"}]'
        b"}",
        b'{"version": 1, "document": {"path": "x", "sha256": ""}, "server": null, '
        b'"failures": [{"id": "x", "operation": "y", "kind": "valid", "content_base64": "%"}]}',
        b'{"version": 1, "document": {"path": "gone.yaml", "sha256": ""}, "server": null, "failures": []}',
        b'{"version": 1, "document": {"path": "report.json", "sha256": ""}, "server": null, "failures": []}',
        b'{"version": 1, "document": {"path": "a\\u0000b", "sha256": ""}, "server": null, "failures": []}',
        b'{"version": 1, "document": {"path": "specs/pumps/openapi.yaml", "sha256": ""}, "server": "http://[", "failures": []}',
    ],
)
def test_what_is_no_report_is_refused_in_one_line(project: Path, content: bytes) -> None:
    (project / "report.json").write_bytes(content)

    done = swornspec("-q", "replay", "report.json")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.exception


def test_a_report_with_headers_that_are_none_sends_nothing_else(report: Path, mocked: Server) -> None:
    one = json.loads(report.read_text())["failures"][0] | {"headers": [["X-A\r\nX-B", "1\r\n\r\nGET / HTTP/1.1"]]}
    done = swornspec("-q", "replay", edited(report, failures=[one]), "--base-url", mocked.base)

    assert done.exit_code == 2
    assert "does not answer" in done.stderr
