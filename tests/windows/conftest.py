"""What only a Windows Python shows; `.ci/windows-check` runs it under Wine. Elsewhere nothing here is collected."""

from __future__ import annotations

import sys

collect_ignore_glob = [] if sys.platform == "win32" else ["test_*.py"]
