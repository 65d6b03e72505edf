"""Run by `spark-submit`: see the section "A fleet" of the project's README."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from dumpscan_fleet.job import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
