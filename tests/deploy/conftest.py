"""systemd is Linux's: where there is none, its units cannot be checked."""

import sys

collect_ignore = [] if sys.platform == "linux" else ["test_units.py"]
