"""A photo and a voice in a real browser, to the desk; and what a phone can do wrong on the way."""

from __future__ import annotations

import html
import re
import secrets
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from PIL import Image
from playwright.sync_api import Page
from urllib3 import encode_multipart_formdata

from portal.db import attachments
from portal.domain.attachments import Attachment, MediaKind
from tests.desk.newcomer import a_person
from tests.desk_client import the_intake
from tests.journeys.desk import AtTheDesk, same_place
from tests.media import samples
from tests.portal_client import FILES, office_of
from tests.servers.browser import assert_accessible
from tests.servers.databases import Databases
from tests.servers.live import LiveServer

WORDS = "look what he did <3"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_TYPED = re.compile(r"<textarea[^>]*>\n(.*?)</textarea>", re.DOTALL)


@pytest.fixture
def server(databases: Databases, database_kind: str, tmp_path: Path) -> Iterator[LiveServer]:
    url = databases.migrated(database_kind)
    with LiveServer(url, tmp_path) as server:
        yield server
    databases.discard(url)


def kept_files(server: LiveServer) -> tuple[Attachment, ...]:
    with same_place(server) as app, office_of(app).database.read() as connection:
        keyring, intake = office_of(app).keyring, the_intake(app)
        return attachments.of_intake(connection, keyring, intake.id)


def write_and_go_on(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.url}/en/what-happened")
    page.fill("[name=words]", WORDS)
    page.click("button[value=files]")


@pytest.mark.javascript_on_and_off
def test_a_photo_goes_from_the_phone_to_the_desk_without_its_place(
    open_page: Callable[..., Page], server: LiveServer, tmp_path: Path, javascript: bool
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    write_and_go_on(page, server)
    photo = tmp_path / "IMG_0001.HEIC"
    photo.write_bytes(samples.photo("HEIF"))
    page.set_input_files("#files", photo)
    page.click("button[value=add]")
    assert "1. Photo" in page.inner_text("main")
    if javascript:
        assert_accessible(page)
    page.goto(f"{server.url}/en/check")
    page.click("button[value=send] >> nth=0")
    assert "Thank you. We have it." in page.inner_text("main")

    with same_place(server) as app:
        reference = the_intake(app).reference
        desk = AtTheDesk(
            a_person(app), open_page(viewport={"width": 1280, "height": 900}), server.url
        )
        desk.come_in()
        desk.open(f"intakes/{reference}")
        assert "1. Photo" in desk.page.inner_text("main")
        with desk.page.expect_download() as coming:
            desk.page.click("a:has-text('Keep the copy')")
        copy = Path(coming.value.path()).read_bytes()
        with desk.page.expect_download() as coming:
            desk.page.click("a:has-text('Keep the original')")
        original = Path(coming.value.path()).read_bytes()
    assert original == photo.read_bytes()
    assert Image.open(BytesIO(copy)).format == "JPEG"
    assert samples.WHERE.encode() in original
    assert samples.WHERE.encode() not in copy


def test_a_voice_is_recorded_in_the_page_listened_to_and_kept(
    open_page: Callable[..., Page], server: LiveServer
) -> None:
    page = open_page(javascript=True)
    write_and_go_on(page, server)
    page.click("text=Record your voice")
    page.wait_for_selector("text=It is recording now.")
    page.wait_for_timeout(1_500)
    page.click("text=Stop recording")
    page.wait_for_selector("audio:visible")
    assert_accessible(page)
    page.click("button[value=add]")
    assert "1. Recording" in page.inner_text("main")
    page.goto(f"{server.url}/en/check")
    page.click("button[value=send] >> nth=0")
    [voice] = kept_files(server)
    assert voice.kind is MediaKind.SOUND


class ByHand:
    """A browser's requests, made by hand: it has written something, and is at the files."""

    def __init__(self, server: LiveServer) -> None:
        self.url = server.url
        self.session = requests.Session()
        self.session.trust_env = False
        self.post("what-happened", words=WORDS, go="files")

    def hidden(self, path: str) -> dict[str, str]:
        source = self.session.get(f"{self.url}/en/{path}", timeout=30).text
        return {name: html.unescape(value) for name, value in _HIDDEN.findall(source)}

    def post(self, path: str, **fields: str) -> requests.Response:
        data = {**self.hidden(path), **fields}
        return self.session.post(f"{self.url}/en/{path}", data=data, timeout=30)

    @property
    def words(self) -> str:
        """What stands in the box of the first question."""
        source = self.session.get(f"{self.url}/en/what-happened", timeout=30).text
        found = _TYPED.search(source)
        assert found
        return html.unescape(found[1])

    def form_around(self, name: str) -> tuple[bytes, bytes, str]:
        """The form up to this file's content, what comes after it, and its type."""
        mark = secrets.token_hex(16).encode()
        fields = [*self.hidden(FILES).items(), ("go", "add"), ("files", (name, mark))]
        body, content_type = encode_multipart_formdata(fields)
        before, after = body.split(mark)
        return before, after, content_type


@dataclass
class LongBody:
    """A form with a file of so many bytes in it, which is nowhere as a whole."""

    before: bytes
    size: int
    after: bytes

    def __len__(self) -> int:
        return len(self.before) + self.size + len(self.after)

    def __iter__(self) -> Iterator[bytes]:
        yield self.before
        for _ in range(self.size // 1_000_000):
            yield bytes(1_000_000)
        yield self.after


def memory_of(server: LiveServer) -> int:
    """Bytes of the server and its workers together."""
    return sum(one.memory_info().rss for one in server.family)


def test_two_hundred_megabytes_are_read_over_and_refused_in_a_sentence(
    server: LiveServer,
) -> None:
    child = ByHand(server)
    before, after, content_type = child.form_around("video.mov")
    used = memory_of(server)

    answer = child.session.post(
        f"{child.url}/en/{FILES}",
        data=LongBody(before, 200_000_000, after),
        headers={"Content-Type": content_type},
        timeout=60,
    )
    assert answer.status_code == 400
    assert "This file is too big. It can have up to 10 MB." in answer.text
    assert "Your words are still here." in answer.text
    assert memory_of(server) - used < 80_000_000
    assert child.words == WORDS


def test_a_connection_that_is_lost_half_way_loses_no_word(server: LiveServer) -> None:
    child = ByHand(server)
    before, after, content_type = child.form_around("photo.jpg")
    photo = samples.photo("PNG")
    where = urlsplit(child.url)
    cookies = "; ".join(f"{one.name}={one.value}" for one in child.session.cookies)
    head = (
        f"POST /en/{FILES} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookies}\r\n"
        f"Content-Type: {content_type}\r\n"
        f"Content-Length: {len(before) + len(photo) + len(after)}\r\n\r\n"
    )
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=30) as line:
        line.sendall(head.encode() + before + photo[: len(photo) // 2])

    assert child.words == WORDS
    child.post("check", go="send")
    assert kept_files(server) == ()
    with same_place(server) as app:
        assert [one.text for one in the_intake(app).words] == [WORDS]
