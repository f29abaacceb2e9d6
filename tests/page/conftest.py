"""Makes the renderer next to the tests importable: `from render import …`."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
