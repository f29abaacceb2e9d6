"""The `swornspec` command: a table of commands, each in its own module, imported only when it is used."""

import click

from swornspec import __version__
from swornspec.cli.conventions import LazyGroup, shared_options

COMMANDS = {
    "build": ("swornspec.cli.build:build", "Build everything that is generated from the pages of all APIs."),
    "campaign": ("swornspec.cli.campaign:campaign", "Test many documents and servers, on many cores or machines."),
    "completion": ("swornspec.cli.completion:completion", "Print the script that completes commands in your shell."),
    "diff": ("swornspec.cli.diff:diff", "Tell what changed between two versions of an API, and for whom it breaks."),
    "doctor": ("swornspec.cli.doctor:doctor", "Say what is installed, what is missing, and what that would give."),
    "enrich": ("swornspec.cli.enrich:enrich", "Add to an OpenAPI document what its own descriptions state."),
    "explain": ("swornspec.cli.explain:explain", "Explain a field, a rule or a sentence: where it is stated, who enforces it."),
    "export": ("swornspec.cli.export:export", "Write the rules of an API in the language of another tool."),
    "generate": ("swornspec.cli.generate:generate", "Generate the typed client of any OpenAPI document."),
    "init": ("swornspec.cli.init:init", "Start an API from its documentation pages."),
    "lint": ("swornspec.cli.lint:lint", "Report what is wrong, doubtful or unread in the documentation."),
    "mock": ("swornspec.cli.mock:mock", "Serve an API as its documentation describes it."),
    "read": ("swornspec.cli.read:read", "Read pages and print an OpenAPI document; needs no project."),
    "refresh": ("swornspec.cli.refresh:refresh", "Read the pages again from their addresses, and show what changed."),
    "replay": ("swornspec.cli.replay:replay", "Send the failures of a report again."),
    "report": ("swornspec.cli.report:report", "Show what became of every sentence of the documentation, on one page."),
    "test": ("swornspec.cli.test:test", "Test a server, or our mock, against the documentation."),
    "validate": ("swornspec.cli.validate:validate", "Check a request body against the documentation."),
}


WELCOME = """swornspec holds API documentation to its word. Three things to try:

  swornspec read PAGE              what a documentation page states, as OpenAPI; a file, or an address
  swornspec lint openapi.yaml      what the prose of an OpenAPI document says and its schemas do not
  swornspec mock openapi.yaml      a server that answers, and refuses, as the document says

Then `swornspec init API PAGE...` starts a project: a document, a typed client, a mock and a contract suite from your pages.
`swornspec --help` lists all commands, `swornspec COMMAND --help` shows examples.
"""
"""What a newcomer sees who types nothing but `swornspec`."""


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    params=shared_options(),
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.version_option(__version__, prog_name="swornspec")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Hold API documentation to its word: pages to OpenAPI, clients, mock servers and contract tests.

    An API is named as its folder under specs/; where a FILE is taken, any OpenAPI 3 document will do.
    Exit codes: 0 fine, 1 findings or a broken contract, 2 wrong usage or unreadable input.
    """
    if ctx.invoked_subcommand is None:
        click.echo(WELCOME, nl=False, err=True)
        ctx.exit(2)  # nothing was asked for; a script should notice
