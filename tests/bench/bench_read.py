"""How long `swornspec read` takes as a whole, for each layout, and whether that grows with the length of a page alone.

    python tests/bench/bench_read.py [LAYOUT...]

The pages are those of `bench_pages.py`: golden cases with names and sentences of their own in each copy, fields closer together
than on any site. `MB/s` is a page of a quarter of a megabyte, from file to YAML, its prose understood; `sentences` are those about
the request that were read a second. `1 MB : 1/4` is the time of four times that page, 4 when work is linear. `page` is the whole
over the time in which the fields alone are found, without what their prose says, and `dump` is the whole over the time in which
PyYAML writes the document that was made: what understanding costs, against other work on as much text in the same run. Exits 1
when a layout misses a bar.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from bench_pages import LINEAR, MEGABYTE, case_of, page_of, say, seconds

from swornspec.page import layout_named, read_operations
from swornspec.page.layouts import LAYOUTS
from swornspec.spec.build import read_pages

LENGTH = MEGABYTE // 4
MOST_PAGE = 40.0
MOST_DUMP = 20.0


def measured(layout: str, folder: Path) -> tuple[str, bool]:
    """The row of a layout, and whether it meets the bars."""
    case = case_of(layout)
    path, longer = folder / case.name, folder / f"longer-{case.name}"
    path.write_text(page_of(case, LENGTH), encoding="utf-8")
    longer.write_text(page_of(case, 4 * LENGTH), encoding="utf-8")
    built = read_pages([path])
    sentences = sum(len(described.operation.sentences) for described in built.operations)
    once = seconds(lambda: read_pages([path]), 2)
    growth = seconds(lambda: read_pages([longer]), 1) / once
    page = once / seconds(lambda: read_operations(case.name, path.read_text(encoding="utf-8")))
    dump = once / seconds(lambda: yaml.dump(built.document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True), 2)
    met = growth <= LINEAR and page <= MOST_PAGE and dump <= MOST_DUMP
    rate, said = LENGTH / MEGABYTE / once, sentences / once
    verdict = "met" if met else "MISSED"
    return f"{layout:16} {rate:6.2f} {said:10,.0f} {growth:12.1f} {page:6.1f} {dump:6.1f}   {verdict}", met


def main() -> int:
    """Print a row for each layout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layouts", nargs="*", metavar="LAYOUT", help="those to measure, by name; all when none is given")
    chosen = [layout_named(name).name for name in parser.parse_args().layouts] or [layout.name for layout in LAYOUTS]
    say(
        f"{'layout':16} {'MB/s':>6} {'sentences':>10} {'1 MB : 1/4':>12} {'page':>6} {'dump':>6}   "
        f"bars {LINEAR:g} times, page {MOST_PAGE:g}, dump {MOST_DUMP:g}"
    )
    missed = 0
    with TemporaryDirectory() as folder:
        for layout in chosen:
            row, met = measured(layout, Path(folder))
            missed += not met
            say(row)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
