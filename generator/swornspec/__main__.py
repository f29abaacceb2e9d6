"""`python -m swornspec`: the command where its script is not on the path."""

from swornspec.cli.main import cli

if __name__ == "__main__":
    cli(prog_name="swornspec")
