"""How long it takes to build again: nothing changed, one API changed, and a document of 500 operations from beginning to end.

    python tests/bench/bench_generate.py [OPERATIONS]

Nothing changed: the command for all APIs of this repository, interpreter start included; at most 0.3 s of processor time, which is what
the clock shows on a core that does nothing else. One API changed: no other is built, and it takes less processor time than all.
500 operations: at most 1.0 times the command lines of datamodel-code-generator and openapi-python-client, one after the other with their
default settings, on the same JSON file. All are commands of their own; of some runs, taken in turn so that other processes harm both
sides alike, the best counts. The package of the 500 operations must also be the same for any seed of hashes, and clean under
`mypy --strict` and under pyright (basedpyright), strict. Ends with 1 when a bar is missed.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from large import document

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
NOTHING, LARGE = 0.3, 1.0
ROUNDS = 3
GENERATE = """
import resource, shutil, sys
from pathlib import Path
from swornspec.codegen import generate_client
from swornspec.spec.document import load_document
shutil.rmtree(sys.argv[2], ignore_errors=True)
generate_client(load_document(Path(sys.argv[1])), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def timed(command: Sequence[str | Path], folder: Path, clock: Callable[[], float] = time.perf_counter) -> tuple[float, str]:
    """The seconds that a command took by a clock, and what it printed; what it says of an error ends the benchmark."""
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    started = clock()
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    took = clock() - started
    if run.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{run.stdout}{run.stderr}")
    return took, f"{run.stdout}{run.stderr}"


def of_children() -> float:
    """The processor seconds of all commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fastest(commands: Mapping[str, Sequence[str | Path]], folder: Path, rounds: int) -> dict[str, float]:
    """The best time of each command, all of them in turn."""
    found = [{name: timed(command, folder)[0] for name, command in commands.items()} for _ in range(rounds)]
    return {name: min(times[name] for times in found) for name in commands}


def row(met: bool, text: str) -> bool:
    """Print a row that ends with whether its bar holds."""
    say(f"{text}  {'ok' if met else 'MISSED'}")
    return met


def from_nothing(build: Sequence[str | Path], folder: Path) -> float:
    """The processor seconds of a build of everything."""
    for built in ("generated", "contracts", ".swornspec"):
        shutil.rmtree(folder / built, ignore_errors=True)
    return timed(build, folder, of_children)[0]


def projects(folder: Path) -> bool:
    """The builds of a copy of this repository's own APIs."""
    shutil.copytree(ROOT / "specs", folder / "specs")
    build: list[str | Path] = [sys.executable, "-m", "swornspec", "build"]
    whole = min(from_nothing(build, folder) for _ in range(ROUNDS))
    nothing = min(timed(build, folder, of_children)[0] for _ in range(9))
    clock = fastest({"": build}, folder, 9)[""]
    apis = sorted(p.parent.name for p in folder.glob("specs/*/api.yaml"))
    slowest, only = 0.0, True
    for api in apis:
        note = folder / "specs" / api / "api.yaml"
        times = []
        for _ in range(ROUNDS):
            note.write_text(note.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
            took, said = timed(build, folder, of_children)
            times.append(took)
            only = only and [line for line in said.splitlines() if line.startswith("building ")] == [f"building {api}"]
        slowest = max(slowest, min(times))
    say(f"all {len(apis)} APIs from nothing {whole:.2f} s of processor time")
    met = row(nothing <= NOTHING, f"nothing changed {nothing:.2f} s of processor time  (at most {NOTHING} s), {clock:.2f} s by the clock")
    return row(only and slowest < whole, f"one API changed, the slowest {slowest:.2f} s of processor time  (less than all)") and met


def large(folder: Path, operations: int) -> bool:
    """A document of many operations, beside the two generators."""
    (folder / "large.json").write_text(json.dumps(document(operations)), encoding="utf-8")
    ours: list[str | Path] = [sys.executable, "-c", GENERATE, "large.json", "ours"]
    commands: dict[str, Sequence[str | Path]] = {
        "models": [BIN / "datamodel-codegen", "--input", "large.json", "--input-file-type", "openapi", "--output", "models.py"],
        "endpoints": [BIN / "openapi-python-client", "generate", "--path", "large.json", "--output-path", "theirs", "--overwrite"],
        "ours": ours,
    }
    best = fastest(commands, folder, 2)
    both = best["models"] + best["endpoints"]
    manifest = folder / "ours" / "large_client" / "manifest.json"
    first = manifest.read_bytes()
    peak = timed(["env", "PYTHONHASHSEED=4242", *ours], folder)[1].strip()
    say(f"{operations} operations: datamodel-code-generator {best['models']:.2f} s, openapi-python-client {best['endpoints']:.2f} s")
    met = row(
        best["ours"] <= LARGE * both,
        f"the whole package {best['ours']:.2f} s, {best['ours'] / both:.2f} of both  (at most {LARGE}), {peak} MB",
    )
    met = row(first == manifest.read_bytes(), "the same bytes for another seed of hashes") and met
    return typed(folder / "ours" / "large_client") and met


def typed(folder: Path) -> bool:
    """What mypy and pyright say of the package in a folder."""
    (folder / "pyrightconfig.json").write_text('{"include": ["large_client"], "typeCheckingMode": "strict", "pythonVersion": "3.11"}')
    checks = {
        "mypy --strict": ["mypy", "--strict", "--python-version", "3.11", "-p", "large_client"],
        "pyright, strict": ["basedpyright", "--pythonpath", sys.executable],
    }
    met = True
    for name, command in checks.items():
        run = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False)
        met = row(run.returncode == 0, f"{name}: {(run.stdout or run.stderr).strip().splitlines()[-1]}") and met
    return met


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    operations = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory(prefix="swornspec-bench-") as name:
        (Path(name) / "project").mkdir()
        met = projects(Path(name) / "project")
        return 0 if large(Path(name), operations) and met else 1


if __name__ == "__main__":
    sys.exit(main())
