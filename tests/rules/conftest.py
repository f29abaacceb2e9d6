"""Makes the shared strategies next to the tests importable: `from strategies import …`."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
