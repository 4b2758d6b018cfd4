"""HTML as a browser shows it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib


def parsed(html: str) -> Element:
    """The body of a page, or of a part of one."""
    page = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    body = page.find("body")
    assert body is not None
    return body


def text_of(element: Element) -> str:
    """Its text, with line breaks where they are shown."""
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield "\n" if child.tag == "br" else text_of(child)
        yield child.tail or ""


def on_one_line(html: str) -> str:
    """All that a page says, its spaces and line breaks as one space each."""
    return " ".join(text_of(parsed(html)).split())
