"""What all commands share: lazy loading, one line for a user's mistake, exit codes, colour, quiet and verbose."""

import errno
import importlib
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import click

from swornspec.cli.examples import epilog
from swornspec.errors import SwornspecError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_SETTINGS = "swornspec.settings"


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used; its help needs none of them.

    `table` maps a command's name to `module:function` and one line of help.
    """

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        """Keep the table; nothing is imported."""
        super().__init__(*args, **kwargs)
        self.table = dict(table or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the table's order."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command and give it the options that all commands have."""
        if cmd_name not in self.table:
            return None
        module, function = self.table[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        command.epilog = epilog(cmd_name)
        taken = {o for p in command.params for o in p.opts}
        command.params += [option for option in shared_options() if not taken & set(option.opts)]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """The commands that begin so, from the table alone, and the options of all."""
        from click.shell_completion import CompletionItem

        named = [CompletionItem(name, help=line) for name, (_, line) in self.table.items() if name.startswith(incomplete)]
        return named + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; wrong input and unusable files become a message and exit code 2."""
        try:
            return super().invoke(ctx)
        except SwornspecError as error:
            from swornspec.report.excerpt import told

            stop(told(error))
        except click.FileError as error:
            stop(" ".join(error.format_message().split()))
        except OSError as error:
            if error.errno == errno.EPIPE or error.filename is None:
                raise
            stop(" ".join(f"{os.fsdecode(error.filename)}: {error.strerror}".split()))


def stop(message: str) -> NoReturn:
    """End with a message on standard error, as it is written, and exit code 2."""
    complain(message)
    sys.exit(2)


def complain(message: str) -> None:
    """Say on standard error what is wrong, also with `-q`."""
    from swornspec.report.plain import printable

    click.echo(f"swornspec: {printable(message)}", err=True)


def shared_options() -> list[click.Option]:
    """Fresh copies of the options that every command takes."""
    return [
        click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=_keep, help="No progress on standard error."),
        click.Option(["-v", "--verbose"], is_flag=True, expose_value=False, callback=_keep, help="More progress on standard error."),
        click.Option(
            ["--color"],
            type=click.Choice(["auto", "always", "never"]),
            expose_value=False,
            callback=_keep,
            help="Colour in text output; auto also heeds NO_COLOR and TERM=dumb.",
        ),
    ]


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Remember a shared option wherever it stands: before the command or after it."""
    settings = ctx.find_root().meta.setdefault(_SETTINGS, {})
    if value:
        settings[parameter.name] = value
    if parameter.name == "color":
        choice = settings.get("color", "auto")
        ctx.color = {"always": True, "never": False}.get(
            choice, False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None
        )


def progress(message: str) -> None:
    """Say on standard error what is going on, unless `-q` was given."""
    if not quiet():
        click.echo(message, err=True)


def detail(message: str) -> None:
    """Say on standard error what only `-v` asks for."""
    if verbose():
        click.echo(message, err=True)


def quiet() -> bool:
    """Whether `-q` was given."""
    return _setting("quiet")


def verbose() -> bool:
    """Whether `-v` was given."""
    return _setting("verbose")


def coloured() -> bool:
    """Whether standard output takes colour."""
    wanted = click.get_current_context().color
    return sys.stdout.isatty() if wanted is None else wanted


def _setting(name: str) -> bool:
    ctx = click.get_current_context(silent=True)
    return bool(ctx and ctx.find_root().meta.get(_SETTINGS, {}).get(name))
