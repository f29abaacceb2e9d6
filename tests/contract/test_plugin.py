"""The pytest plugin: options that are nobody else's, kinds, limits, workers, and mocks for people's own tests."""

import json
from pathlib import Path
from typing import Any

import pytest

from swornspec.contract import Server
from swornspec.spec.check import Checker

pytest_plugins = ("pytester",)

PUMPS = Path(__file__).parent / "pumps.yaml"
SUITE = """
from pathlib import Path
from swornspec.contract import Contract, agree, conform

CONTRACT = Contract(Path(__file__).parent / "pumps.yaml")

@CONTRACT.cases("valid", "invalid")
def test_requests(case, server):
    server.check(case)

@CONTRACT.operations
def test_random(operation, server):
    agree(server, operation, examples=100)

def test_of_my_own(server):
    assert server.base

"""
CASE = "test_requests[pumps-start_pump-flow-maximum-violated]"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other plugins than ours, and nothing of this run's environment."""
    for name in ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "CI", "PUMPS_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.path.joinpath("pumps.yaml").write_text(PUMPS.read_text(encoding="utf-8"), encoding="utf-8")
    pytester.makepyfile(test_pumps=SUITE, test_other="def test_other():\n    pass\n")
    return pytester


def run(suite: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return suite.runpytest_inprocess("-p", "swornspec.contract.plugin", "-p", "no:cacheprovider", "-rs", *arguments)


def passed(result: pytest.RunResult) -> list[str]:
    return [line.split(" ")[0].partition("::")[2] for line in result.outlines if " PASSED" in line]


def test_ids_are_those_of_the_cases(suite: pytest.Pytester) -> None:
    result = run(suite, "--collect-only", "-q", "-k", "flow-maximum-violated")

    assert f"test_pumps.py::{CASE}" in result.outlines


@pytest.mark.parametrize(
    ("kinds", "some", "none"),
    [
        (("invalid",), CASE, "test_random"),
        (("valid",), "test_requests[pumps-start_pump-body-required-only]", "-violated"),
        (("conformance",), "test_random[pumps-start_pump]", "test_requests"),
        (("conformance", "invalid"), CASE, "required-only"),
    ],
)
def test_only_some_kinds_are_collected(suite: pytest.Pytester, kinds: tuple[str, ...], some: str, none: str) -> None:
    result = run(suite, "--collect-only", "-q", *(part for kind in kinds for part in ("--only", kind)))
    collected = [line.partition("::")[2] for line in result.outlines if "::" in line]

    assert some in collected
    assert "test_other" in collected
    assert not any(none in name for name in collected)
    assert "test_of_my_own" not in collected


def test_an_unknown_kind_and_numbers_that_are_none_are_refused(suite: pytest.Pytester) -> None:
    for arguments in (("--only", "some"), ("--rate", "0"), ("--rate", "nan"), ("--max-requests", "0"), ("--timeout", "-1")):
        assert run(suite, *arguments).ret == pytest.ExitCode.USAGE_ERROR


def test_no_more_requests_are_sent_than_may_be(suite: pytest.Pytester, mocked: Server) -> None:
    result = run(suite, "--max-requests", "3", "--base-url", mocked.base)

    outcomes = result.parseoutcomes()
    assert outcomes["passed"] == 3 + 1
    assert outcomes["skipped"] == len(passed_over(result))
    assert any("the limit of 3 requests is reached" in line for line in passed_over(result))


def passed_over(result: pytest.RunResult) -> list[str]:
    counted = [line for line in result.outlines if line.startswith("SKIPPED [")]
    return [line for line in counted for _ in range(int(line.partition("[")[2].partition("]")[0]))]


def test_a_test_that_uses_up_the_requests_is_skipped(suite: pytest.Pytester, mocked: Server) -> None:
    result = run(suite, "--max-requests", "5", "--base-url", mocked.base, "-k", "test_random")

    result.assert_outcomes(skipped=2, deselected=result.parseoutcomes()["deselected"])
    result.stdout.fnmatch_lines(["*SKIPPED*not sent: the limit of 5 requests is reached*"])


def test_workers_share_the_limit_of_requests(suite: pytest.Pytester, answering: Any, pumps: Any) -> None:
    seen: list[str] = []

    def answer(method: str, path: str, *_: Any) -> tuple[int, Any]:
        seen.append(path)
        return 400, {"title": "no", "status": 400}

    with answering(pumps, answer) as server:
        arguments = ("-p", "xdist", "-n", "2", "--max-requests", "5", "--base-url", server.base, "--only", "invalid")
        result = suite.runpytest_subprocess("-p", "swornspec.contract.plugin", "-p", "no:cacheprovider", *arguments)

    assert result.parseoutcomes()["passed"] == len(seen) + 1 == 6


def test_options_of_others_are_left_to_them(suite: pytest.Pytester, mocked: Server) -> None:
    suite.makeconftest(
        """
        def pytest_addoption(parser):
            parser.addoption("--base-url", default="theirs")
            parser.addoption("--seed", type=int)

        def pytest_report_header(config):
            return f"theirs: {config.getoption('--base-url')} {config.getoption('--seed')}"
        """
    )
    result = run(suite, "--swornspec-base-url", mocked.base, "--seed", "7", "--only", "invalid", "-v", "-k", "flow-maximum-violated")

    result.stdout.fnmatch_lines(["theirs: theirs 7", "test_pumps.py::*flow-maximum-violated* PASSED*"])


def test_values_of_options_are_not_taken_for_paths(suite: pytest.Pytester) -> None:
    suite.makeini("[pytest]\ntestpaths = checks")
    checks = suite.mkdir("checks")
    checks.joinpath("conftest.py").write_text("def pytest_addoption(parser):\n    parser.addoption('--mine')\n", encoding="utf-8")
    checks.joinpath("test_it.py").write_text(
        "def test_it(request):\n    assert request.config.getoption('--mine') == '5'\n", encoding="utf-8"
    )

    run(suite, "--max-requests", "5", "--header", "A: 5", "--mine=5").assert_outcomes(passed=1)


def test_a_failure_shows_the_request_in_curl_and_python(suite: pytest.Pytester, answering: Any, pumps: Any) -> None:
    with answering(pumps, lambda *_: (201, {"id": "p-1", "flow": 16})) as server:
        result = run(suite, "--base-url", server.base, "-k", "flow-maximum-violated")

    result.stdout.fnmatch_lines(
        ["*documented: flow must be at most 64", "*request:    curl -X POST http*", "*python:     import httpx; httpx.post('http*"]
    )
    assert "contract-test-key" not in result.stdout.str()


def test_mocks_serve_tests_of_ones_own(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        test_mine="""
        import httpx

        def test_it(swornspec_mock):
            url = swornspec_mock("pumps.yaml")
            keys = {"Authorization": "Bearer k3y"}

            assert httpx.post(f"{url}/pumps", json={"name": "text"}, headers=keys).status_code == 201
            assert httpx.post(f"{url}/pumps", json={"name": "text", "flow": 65}, headers=keys).status_code == 400
            assert swornspec_mock("pumps.yaml") == url != swornspec_mock("pumps.yaml", strict=True)
        """
    )

    run(suite, "test_mine.py").assert_outcomes(passed=1)


def test_a_mock_of_nothing_is_said_plainly(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_mine="def test_it(swornspec_mock):\n    swornspec_mock('nothing.yaml')\n")

    result = run(suite, "test_mine.py")
    assert "cannot read the document" in result.stdout.str() + result.stderr.str()


def test_random_requests_that_failed_are_kept_where_it_is_said(suite: pytest.Pytester, answering: Any, pumps: Any) -> None:
    checker = Checker(pumps, pumps.endpoint("start_pump"))

    def deaf(_method: str, _path: str, _headers: Any, body: bytes) -> tuple[int, Any]:
        return (201, {}) if body.isascii() and checker.accepts(json.loads(body)) else (400, {})

    with answering(pumps, deaf) as server:
        result = run(suite, "--base-url", server.base, "-k", "test_random and start", "--example-database", "kept")

    assert result.parseoutcomes()["failed"] == 1
    assert any(suite.path.joinpath("kept").iterdir())
    assert not suite.path.joinpath(".swornspec").exists()


def test_a_database_that_is_none_stops_the_run_before_it_begins(suite: pytest.Pytester) -> None:
    result = run(suite, "--example-database", "ftp://x")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "cannot be at ftp://" in result.stderr.str()
