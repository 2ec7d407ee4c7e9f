"""Sentences: every error that the program raises has one, and every placeholder in it has a value."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from dealer_app.domain.errors import FieldError, FieldErrors, Refusal, sentence
from resources.texts.errors import SENTENCES

ROOT = Path(__file__).parents[2]
KINDS = {"FieldError", "Refusal", "EnvironmentFault"}
NOT_PARAMETERS = {"field", "is_warning"}


def _raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Yield (place, code, parameter names) of each error that is made with a literal code.

    The names are None if ``**`` hides them. The importer adds the column's heading to every error of a row when it
    makes the sentence.
    """
    for path in sorted((ROOT / "dealer_app").rglob("*.py")) + sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args:
                code, names = node.args[0], {keyword.arg for keyword in node.keywords}
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    given = None if None in names else {name for name in names if name} - NOT_PARAMETERS
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", code.value, _completed(code.value, given)


def _completed(code: str, given: set[str] | None) -> set[str] | None:
    return given if given is None or not code.startswith("import_") else given | {"heading"}


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_error_has_a_sentence() -> None:
    assert [(place, code) for place, code, _ in _raised() if code not in SENTENCES] == []


def test_every_placeholder_has_a_value() -> None:
    lacking = [
        (place, code, sorted(_placeholders(SENTENCES[code]) - given))
        for place, code, given in _raised()
        if given is not None and not _placeholders(SENTENCES[code]) <= given
    ]
    assert lacking == []


def test_sentences_are_persian_and_show_persian_digits() -> None:
    for code, template in SENTENCES.items():
        words = template.format_map(dict.fromkeys(_placeholders(template), ""))
        assert any("\u0600" <= letter <= "\u06ff" for letter in words), code
        assert not any(letter in "يك0123456789" for letter in words), code


def test_error_moved_to_another_field_keeps_its_attributes() -> None:
    moved = FieldError("sheba_too_short", "sheba", is_warning=True, missing="دو").at("withdrawal_sheba")
    assert (moved.code, moved.field, moved.is_warning, moved.params) == (
        "sheba_too_short",
        "withdrawal_sheba",
        True,
        {"missing": "دو"},
    )


def test_text_for_the_log_has_no_personal_data() -> None:
    error = FieldError("amount_not_number", "amount", value="0499370899")
    assert "0499370899" not in str(error)
    assert str(FieldErrors([error])) == "amount:amount_not_number"


def test_unknown_code_raises_key_error() -> None:
    with pytest.raises(KeyError):
        sentence(Refusal("no_such_code"))
