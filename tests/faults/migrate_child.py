"""The process that is killed while it migrates the file of the folder it is given."""

import sys
from pathlib import Path

from dealer_app.desktop import Desktop

desktop = Desktop(Path(sys.argv[1]))
desktop.open()
desktop.close()
