"""Corners of the rules for secrets that the corpus does not reach."""

from services.reading.redaction import redact_text
from services.reading.secret_cards import growing, is_card


def test_a_number_that_fails_its_check_digit_is_no_card() -> None:
    """One digit apart."""
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")


def test_only_digits_that_go_on_from_digits_grow() -> None:
    """Words behind a number, or too few digits, are not a card that is being typed."""
    assert growing("4111 1111 1111 1", "4111 1111 1111 ") is not None
    assert growing("no digits", "no digit") is None
    assert growing("4111 1111 1111 x", "4111 1111 1111 ") is None
    assert growing("4111 1111", "4111 11") is None
    assert growing("9111 1111 1111 1", "9111 1111 1111 ") is None


def test_two_groups_are_a_code_only_under_an_authenticators_name() -> None:
    """Elsewhere they are an amount or a part number."""
    assert "123 456" not in redact_text("Authenticator\nExample\n123 456").text
    assert "123 456" in redact_text("Spare part\nExample\n123 456").text
    assert "123 456" in redact_text("123 456\nOpen the authenticator and enter the code").text
