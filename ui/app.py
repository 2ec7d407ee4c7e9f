"""Start the Qt application: paint the window first, then load everything else."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from ui.look.saved_look import load_look
from ui.look.theme import load_fonts, theme
from ui.shell import start_trace
from ui.shell.entrance import Entrance
from ui.shell.window import Window
from ui.shell.window_place import place_window
from ui.texts import sign_in as words


def make_application(home: Path) -> QApplication:
    """Create the Qt application: right to left, Fusion style, Vazirmatn font, the saved look of this PC."""
    # Pass the style as an argument: calling setStyle would load QStyle into Python before the first paint.
    app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Bajeh")
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    load_fonts()
    theme.use(*load_look(home))
    return app


def speak_persian(app: QApplication) -> None:
    """Load Qt's own Persian translations (menus of text fields, buttons of dialogs)."""
    translator = QTranslator(app)
    if translator.load("qtbase_fa", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def run(home: Path, *, is_demo: bool = False) -> int:
    """Run the counter on the database in ``home`` until its window is closed; return the exit code."""
    gc.disable()  # imports leave no garbage; collecting during them costs a tenth of the start-up time
    app = make_application(home)
    window = Window(Entrance())
    window.setWindowTitle(words.APP_NAME)

    def open_counter() -> None:
        start_trace.mark("first_paint")
        from ui.lanes.crash_log import open_log
        from ui.shell.counter import Counter
        from ui.shell.crash_dialog import catch_bugs, report_bug

        open_log(home)
        catch_bugs(lambda error: report_bug(error, window))
        speak_persian(app)
        counter = Counter(home, is_demo=is_demo, window=window)
        counter.setParent(window)
        counter.open()
        gc.enable()

    window.on_first_paint(open_counter)
    place_window(window, home)
    window.show()
    return app.exec()
