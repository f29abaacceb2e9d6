"""Examples of each command, shown at the end of its help; `shop` stands for an API of a project."""

from typing import Final

EXAMPLES: Final = {
    "build": (
        ("swornspec build", "everything of all APIs; what did not change is left alone"),
        ("swornspec build --check", "write nothing, exit 1 when something is not up to date"),
        ("swornspec build shop --watch", "build again whenever you save a page, and show what that changed"),
    ),
    "campaign": (
        ("swornspec campaign documents/ --only invalid", "one kind of requests, for every document of a folder"),
        ("swornspec campaign shop --seeds 0..99 --store results --resume", "go on where it was stopped"),
    ),
    "completion": (
        ('eval "$(swornspec completion bash)"', "in ~/.bashrc; for zsh the same in ~/.zshrc"),
        ("swornspec completion fish | source", "in ~/.config/fish/config.fish"),
    ),
    "diff": (
        ("swornspec diff", "all APIs: the working tree against the last commit"),
        ("swornspec diff main:specs/shop/openapi.yaml specs/shop/openapi.yaml --fail-on breaking", "for a pull request"),
    ),
    "doctor": (
        ("swornspec doctor", "what is installed, what is missing, and what that would give"),
        ("swornspec doctor --format json", "the same for a report of a mistake in swornspec"),
    ),
    "enrich": (
        ("swornspec enrich openapi.yaml -o better.yaml", "the document with what its own prose states"),
        ("swornspec enrich openapi.json --format text=found.txt -o better.json", "and a report of what disagrees"),
    ),
    "explain": (
        ("swornspec explain shop width", "a field: where it is described, and who enforces that"),
        ('swornspec explain shop "must be a multiple of 8"', "a sentence, or a part of it"),
    ),
    "export": (
        ("swornspec export shop --format cel", "the rules in the Common Expression Language"),
        ("swornspec export openapi.yaml --inline -o plain.yaml", "a document with its rules as if/then"),
    ),
    "generate": (
        ("swornspec generate openapi.yaml -o clients", "clients/NAME_client, named after the document's title"),
        ("swornspec generate openapi.yaml -o clients --package-name shop --strict", "exit 1 when a part had to be left out"),
    ),
    "init": (
        ("swornspec init shop order.md basket.md", "an API from two saved pages"),
        ("swornspec init shop https://docs.example.com/api/order", "from an address"),
    ),
    "lint": (
        ("swornspec lint shop", "findings, the worst first"),
        ("swornspec lint openapi.yaml --fail-on warning --format sarif=lint.sarif", "for a code host"),
    ),
    "mock": (
        ("swornspec mock shop", "on http://127.0.0.1:8080, until Ctrl-C"),
        ("swornspec mock openapi.yaml --port 0 --latency 50..200ms --fault 429=0.1", "slow, and now and then over its limit"),
    ),
    "read": (
        ("swornspec read page.md", "a saved page, as OpenAPI"),
        ("swornspec read https://docs.example.com/api/order > openapi.yaml", "a page from the web"),
    ),
    "refresh": (
        ("swornspec refresh --check", "have the pages changed? for a job that runs every night"),
        ("swornspec refresh shop", "take the new pages, and see what they change"),
    ),
    "replay": (
        ("swornspec replay report.json", "what failed then, once more"),
        ("swornspec replay report.json --base-url http://127.0.0.1:8000", "at another server"),
    ),
    "report": (
        ("swornspec report shop --test", "shop-report.html, with what the mock answered"),
        ("swornspec report openapi.yaml --results results.json --format markdown", "a summary of results that are there"),
    ),
    "test": (
        ("swornspec test shop", "our mock, to see what the documentation demands"),
        ("swornspec test shop --base-url https://api.example.com --only invalid --rate 5", "a server, with requests that cost nothing"),
    ),
    "validate": (
        ("swornspec validate shop create_order order.json", "a request body from a file"),
        ("echo '{}' | swornspec validate openapi.yaml create_order -", "from standard input"),
    ),
}
"""By command: what to type, and what it gives."""


def epilog(command: str) -> str | None:
    """The examples of a command as click's help shows them, each line as it is; None where there are none."""
    shown = "".join(f"  {typed}\n      {gives}\n" for typed, gives in EXAMPLES.get(command, ()))
    return f"\b\nExamples:\n{shown}" if shown else None
