"""`swornspec mock`, started as a person starts it."""

import contextlib
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from swornspec.cli.main import cli

LAMPS = Path(__file__).with_name("lamps.yaml")
SHOP = Path(__file__).with_name("shop.yaml")
COMMAND = [sys.executable, "-c", "from swornspec.cli.main import cli; cli()", "mock"]


@pytest.fixture
def start(tmp_path):
    started = []

    def starting(*arguments, cwd=tmp_path):
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
        )
        started.append(process)
        return process

    yield starting
    for process in started:
        process.kill()
        process.communicate()


def test_operations_are_printed_and_served_until_interrupted(start):
    process = start(LAMPS, "--port", 0, "--strict", "-v")
    lines = [process.stdout.readline().split() for _ in range(4)]
    url = lines[1][1]

    reply = httpx.post(url, json={"name": "a", "odd": 1}, headers={"authorization": "Bearer secret"})
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=10)

    assert [(line[0], line[1].removeprefix(url.removesuffix("/v2/lamps")), " ".join(line[2:])) for line in lines] == [
        ("GET", "/v2/lamps", "(Authorization: Bearer TOKEN)"),
        ("POST", "/v2/lamps", "(Authorization: Bearer TOKEN)"),
        ("GET", "/v2/lamps/{id}", ""),
        ("DELETE", "/v2/lamps/{id}", "(Authorization: Bearer TOKEN)"),
    ]
    assert [e["constraint"] for e in reply.json()["errors"]] == ["odd-undocumented"]
    assert process.returncode == 0
    logged = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    assert [(line["path"], line["status"]) for line in logged] == [("/v2/lamps", 400)]
    assert "secret" not in errors


def test_only_the_given_tokens_are_accepted(start):
    process = start(LAMPS, "--port", 0, "--token", "one", "--token", "two")
    process.stdout.readline()
    url = process.stdout.readline().split()[1]

    statuses = [httpx.post(url, json={"name": "a"}, headers={"authorization": f"Bearer {t}"}).status_code for t in ("one", "two", "three")]

    assert statuses == [200, 200, 401]


def test_an_api_is_found_below_the_current_directory(start, tmp_path):
    folder = tmp_path / "specs" / "lamps"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_bytes(LAMPS.read_bytes())

    process = start("lamps", "--port", 0)

    assert process.stdout.readline().startswith("GET http://127.0.0.1:")


def test_answers_are_drawn_kept_delayed_and_failed_as_options_say(start):
    process = start(
        SHOP, "--port", 0, "--dynamic", "--stateful", "--latency", "1..2ms", "--fault", "503=0.3", "--fault", "drop=0.2", "--seed", 4
    )
    url = process.stdout.readline().split()[1]
    seen = []
    with httpx.Client() as client:
        for _ in range(20):
            try:
                seen.append(client.post(url, json={"name": "a"}).status_code)
            except httpx.TransportError:
                seen.append(None)
        made = client.post(url, json={"name": "desk"}, headers={"x-mock-fault": "none"}).json()
        fetched = client.get(f"{url}/{made['id']}", headers={"x-mock-fault": "none"}).json()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=10)

    assert set(seen) == {201, 503, None}
    assert fetched == made
    assert "note: what is created is kept at /v1/things" in errors
    assert "Traceback" not in errors


def test_a_changed_document_is_served_anew_and_a_broken_one_is_not(start, tmp_path):
    path = tmp_path / "lamps.yaml"
    text = LAMPS.read_text()
    path.write_text(text)
    process = start(path, "--port", 0, "--reload")
    process.stdout.readline()
    url = process.stdout.readline().split()[1]
    process.stderr.readline()

    def post():
        return httpx.post(url, json={"name": "a"}, headers={"authorization": "Bearer t"}).json().get("watts")

    first = post()
    path.write_text("openapi: [")
    broken, second = process.stderr.readline(), post()
    path.write_text(text.replace("watts: 56}", "watts: 64}"))
    mended, third = process.stderr.readline(), post()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)

    assert (first, second, third) == (56, 56, 64)
    assert (broken.startswith(f"swornspec: {path}:2:1: not valid YAML"), broken.endswith("; what was served before still is\n")) == (
        True,
        True,
    )
    assert mended == "The documents changed and are served anew.\n"


