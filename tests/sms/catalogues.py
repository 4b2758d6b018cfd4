"""The translations of the replies, as the catalogues have them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parents[2] / "translations"


def translations() -> Mapping[str, Mapping[str, str]]:
    """By language, what each text is in it."""
    catalogues = TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")
    return {"en": {}} | {path.parent.parent.name: _read(path) for path in catalogues}


def _read(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and message.id and message.string and not message.fuzzy
    }


IN_LANGUAGE = translations()


def translator(language: str) -> Callable[[str], str]:
    """What translates into `language`; English stands where there is no translation."""
    texts = IN_LANGUAGE[language]
    return lambda text: texts.get(text, text)


def is_right_to_left(language: str) -> bool:
    """Whether the language is written from right to left."""
    return Locale.parse(language).text_direction == "rtl"
