"""Helpers that return the refusal of a call."""

from collections.abc import Callable

import pytest

from dealer_app.domain.errors import FieldError, sentence


def refusal(call: Callable[..., object], *arguments: object) -> FieldError:
    """Return the FieldError that the call must raise; check that its sentence is complete."""
    with pytest.raises(FieldError) as caught:
        call(*arguments)
    words = sentence(caught.value)
    assert words.endswith((".", "؟"))
    assert "{" not in words
    return caught.value


def code_of(call: Callable[..., object], *arguments: object) -> str:
    """Return the code of the refusal."""
    return refusal(call, *arguments).code
