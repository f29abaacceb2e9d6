"""A million random bodies for each operation: rules, generated client and mock must give one verdict on every one.

    python tests/bench/long_agreement.py [COUNT] [API...]

The bodies depend on the count alone. Exits 1 at the first disagreement, which is made small and told with its sentences.
"""

import importlib
import sys
import time
from pathlib import Path

from swornspec.contract import agree_in_bulk
from swornspec.contract.agreement import DisagreementError
from swornspec.spec.document import load_document

SPECS = Path(__file__).parents[2] / "specs"


def show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(count: int, apis: list[str]) -> int:
    for api in apis:
        document = load_document(SPECS / api / "openapi.yaml")
        client = importlib.import_module(f"{api}_client")
        for endpoint in document.endpoints:
            start = time.monotonic()
            try:
                found = agree_in_bulk(document, endpoint, client.check, bodies=count)
            except DisagreementError as error:
                show(f"{api} {endpoint.operation_id}: {error}")
                return 1
            show(f"{api} {endpoint.operation_id}: {found}, {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    known = sorted(p.parent.name for p in SPECS.glob("*/openapi.yaml"))
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2:] or known))
