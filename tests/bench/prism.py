"""Our mock beside Prism on the same document, each the real command, under wrk. For `bench_mock.py`."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from load import MOCK, Server, bodies, fields_for, started

from swornspec.mock import server_path
from swornspec.spec.document import Document, Endpoint

CONNECTIONS = 16
ROUNDS = 3
VALID_RATIO, DRAWN_RATIO, INVALID_RATIO, MEMORY_SHARE, START_SECONDS = 6.0, 30.0, 5.0, 0.5, 0.7
SCRIPT = """wrk.method = "POST"
wrk.body = [==[{body}]==]
{fields}
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("@ %d %d %d %d %f %f", summary.requests, summary.duration, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Run:
    """What wrk saw: requests a second, milliseconds of half and of 99 in 100 answers; the server's processor time per request, in us."""

    rate: float
    median: float
    p99: float
    cpu: float


@dataclass
class Seen:
    """What was measured of one server, once a round."""

    start: list[float] = field(default_factory=list)
    start_cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    runs: defaultdict[str, list[Run]] = field(default_factory=lambda: defaultdict(list))

    def of(self, kind: str, what: str) -> float:
        return statistics.median(getattr(run, what) for run in self.runs[kind])


def tools() -> tuple[str | None, str | None]:
    """Where wrk and Prism are; Prism also by the environment variable PRISM."""
    return shutil.which("wrk"), shutil.which(os.environ.get("PRISM", "prism"))


def compare(path: Path, document: Document, endpoint: Endpoint, seconds: int, wrk: str, prism: str) -> bool:
    """Print the figures of a document and whether every bar is met."""
    servers = {
        "ours": ([*MOCK, str(path)], server_path(document) + endpoint.path),
        "Prism": ([prism, "mock", str(path)], endpoint.path),
        "Prism -d": ([prism, "mock", "-d", str(path)], endpoint.path),
    }
    if "--dynamic" in subprocess.run([*MOCK, "--help"], capture_output=True, text=True, check=True).stdout:
        servers["ours drawn"] = ([*MOCK, "--dynamic", str(path)], server_path(document) + endpoint.path)
    contents = dict(bodies(document, endpoint))
    seen = {name: Seen() for name in servers}
    with tempfile.TemporaryDirectory() as folder:
        scripts = {kind: Path(folder, f"{kind}.lua") for kind in contents}
        for kind, body in contents.items():
            lines = "\n".join(f'wrk.headers["{k}"] = "{v}"' for k, v in fields_for(endpoint).items() if k != "host")
            scripts[kind].write_text(SCRIPT.format(body=body.decode(), fields=lines))
        for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits all
            for name, (command, target) in servers.items():
                with started(command, Path(folder, "log")) as server:
                    seen[name].start.append(server.answered(target, fields_for(endpoint), contents["valid"]))
                    seen[name].start_cpu.append(server.cpu())
                    for kind, script in scripts.items():
                        _run(wrk, server, target, kind, script, 1)  # what is made at first use is made
                        seen[name].runs[kind].append(_run(wrk, server, target, kind, script, seconds))
                    seen[name].memory.append(server.memory())
    return _report(f"{document.title} {endpoint.operation_id}", seen)


def _run(wrk: str, server: Server, target: str, kind: str, script: Path, seconds: int) -> Run:
    before = server.cpu()
    command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{server.port}{target}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    requests, duration, refused, broken, median, p99 = map(float, said.rpartition("@")[2].split())
    expected = 0 if kind == "valid" else requests
    if refused != expected:
        raise SystemExit(f"{server.process.args}: {refused:.0f} of {requests:.0f} {kind} requests were refused")
    if broken:
        sys.stdout.write(f"  ({broken:.0f} connections failed or timed out)\n")
    return Run(requests / duration * 1e6, median / 1e3, p99 / 1e3, (server.cpu() - before) / requests * 1e6)


def _report(title: str, seen: dict[str, Seen]) -> bool:
    sys.stdout.write(f"\n{title}, {CONNECTIONS} connections, median of {ROUNDS}; load of the machine {os.getloadavg()[0]:.1f}\n")
    sys.stdout.write(
        f"{'':12}{'start':>8}{'memory':>9}"
        + "".join(f"{kind:>10}/s{'median':>9}{'p99':>9}{'CPU':>9}" for kind in ("valid", "invalid"))
        + "\n"
    )
    for name, found in seen.items():
        row = f"{name:12}{statistics.median(found.start):6.2f} s{max(found.memory):5.0f} MiB"
        for kind in ("valid", "invalid"):
            rate, median, p99, cpu = (found.of(kind, what) for what in ("rate", "median", "p99", "cpu"))
            row += f"{rate:12,.0f}{median:6.1f} ms{p99:6.1f} ms{cpu:6.0f} us"
        sys.stdout.write(row + "\n")
    ours, prism, dynamic, drawn = seen["ours"], seen["Prism"], seen["Prism -d"], seen.get("ours drawn")
    met = [
        _faster("valid, static", ours, prism, "valid", VALID_RATIO),
        _faster("invalid", ours, prism, "invalid", INVALID_RATIO),
        _below("p99 (Prism's median)", ours.of("valid", "p99"), prism.of("valid", "median"), "ms"),
        _below("p99, invalid (Prism's median)", ours.of("invalid", "p99"), prism.of("invalid", "median"), "ms"),
        _below("memory (half of Prism's)", max(ours.memory), min(prism.memory) * MEMORY_SHARE, "MiB"),
        _below(
            f"start to first answer ({statistics.median(ours.start_cpu):.2f} s of processor time)",
            statistics.median(ours.start),
            START_SECONDS,
            "s",
        ),
    ]
    if drawn is None:
        sys.stdout.write("  valid, drawn: not measured, there is no --dynamic\n")
    else:
        met.append(_faster("valid, drawn", drawn, dynamic, "valid", DRAWN_RATIO))
    return all(met)


def _faster(what: str, ours: Seen, prism: Seen, kind: str, bar: float) -> bool:
    """Print how many times Prism's requests a second ours are; and its processor time, which a busy machine distorts less."""
    ratio = ours.of(kind, "rate") / prism.of(kind, "rate")
    by_cpu = prism.of(kind, "cpu") / ours.of(kind, "cpu")
    met = ratio >= bar
    sys.stdout.write(f"  {what}: {ratio:.1f} times Prism ({by_cpu:.1f} by processor time), bar {bar:g}: {'met' if met else 'MISSED'}\n")
    return met


def _below(what: str, value: float, bar: float, unit: str) -> bool:
    met = value < bar
    sys.stdout.write(f"  {what}: {value:.2f} {unit}, bar {bar:.2f} {unit}: {'met' if met else 'MISSED'}\n")
    return met
