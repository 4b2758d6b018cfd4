"""A program, not a module: `python picture.py FORMAT MOST_PIXELS <photo >copy.jpg`

The copy is a JPEG of the same picture, upright, and of nothing else that was in the file: no
place, no time, no phone, no thumbnail, and nothing that stood behind the picture.
Exit status: 3 for too many pixels, 4 for a photo that cannot be opened to its end.
"""

import sys
from io import BytesIO

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

TOO_MANY_PIXELS, BROKEN = 3, 4
# Enough to read a letter that lies on a table.
_LONGEST_SIDE = 4_096
_QUALITY = 88


def _copied(content: bytes, opened_as: str, most_pixels: int) -> bytes:
    register_heif_opener()
    # Counted by us, before anything is unpacked: a warning would be no refusal.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(content), formats=[opened_as]) as image:
        if image.width * image.height > most_pixels:
            sys.exit(TOO_MANY_PIXELS)
        # A JPEG is unpacked no larger than its copy will be.
        image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    copy = BytesIO()
    _on_white(upright).save(copy, "JPEG", quality=_QUALITY)
    return copy.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """As it is seen on paper, in new pixels: nothing that came with the old ones stays."""
    plain = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        plain.paste(image, mask=image.getchannel("A"))
    else:
        plain.paste(image.convert("RGB"))
    return plain


if __name__ == "__main__":
    try:
        made = _copied(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2]))
    except Exception:
        # Whatever a library says of a damaged file, it is damaged.
        sys.exit(BROKEN)
    sys.stdout.buffer.write(made)
