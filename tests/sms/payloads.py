"""What Twilio posts, one file each in tests/fixtures/twilio/, byte for byte as it comes."""

from pathlib import Path
from urllib.parse import parse_qs

_FOLDER = Path(__file__).parents[1] / "fixtures" / "twilio"
# A callback about a text of ours is none that came in.
_STATUS = "status_"
TEXTS = sorted(p.stem for p in _FOLDER.glob("*.form") if not p.stem.startswith(_STATUS))


def payload(name: str) -> bytes:
    """The form of that name."""
    return (_FOLDER / f"{name}.form").read_bytes().strip()


def fields(name: str) -> dict[str, str]:
    """Its fields."""
    found = parse_qs(payload(name).decode(), keep_blank_values=True)
    return {field: values[0] for field, values in found.items()}
