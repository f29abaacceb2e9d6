"""`swornspec mock` with a server behind it, a log and an archive, as a person starts it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from swornspec.mock import create_app, running
from swornspec.mock.log import Lines

LAMPS = Path(__file__).with_name("lamps.yaml")
COMMAND = [sys.executable, "-c", "from swornspec.cli.main import cli; cli()", "mock", str(LAMPS), "--port", "0"]
AUTH = {"authorization": "Bearer s3cret-token"}


@pytest.fixture
def start(tmp_path):
    started = []

    def starting(*arguments):
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield starting
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def stopped(process, how):
    process.send_signal(how)
    output, errors = process.communicate(timeout=20)
    return process.returncode, output, errors


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_proxy_tells_logs_archives_and_sums_up(start, lamps, tmp_path, how):
    with running(create_app([lamps])) as behind:
        process = start("--upstream", f"{behind.url}/v2", "--log", "requests.jsonl", "--har", "requests.har")
        url = process.stdout.readline().split()[1]
        httpx.post(url, json={"name": "a"}, headers=AUTH)
        refused = httpx.post(url, json={"name": "a", "watts": 48}, headers=AUTH)
        code, output, errors = stopped(process, how)

    told = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    logged = [json.loads(line) for line in (tmp_path / "requests.jsonl").read_text().splitlines()]
    entries = json.loads((tmp_path / "requests.har").read_text())["log"]["entries"]
    assert (code, refused.headers["swornspec-drift"]) == (1, "1")
    assert [t["constraint"] for t in told] == ["watts-at-low-volts"]
    assert "1 x request of create_lamp: watts-at-low-volts" in output
    assert 'lamps.txt line 12: "Below 24 volts no more than 40 watts."' in output
    assert [(e["method"], e["status"]) for e in logged] == [("POST", 200), ("POST", 400)]
    assert [(e["request"]["url"], e["response"]["status"]) for e in entries] == [(url, 200), (url, 400)]
    assert all("s3cret" not in text for text in (errors, output, *((tmp_path / f).read_text() for f in ("requests.jsonl", "requests.har"))))


def test_a_proxy_without_drift_ends_well_and_the_page_is_there(start, lamps):
    with running(create_app([lamps])) as behind:
        process = start("--upstream", f"{behind.url}/v2", "--on-drift", "refuse", "--log", "-")
        url = process.stdout.readline().split()[1]
        httpx.post(url, json={"name": "a"}, headers=AUTH)
        page = httpx.get(url.removesuffix("/v2/lamps") + "/")
        code, output, errors = stopped(process, signal.SIGINT)

    assert (code, page.headers["content-type"]) == (0, "text/html; charset=utf-8")
    assert output.splitlines()[-1] == "No drift in 1 request."
    assert [json.loads(line)["path"] for line in errors.splitlines() if line.startswith("{")] == ["/v2/lamps", "/"]


def test_requests_are_answered_where_nobody_reads_the_log(start):
    process = start("--log", "-")
    url = process.stdout.readline().split()[1]
    httpx.get(url)
    process.stderr.close()

    assert [httpx.get(url, headers=AUTH).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--upstream", "nowhere"], "'nowhere' is not the URL of a server"),
        (["--upstream", "http://a", "--upstream", "http://b"], "1 documents and 2 upstream servers"),
        (["--on-drift", "refuse"], "--on-drift refuse needs --upstream"),
        (["--har", "none/requests.har"], "none"),
        (["--log", "none/requests.jsonl"], "none"),
    ],
)
def test_a_mistake_is_one_clear_message_and_exit_code_2(arguments, said, tmp_path, monkeypatch):
    from click.testing import CliRunner

    from swornspec.cli.main import cli

    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["mock", str(LAMPS), "--port", "0", *arguments])

    assert (result.exit_code, result.exception and type(result.exception)) == (2, SystemExit)
    assert said in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_log_on_a_full_disk_is_told_once_and_ends():
    told = []

    with Lines(Path("/dev/full"), told.append) as lines:
        for number in range(3):
            lines(str(number))

    assert told == ["the log /dev/full ends here: No space left on device"]
