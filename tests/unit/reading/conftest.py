"""The recogniser is loaded once for the tests of this folder."""

import pytest

from services.reading.recognise import Recogniser


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    """The real recogniser."""
    return Recogniser()