def test_documents_of_several_hosts_say_which_host_reaches_them(start, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(SHOP.read_text().replace("shop.example.com", "other.example.com"))
    process = start(SHOP, other, "--port", 0)

    line = process.stdout.readline().split()

    assert (line[0], line[1].rpartition(":")[2].partition("/")[2], " ".join(line[2:])) == ("GET", "v1/things", "(Host: shop.example.com)")
    assert httpx.get(f"{line[1]}/5", headers={"host": "other.example.com"}).status_code == 200
    assert httpx.get(f"{line[1]}/5").status_code == 421


def test_bodies_connections_and_slow_clients_are_bounded_by_options(start):
    process = start(LAMPS, "--port", 0, "--max-body", 40, "--connections", 2, "--client-timeout", 0.2)
    url = httpx.URL([process.stdout.readline().split()[1] for _ in range(2)][1])
    headers = {"authorization": "Bearer t", "connection": "close"}

    sizes = [httpx.post(url, json={"name": "a" * n}, headers=headers).status_code for n in (20, 40)]
    with socket.create_connection((url.host, url.port)) as slow:
        slow.sendall(b"POST /v2/lamps HTTP/1.1\r\n")
        late = slow.recv(100)
    with contextlib.ExitStack() as stack:
        *_, third = [stack.enter_context(socket.create_connection((url.host, url.port))) for _ in range(3)]
        refused = third.recv(100)

    assert sizes == [200, 413]
    assert late.startswith(b"HTTP/1.1 408")
    assert refused.startswith(b"HTTP/1.1 503")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.yaml"], "none.yaml"),
        ([LAMPS, "--max-body", "0"], "--max-body"),
        ([LAMPS, "--connections", "0"], "--connections"),
        ([LAMPS, "--client-timeout", "nan"], "--client-timeout"),
        ([LAMPS, "--upstream", "http://127.0.0.1:9", "--max-body", "5"], "--max-body: with --upstream"),
        (["none"], "none"),
        (["--port", "70000", LAMPS], "70000"),
        ([LAMPS, LAMPS], "documented twice"),
        ([Path(__file__)], "not valid YAML"),
        ([LAMPS, "--host", "no.such.host.invalid"], "cannot listen on no.such.host.invalid"),
        ([], "API"),
    ],
)
def test_a_mistake_is_one_clear_message_and_exit_code_2(start, arguments, said):
    process = start(*arguments)
    output, errors = process.communicate(timeout=20)

    assert (process.returncode, output) == (2, "")
    assert said in errors
    assert "Traceback" not in errors


def test_a_taken_port_is_one_clear_line(start):
    first = start(LAMPS, "--port", 0)
    port = first.stdout.readline().split()[1].split(":")[2].split("/")[0]

    second = start(LAMPS, "--port", port)
    output, errors = second.communicate(timeout=20)

    assert (second.returncode, output) == (2, "")
    assert f"cannot listen on 127.0.0.1 port {port}" in errors.splitlines()[-1]


def test_a_document_without_operations_is_refused_in_one_line(start, tmp_path):
    path = tmp_path / "none.yaml"
    path.write_text("openapi: 3.1.0\ninfo: {title: None, version: '1'}\npaths: {}\n")
    process = start(path, "--port", 0)

    _, errors = process.communicate(timeout=20)

    assert process.returncode == 2
    assert errors.splitlines() == [f"swornspec: {path}: there is nothing to serve: no operations"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--latency", "soon", LAMPS], "a latency is written as in 200ms"),
        (["--fault", "429", LAMPS], "are written as in 429=0.1"),
        (["--fault", "429=0.6", "--fault", "500=0.6", LAMPS], "the rates of all faults together are more than 1"),
        (["--by-host", LAMPS.with_name("hostless.yaml")], "no document names a host"),
    ],
)
def test_a_mistake_in_an_option_is_said_before_anything_is_served(arguments, said):
    result = CliRunner().invoke(cli, ["mock", *map(str, arguments)])

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.replace("│", " ").split())
