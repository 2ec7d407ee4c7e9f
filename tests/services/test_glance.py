"""The first look: same contents as the opened counter, without loading SQLAlchemy."""

import subprocess
import sys
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.services.demo.demo import build_demo
from dealer_app.services.settings import get_settings
from dealer_app.services.staff.staff import list_staff

PROGRAM = """
import sys
from pathlib import Path
from dealer_app.desktop import Desktop
assert Desktop(Path(sys.argv[1])).glance() is not None
assert "sqlalchemy" not in sys.modules, "a first look must not load SQLAlchemy"
"""


def test_first_look_equals_the_opened_counter(tmp_path: Path) -> None:
    desktop = Desktop(tmp_path / "home")
    assert desktop.glance() is None
    desktop.open()
    build_demo(desktop)
    seen = desktop.glance()
    assert seen is not None
    assert seen.settings == desktop.read(get_settings)
    assert seen.staff == desktop.read(list_staff)
    desktop.close()


def test_first_look_loads_no_sqlalchemy(tmp_path: Path) -> None:
    desktop = Desktop(tmp_path / "home")
    desktop.open()
    desktop.close()
    subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path / "home")], check=True, timeout=60)
