"""Somebody without an account tries the line: two phones, the desk beside them, and every fault."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import requests
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from portal.demo.place import register_in
from portal.demo.settings import OFFICER, OUR_NUMBER, Secrets, demo_environment
from portal.domain.attachments import LONGEST_BYTES
from portal.domain.outgoing import Standing
from portal.domain.segments import BASIC, EXTENSION, measure
from portal.settings import Settings
from sms.phone.faults_out import FAULTS
from sms.phone.phones import PHONES
from sms.phone.switchboard import ANSWERS
from sms.sending.line import Line
from tests.demo.running import RunningDemo
from tests.servers.processes import wait_until

STOPS = "Turn Advanced Opt-Out on"
PAGES = ["/phone", "/phone/jo", "/phone/amal?beside=jo"]


@pytest.fixture
def photo() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (90, 60), "#a9dccd").save(picture, "JPEG")
    return picture.getvalue()


def _opened(page: Page, demo: RunningDemo, name: str, beside: str = "") -> Locator:
    """The phone of this name, with nothing on its screen."""
    page.goto(f"{demo.url}/phone/{name}?beside={beside}")
    phone = page.locator(f"#phone-{name}")
    with page.expect_navigation():
        phone.get_by_role("button", name=re.compile("^Clear")).click()
    return phone


def _send(phone: Locator, words: str, button: str = "Send") -> None:
    phone.get_by_label("Write a text").fill(words)
    if button != "Send":
        phone.get_by_text("A photo, or another way").click()
    # What is read next stands on the page that comes back.
    with phone.page.expect_navigation():
        phone.get_by_role("button", name=button, exact=True).click()


def _bubbles(phone: Locator, whose: str) -> list[str]:
    return phone.locator(f".from-{whose}").all_inner_texts()


def _line(demo: RunningDemo) -> Line:
    """Twilio's own client, as the demo's worker has it."""
    environment = demo_environment(
        {
            "PORTAL_DEMO": "1",
            "PORTAL_DEMO_DIR": str(demo.folder),
            "PORT": demo.url.rpartition(":")[2],
        }
    )
    return Line(Settings.from_environment(environment))


# Two phones and the desk


@pytest.mark.javascript_on_and_off
def test_two_phones_text_and_the_desk_beside_them_has_both(page: Page, demo: RunningDemo) -> None:
    _opened(page, demo, "sam", "amal")
    sam, amal = page.locator("#phone-sam"), page.locator("#phone-amal")
    amal.get_by_role("button", name="Clear Amal's phone").click()

    _send(amal, "أخذوا هاتفي ولا أحد يستمع إلي")
    _send(sam, "nobody listens to me")

    assert len(_bubbles(sam, "child")) == len(_bubbles(amal, "child")) == 1
    words = amal.locator(".from-child .typed")
    assert words.get_attribute("dir") == "auto"
    assert words.evaluate("it => getComputedStyle(it).direction") == "rtl"
    rows = page.locator(".intakes-here li")
    assert rows.count() == 5
    assert "Text message, Arabic" in "".join(rows.all_inner_texts())
    assert "nobody listens to me" not in page.locator(".strip").inner_text()


def test_danger_stands_out_beside_the_phones_and_leads_to_its_intake(
    page: Page, demo: RunningDemo
) -> None:
    jo = _opened(page, demo, "jo")

    _send(jo, "my foster carer hits me")

    row = page.locator(".intakes-here .on-top").first
    assert "Read now" in row.inner_text()
    assert "danger" in row.inner_text().lower()
    reference = row.get_by_role("link").inner_text()
    row.get_by_role("link").click()
    page.get_by_label("E-mail").fill(OFFICER)
    page.get_by_label("Password").fill(Secrets.kept_in(demo.folder).desk_password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{demo.url}/care/intakes/{reference}")
    assert "my foster carer hits me" in page.locator("main").inner_text()


def test_any_two_of_the_phones_lie_side_by_side(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.url}/phone")
    page.locator("#phone-amal").get_by_role("link", name="Jo", exact=True).click()
    assert page.locator(".phone h2").all_inner_texts() == ["Sam's phone", "Jo's phone"]

    page.locator("#phone-jo").get_by_role("button", name="Clear Jo's phone").click()
    assert page.locator(".phone h2").all_inner_texts() == ["Sam's phone", "Jo's phone"]

    for beside in ("sam", "nobody", "+447700900123"):
        page.goto(f"{demo.url}/phone/sam?beside={beside}")
        assert page.locator(".phone h2").all_inner_texts() == ["Sam's phone", "Amal's phone"]


def test_a_text_can_be_sent_by_keyboard_alone(page: Page, demo: RunningDemo) -> None:
    phone = _opened(page, demo, "sam")
    phone.get_by_label("Write a text").focus()

    page.keyboard.type("by keyboard")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(phone.locator(".from-child .typed")).to_have_text("by keyboard")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits(
    open_page: Callable[..., Page],
    accessible: Callable[[Page], None],
    demo: RunningDemo,
    path: str,
    width: int,
) -> None:
    page = open_page(viewport={"width": width, "height": 800})

    page.goto(demo.url + path)
    page.locator("#try-twice button").click()
    page.locator("details").first.locator("summary").click()

    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tops = [one.bounding_box() for one in page.locator(".phone").all()]
    first, second = (box["y"] for box in tops if box)
    assert (first == second) == (width == 1280)


# What a text takes


def test_what_is_counted_while_writing_is_what_is_counted_when_it_is_sent(
    page: Page, demo: RunningDemo
) -> None:
    page.goto(f"{demo.url}/phone")
    box, takes = page.locator("#text-sam"), page.locator("#takes-sam")
    chance = random.Random(22)  # noqa: S311 - the same texts each time
    plain, pairs = sorted(BASIC - {"\r"}), sorted(EXTENSION)
    signs = [*plain, *pairs, *pairs, *pairs, *"ءሰক\U0001f622\U0001f622"]
    texts = [
        "",
        "x" * 160,
        "x" * 161,
        "x" * 152 + "€" + "x" * 10,
        "ع" * 70,
        "ع" * 66 + "\U0001f622" * 3,
    ]
    for _ in range(60):
        some = plain + pairs if chance.random() < 0.5 else signs
        texts.append("".join(chance.choices(some, k=chance.randrange(1, 400))))

    for text in texts:
        box.fill(text)
        taken = measure(text)
        said = takes.inner_text()
        assert re.match(rf"{taken.segments} texts?, {taken.alphabet}, {taken.units} of ", said), (
            text
        )


def test_without_javascript_it_says_that_it_is_counted_later(
    open_page: Callable[..., Page], demo: RunningDemo
) -> None:
    page = open_page(javascript=False)
    page.goto(f"{demo.url}/phone")

    assert "once it is sent" in page.locator("#takes-sam").inner_text()


# Photos


def test_a_photo_goes_through_the_network_to_the_desk(
    page: Page, demo: RunningDemo, photo: bytes
) -> None:
    jo = _opened(page, demo, "jo")
    jo.get_by_text("A photo, or another way").click()
    jo.get_by_label(re.compile("A photo, which goes")).set_input_files(
        {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    _send(jo, "this is my room")

    shown = jo.get_by_role("img", name="A photo")
    wait_until(lambda: shown.evaluate("it => it.naturalWidth") == 90, "the photo is shown")
    assert "by WhatsApp" in _bubbles(jo, "child")[0]
    reference = page.locator(".intakes-here a").first.inner_text()
    page.goto(f"{demo.url}/care/intakes/{reference}")
    page.get_by_label("E-mail").fill(OFFICER)
    page.get_by_label("Password").fill(Secrets.kept_in(demo.folder).desk_password)
    page.get_by_role("button", name="Sign in").click()

    def is_there() -> bool:
        page.goto(f"{demo.url}/care/intakes/{reference}")
        return original.count() > 0

    original = page.get_by_role("link", name=re.compile("Keep the original"))
    wait_until(is_there, "the worker fetched it", seconds=20)
    href = original.get_attribute("href")
    assert page.request.get(f"{demo.url}{href}").body() == photo


def test_the_network_gives_a_photo_to_nobody_but_our_account(
    page: Page, demo: RunningDemo, photo: bytes
) -> None:
    phone = _opened(page, demo, "sam")
    phone.get_by_text("A photo, or another way").click()
    phone.locator("[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    phone.get_by_role("button", name="Send", exact=True).click()
    name = (phone.locator("img.photo").first.get_attribute("src") or "").rpartition("/")[2]
    secrets = Secrets.kept_in(demo.folder)
    account = secrets.account_sid
    there = f"{demo.url}/phone/twilio/2010-04-01/Accounts/{account}/Messages/MM1/Media/{name}"

    known = requests.get(there, auth=(account, secrets.auth_token), timeout=5)

    assert known.content == photo
    assert requests.get(there, timeout=5).status_code == 401
    nobodys = there.replace(name, f"ME{32 * '0'}")
    assert requests.get(nobodys, auth=(account, secrets.auth_token), timeout=5).status_code == 404


def test_only_a_picture_is_shown_as_one(page: Page, demo: RunningDemo) -> None:
    phone = _opened(page, demo, "sam")
    phone.get_by_text("A photo, or another way").click()
    phone.locator("[type=file]").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
    )
    phone.get_by_role("button", name="Send", exact=True).click()

    source = phone.locator("img.photo").first.get_attribute("src")
    assert requests.get(f"{demo.url}{source}", timeout=5).status_code == 404
    for path in ("ME1", "..%2Fsam.jsonl", "sam.jsonl", f"ME{32 * 'g'}"):
        assert requests.get(f"{demo.url}/phone/photo/{path}", timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("size", "status"), [(LONGEST_BYTES, 200), (LONGEST_BYTES + 1, 413), (12_000_000, 413)]
)
def test_a_photo_may_be_as_large_as_any_that_we_take(
    demo: RunningDemo, size: int, status: int
) -> None:
    with requests.Session() as visit:
        page = visit.get(f"{demo.url}/phone", timeout=5).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        content = b"\xff\xd8\xff".ljust(size, b"x")

        answer = visit.post(
            f"{demo.url}/phone/sam",
            data={"csrf_token": token[1]},
            files={"photo": ("large.jpg", content)},
            timeout=20,
        )

        assert answer.status_code == status
        if status == 200:
            shown = re.findall(r'src="(/phone/photo/ME[0-9a-f]+)"', answer.text)[-1]
            assert visit.get(demo.url + shown, timeout=5).content == content


# STOP


def test_stop_is_ours_where_the_network_leaves_it_to_us(page: Page, demo: RunningDemo) -> None:
    amal = _opened(page, demo, "amal")

    _send(amal, "STOP")

    assert _bubbles(amal, "network") == []
    assert "no reply goes out" in _bubbles(amal, "note")[0]
    _send(amal, "START")
    assert _bubbles(amal, "heard")


def test_the_network_answers_stop_and_start_where_advanced_opt_out_is_on(
    page: Page, demo: RunningDemo
) -> None:
    amal = _opened(page, demo, "amal", "sam")
    page.get_by_role("button", name=STOPS).click()
    number, line = PHONES["amal"].number, _line(demo)

    def outcome() -> tuple[Standing, int | None, bool]:
        sent = line.send(
            number, "There is news.", callback=f"{demo.url}/sms/status/x", waits=timedelta(hours=1)
        )
        return sent.standing, sent.error_code, sent.opted_out

    _send(amal, "Stop ")
    assert ANSWERS["STOP"] in _bubbles(amal, "network")[0]
    assert outcome() == (Standing.FAILED, 21610, True)

    _send(amal, "HELP")
    assert ANSWERS["HELP"] in _bubbles(amal, "network")[1]
    assert _bubbles(amal, "heard") == []

    _send(amal, "stop it please")
    assert len(_bubbles(amal, "network")) == 2

    _send(amal, "START")
    assert ANSWERS["START"] in _bubbles(amal, "network")[2]
    assert outcome()[0] is Standing.QUEUED

    _send(amal, "STOP")
    page.get_by_role("button", name="Turn Advanced Opt-Out off").click()
    assert page.locator(".phone h2").all_inner_texts() == ["Amal's phone", "Sam's phone"]
    assert outcome()[0] is Standing.QUEUED
    _send(amal, "START")


def test_a_number_of_nobodys_is_refused_by_the_network(demo: RunningDemo) -> None:
    sent = _line(demo).send(
        "+447700900999", "There is news.", callback=demo.url, waits=timedelta(hours=1)
    )

    assert (sent.standing, sent.error_code) == (Standing.FAILED, 21211)


# Faults


@pytest.mark.parametrize("name", list(FAULTS))
def test_each_fault_goes_right_and_says_what_happened(
    page: Page, demo: RunningDemo, name: str
) -> None:
    page.goto(f"{demo.url}/phone/jo?beside=amal")
    trial = page.locator(f"#try-{name}")

    with page.expect_navigation():
        trial.get_by_role("button").click()

    expect(page.locator(".phone h2")).to_have_text(["Jo's phone", "Amal's phone"])
    said = trial.locator(".verdict").inner_text()
    assert said.startswith("Right."), said
    assert said.endswith(".")
    assert trial.locator(".bubble").count() >= 2


def test_a_fault_leaves_real_intakes_at_the_desk(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.url}/phone")
    before = page.locator(".intakes-here a").first.inner_text()

    page.locator("#try-burst button").click()

    assert page.locator(".intakes-here a").first.inner_text() != before
    words = "into bin bags"
    wait_until(
        lambda: any(
            words in file.read_text("utf-8") for file in register_in(demo.folder).glob("*.json")
        ),
        "its record arrives",
    )


def test_there_is_no_other_fault(demo: RunningDemo) -> None:
    with requests.Session() as visit:
        page = visit.get(f"{demo.url}/phone", timeout=5).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        form = {"csrf_token": found[1]}

        assert visit.post(f"{demo.url}/phone/try/fire", data=form, timeout=5).status_code == 404


def test_no_page_names_a_number_in_its_address(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.url}/phone")

    page.locator("#try-twice button").click()
    addresses = page.locator("a, form").evaluate_all("all => all.map(it => it.href || it.action)")

    assert not re.search(r"44?7700", page.url + " ".join(map(str, addresses)))
    assert OUR_NUMBER in page.locator("main").inner_text()
