"""What checks cost in a generated client: importing it, and building a request that is held to the documentation.

    python tests/bench/bench_clients.py [--rounds N]

Importing each client of `generated/`, compiled as pip does, is compared with `import httpx, pydantic`, in fresh processes
that take turns. Building requests of Leonardo, which checks them, is compared with the plain model that
datamodel-code-generator makes of the same document with its default settings and `--field-constraints`, which knows no rules
between fields. The best of all rounds counts, in time of the processor. Exits 1 when a bar is missed.
"""

import argparse
import compileall
import importlib.util
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import timeit
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
CLIENTS: Final = ("leonardo_client", "scenario_client", "stablecog_client")
IMPORT_BAR: Final = 1.6
BUILD_BAR: Final = 1.5
CALLS: Final = 300
FEW: Final = {"prompt": "a lighthouse", "width": 512, "height": 768, "num_images": 2, "seed": 7}
TWELVE: Final = FEW | {
    "guidance_scale": 7.5,
    "num_inference_steps": 30,
    "public": False,
    "tiling": True,
    "scheduler": "KLMS",
    "sd_version": "v2",
    "alchemy": True,
}
ALL: Final = TWELVE | {
    "contrastRatio": 0.5,
    "contrast": 3.5,
    "controlnets": [{"initImageId": "a", "initImageType": "UPLOADED", "preprocessorId": 67, "weight": 0.5}],
    "elements": [{"akUUID": "a", "weight": 0.5}],
    "userElements": [{"userLoraId": 3, "weight": 1}],
    "expandedDomain": True,
    "fantasyAvatar": False,
    "highContrast": True,
    "highResolution": True,
    "imagePrompts": ["a", "b"],
    "imagePromptWeight": 0.4,
    "init_generation_image_id": "a",
    "init_image_id": "a",
    "init_strength": 0.4,
    "modelId": "a",
    "negative_prompt": "fog",
    "photoReal": True,
    "photoRealVersion": "v2",
    "photoRealStrength": 0.5,
    "presetStyle": "CINEMATIC",
    "promptMagic": True,
    "promptMagicStrength": 0.4,
    "promptMagicVersion": "v3",
    "transparency": "disabled",
    "ultra": False,
    "unzoom": True,
    "unzoomAmount": 2,
    "upscaleRatio": 1.5,
    "controlNet": False,
    "controlNetType": "POSE",
    "weighting": 0.5,
    "canvasRequest": False,
    "canvasRequestType": "INPAINT",
    "canvasInitId": "a",
    "canvasMaskId": "a",
    "enhancePrompt": True,
    "enhancePromptInstruction": "bright",
}
REQUESTS: Final[Mapping[str, Mapping[str, Any]]] = {"1 field": {"prompt": "a"}, "5 fields": FEW, "12 fields": TWELVE, "all fields": ALL}


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def best(rounds: int, measures: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The best of each measure; they take turns, so that a busy machine slows all of them."""
    found = {name: measure() for name, measure in measures.items()}
    for _ in range(rounds - 1):
        found = {name: min(found[name], measure()) for name, measure in measures.items()}
    return found


def imported(code: str, folder: Path) -> Callable[[], float]:
    """Seconds of the processor that a fresh process takes to run some code, with the packages of a folder."""

    def run() -> float:
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", f"import sys; sys.path.insert(0, {str(folder)!r}); {code}"], check=True)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime

    return run


def built(model: Callable[..., Any], given: Mapping[str, Any]) -> Callable[[], float]:
    """Seconds that a model takes to be built of some fields, once it has been built before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some fields are deprecated
        model(**given)
    return lambda: timeit.timeit(lambda: model(**given), number=CALLS, timer=time.process_time) / CALLS


def plain_model(folder: Path) -> Callable[..., Any]:
    """The request of Leonardo as datamodel-code-generator makes it."""
    target = folder / "plain.py"
    tool = [sys.executable, "-m", "datamodel_code_generator", "--input", str(ROOT / "specs/leonardo/openapi.yaml")]
    options = ["--output", str(target), "--output-model-type", "pydantic_v2.BaseModel", "--field-constraints"]
    subprocess.run([*tool, *options], check=True, capture_output=True)
    spec = importlib.util.spec_from_file_location("plain", target)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["plain"] = module
    spec.loader.exec_module(module)
    model: Callable[..., Any] = module.CreateGenerationRequest
    return model


def compare_imports(rounds: int) -> bool:
    """Whether importing every client keeps to its bar."""
    codes = {"httpx and pydantic": "import httpx, pydantic", **{name: f"import {name}" for name in CLIENTS}}
    with tempfile.TemporaryDirectory() as folder:
        for name in CLIENTS:
            shutil.copytree(ROOT / "generated" / name / name, Path(folder) / name)
        compileall.compile_dir(folder, quiet=1)  # as pip does
        found = best(rounds, {name: imported(code, Path(folder)) for name, code in codes.items()})
    base = found.pop("httpx and pydantic")
    say(f"import httpx, pydantic: {base * 1e3:.0f} ms")
    for name, seconds in found.items():
        say(f"  import {name:17} {seconds * 1e3:6.0f} ms  {seconds / base:.2f} times  {verdict(seconds / base, IMPORT_BAR)}")
    return all(seconds / base <= IMPORT_BAR for seconds in found.values())


def compare_requests(rounds: int) -> bool:
    """Whether building requests of any size keeps to its bar."""
    sys.path.insert(0, str(ROOT / "generated" / "leonardo_client"))
    from leonardo_client import CreateGenerationRequest

    with tempfile.TemporaryDirectory() as folder:
        plain = plain_model(Path(folder))
    kept = True
    for name, given in REQUESTS.items():
        found = best(rounds, {"plain": built(plain, given), "checked": built(CreateGenerationRequest, given)})
        ratio = found["checked"] / found["plain"]
        times = f"plain {found['plain'] * 1e6:5.1f} us, checked {found['checked'] * 1e6:5.1f} us"
        say(f"  a request of {name:10} {times}  {ratio:.2f} times  {verdict(ratio, BUILD_BAR)}")
        kept = kept and ratio <= BUILD_BAR
    return kept


def verdict(ratio: float, bar: float) -> str:
    """Whether a ratio keeps to its bar, in words."""
    return f"(at most {bar}: {'kept' if ratio <= bar else 'MISSED'})"


def main() -> int:
    """Measure, print, compare with the bars."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="how often each import is measured; requests forty times as often")
    rounds = parser.parse_args().rounds
    requests = compare_requests(40 * rounds)
    imports = compare_imports(rounds)
    return 0 if requests and imports else 1


if __name__ == "__main__":
    sys.exit(main())
