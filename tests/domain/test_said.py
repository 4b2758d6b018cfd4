import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.said import letters_and_digits


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("  Sunny-KITE,\n river. ", "sunnykiteriver"),
        ("1234 5678", "12345678"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),  # Arabic-Indic
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),  # Persian
        ("፩፪፫፬፭፮፯፰፱", "123456789"),  # Ethiopic, which int() does not read
        ("１２３ ＡＢＣ", "123abc"),  # full width
        ("café CAFÉ", "cafecafe"),
        ("\N{RIGHT-TO-LEFT MARK}٤\N{NO-BREAK SPACE}٢", "42"),
        ("... 🪁 ---", ""),
        ("", ""),
    ],
)
def test_only_letters_and_digits_count(said, plain):
    assert letters_and_digits(said) == plain


@given(st.text())
def test_saying_it_again_changes_nothing(said):
    once = letters_and_digits(said)

    assert letters_and_digits(once) == once
