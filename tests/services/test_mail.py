"""Mails with real servers: with TLS and a password, and refused without."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal.services.mail import MailError, mailer_for, the_mail
from portal.settings import Settings
from tests.servers.mail import MailServer
from tests.servers.mail_server import PASSWORD, UNKNOWN, USER
from tests.servers.processes import free_port
from tests.servers.settings import production_settings

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
# This computer by an address that is not taken for this computer's: as a server elsewhere is.
ELSEWHERE = "127.0.0.2"


def settings(url: str, address: str = "https://heard.example") -> Settings:
    environ = production_settings("", address)
    return Settings.from_environment({**environ, "PORTAL_SMTP_URL": url})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and its key, for ELSEWHERE."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ELSEWHERE)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - dt.timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(ELSEWHERE))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "both.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., MailServer]]:
    """`serve("--asks-who")` starts a mail server."""
    started: list[MailServer] = []

    def start(*options: str, host: str = "127.0.0.1") -> MailServer:
        started.append(MailServer(tmp_path, *options, host=host))
        started[-1].start()
        return started[-1]

    yield start
    for server in started:
        server.kill9()


@pytest.mark.parametrize("is_tls", [True, False], ids=["TLS from the first byte", "STARTTLS"])
def test_with_tls_and_a_password(
    serve: Callable[..., MailServer],
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_tls: bool,
) -> None:
    options = ["--certificate", str(certificate), "--asks-who", *(["--is-tls"] * is_tls)]
    server = serve(*options, host=ELSEWHERE)
    where = f"{'smtps' if is_tls else 'smtp'}://{USER}:{{}}@{ELSEWHERE}:{server.port}"

    with pytest.raises(MailError, match="SSLCertVerificationError"):
        mailer_for(settings(where.format(PASSWORD))).send("olu@kent.example", NOW)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(MailError, match="SMTPAuthenticationError 535") as refused:
        mailer_for(settings(where.format("wrong"))).send("olu@kent.example", NOW)
    mailer_for(settings(where.format(PASSWORD))).send("olu@kent.example", NOW)

    assert refused.value.is_away
    assert server.told == ["olu@kent.example"]


def test_a_server_elsewhere_without_tls_gets_nothing(serve: Callable[..., MailServer]) -> None:
    server = serve(host=ELSEWHERE)

    with pytest.raises(MailError, match="NoEncryptionError") as refused:
        mailer_for(settings(server.url)).send("olu@kent.example", NOW)

    assert refused.value.is_away
    assert server.mails == []


def test_a_server_that_is_down_is_away() -> None:
    nowhere = settings(f"smtp://127.0.0.1:{free_port()}")

    with pytest.raises(MailError, match=r"^ConnectionRefusedError$") as refused:
        mailer_for(nowhere).send("olu@kent.example", NOW)

    assert refused.value.is_away


@pytest.mark.parametrize("address", [UNKNOWN, "olü@kent.example", "a\r\nRCPT TO:<b@c.example>"])
def test_an_address_that_is_refused_says_nothing_of_the_server(
    serve: Callable[..., MailServer], address: str
) -> None:
    server = serve()

    with pytest.raises(MailError) as refused:
        mailer_for(settings(server.url)).send(address, NOW)

    assert not refused.value.is_away
    assert len(str(refused.value).split()) == 1
    assert refused.value.__cause__ is None
    assert server.mails == []


def test_a_mail_is_plain_and_answers_itself_to_nobody() -> None:
    mail = the_mail(settings("smtp://h"), NOW)

    head, _, body = mail.decode("ascii").partition("\r\n\r\n")
    lines = dict(line.split(": ", 1) for line in head.split("\r\n"))
    assert lines["From"] == lines["To"] == "heard@kent.example"
    assert lines["Subject"] == "Something needs you"
    assert lines["Date"] == "Tue, 24 Nov 2026 12:00:00 +0000"
    assert lines["Auto-Submitted"] == "auto-generated"
    assert body == (
        "Something at the desk needs you. Please sign in:\r\nhttps://heard.example/desk/\r\n"
    )


def test_its_size_is_the_same_at_every_time_and_for_a_long_address_too() -> None:
    told = settings("smtp://h", f"https://{'very-long.' * 20}heard.example")
    moments = [NOW + dt.timedelta(days=n, hours=n, minutes=n, microseconds=n) for n in range(400)]

    mails = [the_mail(told, moment) for moment in moments]

    assert len({len(mail) for mail in mails}) == 1
    assert f"\r\n{told.public_base_urls[0]}/desk/\r\n".encode() in mails[0]


def test_a_folder_takes_the_same_mail(tmp_path: Path) -> None:
    environ = production_settings("", "https://heard.example")
    folder = {"PORTAL_SMTP_URL": f"dir:{tmp_path / 'mail'}", "PORTAL_DEMO": "1"}
    told = Settings.from_environment({**environ, **folder})

    mailer_for(told).send("olu@kent.example", NOW)

    [file] = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert len(file.read_bytes()) == len(the_mail(told, NOW))


def test_a_folder_that_cannot_be_written_to_is_away(tmp_path: Path) -> None:
    environ = production_settings("", "https://heard.example")
    (tmp_path / "mail").write_text("a file is no folder", "utf-8")
    folder = {"PORTAL_SMTP_URL": f"dir:{tmp_path / 'mail'}", "PORTAL_DEMO": "1"}

    with pytest.raises(MailError, match="FileExistsError") as refused:
        mailer_for(Settings.from_environment({**environ, **folder})).send("a@b.example", NOW)

    assert refused.value.is_away
