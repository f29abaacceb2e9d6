"""`swornspec completion`: a script that lets a shell complete commands, options, formats, APIs and files."""

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that completes `swornspec` in a shell; evaluate it where the shell starts."""
    from click.shell_completion import get_completion_class

    root = click.get_current_context().find_root().command
    made = get_completion_class(shell)
    assert made is not None, "click knows these shells"
    click.echo(made(root, {}, "swornspec", "_SWORNSPEC_COMPLETE").source())
