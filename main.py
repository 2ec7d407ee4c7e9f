"""Start the counter: read the arguments, choose the home folder, run the window."""

import os
import sys
from pathlib import Path

DEMO_HOME = Path("demo-home")


def main(arguments: list[str] | None = None) -> int:
    """Open the window on a home folder; without a display, ``--demo`` plays a day into demo-output/."""
    home, is_demo = read_arguments(sys.argv[1:] if arguments is None else arguments)
    if is_demo and not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")  # warnings about missing features
        from ui.demo.walk_in import play

        return play()
    from ui.pyside_import import skip_source_search

    skip_source_search()
    from dealer_app.home import home_of
    from ui.app import run

    return run(home_of(home or (DEMO_HOME if is_demo else None)), is_demo=is_demo)


def read_arguments(arguments: list[str]) -> tuple[Path | None, bool]:
    """Return (home, is_demo). The usual spellings avoid argparse, which takes a twentieth of the start."""
    match arguments:
        case []:
            return None, False
        case ["--demo"]:
            return None, True
        case ["--home", home]:
            return Path(home), False
        case ["--home", home, "--demo"] | ["--demo", "--home", home]:
            return Path(home), True
    import argparse

    parser = argparse.ArgumentParser(description="Bajeh: the counter of a car dealership")
    parser.add_argument("--home", type=Path, help="folder of the database (default: the user's data folder)")
    parser.add_argument("--demo", action="store_true", help=f"made-up people, in {DEMO_HOME}/ unless --home is given")
    parsed = parser.parse_args(arguments)
    return parsed.home, parsed.demo


def has_display() -> bool:
    """Return whether a window would be visible on this machine."""
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
