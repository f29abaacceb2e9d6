"""The three specifications: every documented parameter, every sentence, the semantics, the same bytes every time."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from swornspec.rules.english.reader import Outcome
from swornspec.spec.build import BuiltApi, build_api
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, read_document

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
APIS = ("leonardo", "scenario", "stablecog")
ROWS = [
    [cell.strip() for cell in line.split(" | ")]
    for line in (HERE / "documented.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def built() -> dict[str, BuiltApi]:
    return {api: build_api(ROOT / "specs" / api) for api in APIS}


@pytest.fixture(scope="module")
def documents(built: dict[str, BuiltApi]) -> dict[str, Document]:
    return {api: read_document(b.document, api) for api, b in built.items()}


def schema_of(document: Document, operation: str, location: str, name: str) -> tuple[Any, bool]:
    endpoint = document.endpoint(operation)
    if location == "body":
        assert endpoint.body is not None
        field = endpoint.body.fields[name]
        return field.schema, field.required
    parameter = next(p for p in endpoint.parameters if (p.location, p.name) == (location, name))
    return parameter.schema, parameter.required


def row_of(operation: str, location: str, name: str, schema: Any, required: bool) -> list[str]:
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    limits = f"{schema.get('minimum', '-')}..{schema.get('maximum', '-')}"
    step = f" step {schema['multipleOf']}" if "multipleOf" in schema else ""
    values = str(len([v for v in schema["enum"] if v is not None])) if "enum" in schema else "-"
    known = f"~{len(schema['x-extensible-enum'])}" if "x-extensible-enum" in schema else values
    return [
        operation,
        f"{location} {name}",
        types[0],
        "null" if "null" in types else "-",
        "required" if required else "-",
        json.dumps(schema["default"]) if "default" in schema else "-",
        "-" if limits == "-..-" else limits + step,
        known,
    ]


def test_there_are_92_parameters(documents: dict[str, Document]) -> None:
    present = sum(len(e.parameters) + len(e.body.fields if e.body else ()) for d in documents.values() for e in d.endpoints)

    assert len(ROWS) == present == 92


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_parameter_is_as_public_sources_have_it(row: list[str], documents: dict[str, Document]) -> None:
    api, operation = row[0].split()
    location, name = row[1].split()

    schema, required = schema_of(documents[api], operation, location, name)

    assert row_of(row[0], location, name, schema, required) == row


@pytest.mark.parametrize("api", APIS)
def test_a_specification_is_valid_openapi(api: str, built: dict[str, BuiltApi]) -> None:
    OpenAPIV31SpecValidator(built[api].document).validate()


@pytest.mark.parametrize("api", APIS)
def test_what_became_of_every_sentence(api: str, built: dict[str, BuiltApi], golden: Callable[[Path, str], None]) -> None:
    lines = []
    for described in built[api].operations:
        lines.append(f"# {described.id}")
        for name, sentence in described.operation.sentences:
            if sentence.outcome is Outcome.NOTE:
                continue
            read = ", ".join(
                " ".join(f"{k}={v}" for k, v in r.claim.keywords.items()) or "required" if r.is_keyword else f"[{r.effect}] {r.claim.form}"
                for r in sentence.readings
            )
            place = f"{sentence.passage.span.page}:{sentence.passage.span.first}"
            lines.append(f"{place} {name}: {sentence.outcome}: {' '.join(sentence.passage.text.split())}")
            lines += [f"    {read}"] if read else []
            lines += [f"    not read: {sentence.why}"] if sentence.why else []

    golden(HERE / "sentences" / f"{api}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("api", APIS)
def test_every_sentence_that_sounds_like_a_rule_became_something(api: str, built: dict[str, BuiltApi]) -> None:
    """A check of the reader by simpler means: words that no mere note on these pages has."""
    loud = (
        "must",
        "required",
        "only supports",
        "ignored",
        "supersedes",
        "between",
        "multiple of",
        "defaults to",
        "deprecated",
        "cannot",
        "can not",
    )
    quiet = [
        s.passage.text
        for d in built[api].operations
        for _, s in d.operation.sentences
        if s.outcome is Outcome.NOTE and any(word in s.passage.text.lower() for word in loud)
    ]

    assert quiet == []


@pytest.mark.parametrize("api", APIS)
def test_each_rule_and_keyword_is_traced_to_words_of_the_page_or_to_evidence(api: str, documents: dict[str, Document]) -> None:
    pages = {p.name: p.read_text(encoding="utf-8").split("\n") for p in (ROOT / "specs" / api / "pages").iterdir()}
    for endpoint in documents[api].endpoints:
        assert endpoint.body is not None
        for rule in endpoint.rules:
            assert rule.said
            for said in rule.said:
                words = " ".join(" ".join(pages[said.page][said.first - 1 : said.last]).split())
                assert said.quote in words
        for field in endpoint.body.fields.values():
            stated = {k for entry in field.schema.get("x-said", ()) for k in entry["keywords"]}
            keywords = set(field.schema) - {"description", "x-said", "items"}
            assert keywords - {"enum"} <= stated, field.name


def test_building_twice_gives_identical_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from pathlib import Path; from swornspec.spec.build import build_api\n"
        "for folder in sys.argv[1:]: print(build_api(Path(folder)).yaml)"
    )
    folders = [str(ROOT / "specs" / api) for api in APIS]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, *folders],
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }

    assert len(outputs) == 1


def test_the_specifications_in_the_tree_are_up_to_date(built: dict[str, BuiltApi]) -> None:
    for api, result in built.items():
        assert (ROOT / "specs" / api / "openapi.yaml").read_text(encoding="utf-8") == result.yaml


P = {"prompt": "x"}
VERDICTS: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [
    ("leonardo", "create_generation", {**P, "num_images": 8}, ("num_images-between-when-width-height",)),
    ("leonardo", "create_generation", {**P, "num_images": 8, "width": 768}, ()),
    ("leonardo", "create_generation", {**P, "ultra": True}, ("ultra-excludes-alchemy",)),
    ("leonardo", "create_generation", {**P, "ultra": True, "alchemy": False}, ()),
    ("leonardo", "create_generation", {**P, "alchemy": False}, ()),
    ("leonardo", "create_generation", {**P, "alchemy": False, "presetStyle": "LEONARDO"}, ()),
    ("leonardo", "create_generation", {**P, "photoReal": True, "alchemy": False}, ("photoReal-requires-alchemy",)),
    ("leonardo", "create_generation", {**P, "photoReal": True, "photoRealVersion": "v1"}, ()),
    (
        "leonardo",
        "create_generation",
        {**P, "photoReal": True, "photoRealVersion": "v1", "modelId": "m"},
        ("photoReal-requires-no-modelId-when-photoRealVersion-v1",),
    ),
    ("leonardo", "create_generation", {**P, "unzoom": True}, ("unzoom-requires-unzoomAmount", "unzoom-requires-init_image_id")),
    ("leonardo", "create_generation", {**P, "unzoom": True, "unzoomAmount": 2, "init_image_id": "i"}, ()),
    ("leonardo", "create_generation", {**P, "seed": 9999999998}, ()),
    ("leonardo", "create_generation", {**P, "seed": 9999999999}, ("seed-maximum",)),
    ("leonardo", "create_generation", {**P, "width": 512.0}, ()),
    ("leonardo", "create_generation", {**P, "width": True}, ("width-type",)),
    ("leonardo", "create_generation", {**P, "width": "512"}, ("width-type",)),
    ("leonardo", "create_generation", {**P, "styleUUID": "not documented"}, ()),
    ("leonardo", "create_generation", {**P, "controlNet": True, "weighting": 1}, ()),
    ("stablecog", "create_generation", {**P, "width": 1024, "height": 1024, "inference_steps": 19}, ()),
    (
        "stablecog",
        "create_generation",
        {**P, "width": 1024, "height": 1024, "inference_steps": 20},
        ("inference_steps-formula-width-height",),
    ),
    (
        "stablecog",
        "create_generation",
        {**P, "width": 640, "height": 640, "inference_steps": 50},
        ("inference_steps-formula-width-height",),
    ),
    ("stablecog", "create_generation", {**P, "width": 640, "height": 640, "inference_steps": 49}, ()),
    ("scenario", "generate_prompt", {}, ("mode-required",)),
    ("scenario", "generate_prompt", {"mode": "image-editing"}, ("image-required-when-mode-image-editing",)),
    ("scenario", "generate_prompt", {"mode": "image-editing", "image": None}, ("image-type", "image-required-when-mode-image-editing")),
    ("scenario", "generate_prompt", {"mode": "image-editing", "image": "i", "modelId": "m"}, ("modelId-one-of-when-mode-image-editing",)),
    ("scenario", "generate_prompt", {"mode": "structured", "temperature": 1, "topP": 1}, ()),
    ("scenario", "describe_style", {"temperature": 0.5, "topP": 0.5}, ()),
]


@pytest.mark.parametrize(("api", "operation", "body", "broken"), VERDICTS, ids=lambda v: json.dumps(v) if isinstance(v, dict) else "")
def test_the_verdict_on_a_body(
    api: str, operation: str, body: dict[str, Any], broken: tuple[str, ...], documents: dict[str, Document]
) -> None:
    checker = Checker(documents[api], documents[api].endpoint(operation))

    assert tuple(b.constraint for b in checker.broken(body)) == broken
    assert checker.accepts(body) is (not broken)


def test_exactly_four_fields_of_the_largest_operation_refuse_null(documents: dict[str, Document]) -> None:
    endpoint = documents["leonardo"].endpoint("create_generation")
    checker = Checker(documents["leonardo"], endpoint)
    assert endpoint.body is not None
    refused = {name for name in endpoint.body.fields if not checker.accepts({**P, name: None})}

    assert refused == {"prompt", "scheduler", "sd_version", "controlNetType"}
    assert len(endpoint.body.fields) == 49
