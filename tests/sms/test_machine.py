"""Whatever Twilio does with the texts of two phones, and whatever becomes of our workers meanwhile:
words stored are words sent, one intake for one telling, in the order in which they came, and the
line says no more than it may.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.servers.databases import KINDS, Databases
from tests.servers.texts import text_form
from tests.sms.phone_model import (
    BLANKS,
    DANGERS,
    DIGITS,
    HELPS,
    PLAIN,
    STARTS,
    STOPS,
    YES,
    Phone,
    Sent,
)
from tests.sms.workers import Workers

_numbers = itertools.count()
a_phone = a_worker = st.integers(0, 1)
any_words = st.sampled_from([*PLAIN, *DANGERS, *DIGITS, *YES, *BLANKS])
named = [(words, "STOP") for words in STOPS] + [(words, "HELP") for words in HELPS]
named += [(words, "START") for words in (*STARTS, *YES)]
# A council may have added words of its own.
named += [("arrêt", "STOP"), ("ayuda", "HELP")]
twilios_words = st.one_of(
    st.sampled_from([(words, "") for words in (*STOPS, *STARTS, *YES, *HELPS)]),
    st.sampled_from(named),
)
a_while = st.sampled_from([1, 20, 170, 190, 1_300, 3_700, 90_000, 29 * 86_400])


class TextLine(RuleBasedStateMachine):
    """Two phones, two workers, one database."""

    workers: Workers

    def __init__(self) -> None:
        super().__init__()
        number = next(_numbers)
        self.phones = [Phone(f"+4477{number:08}"), Phone(f"whatsapp:GB.{number}")]
        known = frozenset(one.id for one in self.workers.intakes_beside(frozenset()))
        self.known = known
        self.on_its_way: list[tuple[int, Sent]] = []
        self.came: dict[str, tuple[int, Sent, str]] = {}

    # The child

    @rule(phone=a_phone, words=any_words, worker=a_worker)
    def texts(self, phone: int, words: str, worker: int) -> None:
        self._arrives(phone, self._sent(words), worker)

    @rule(phone=a_phone, word=twilios_words, worker=a_worker)
    def texts_a_word_of_twilios(self, phone: int, word: tuple[str, str], worker: int) -> None:
        self._arrives(phone, self._sent(*word), worker)

    @rule(phone=a_phone, words=st.lists(any_words, min_size=2, max_size=5), worker=a_worker)
    def texts_a_burst(self, phone: int, words: list[str], worker: int) -> None:
        for at, one in enumerate(words):
            self._arrives(phone, self._sent(one), (worker + at) % 2)

    @rule(seconds=a_while)
    def waits(self, seconds: int) -> None:
        self.workers.clock.move(seconds=seconds)

    # Twilio

    @rule(phone=a_phone, words=any_words)
    def sends_what_is_late(self, phone: int, words: str) -> None:
        self.on_its_way.append((phone, self._sent(words)))

    @precondition(lambda self: self.on_its_way)
    @rule(data=st.data(), worker=a_worker)
    def brings_what_was_late(self, data: st.DataObject, worker: int) -> None:
        at = data.draw(st.integers(0, len(self.on_its_way) - 1))
        self._arrives(*self.on_its_way.pop(at), worker)

    @precondition(lambda self: self.came)
    @rule(data=st.data(), worker=a_worker, same_token=st.booleans())
    def brings_again(self, data: st.DataObject, worker: int, same_token: bool) -> None:
        _phone, sent, reply = self.came[data.draw(st.sampled_from(list(self.came)))]
        token = sent.token if same_token else secrets.token_hex(8)
        assert self.workers.bring(worker, self._form(_phone, sent), token) == reply

    @rule(phone=a_phone, words=any_words)
    def brings_to_both_at_once(self, phone: int, words: str) -> None:
        sent = self._sent(words)
        form = self._form(phone, sent)
        one, other = self.workers.bring_at_once((form, sent.token), (form, sent.token))
        assert one == other
        self._came(phone, sent, one)

    @rule(phone=a_phone, pair=st.lists(st.sampled_from(PLAIN), min_size=2, max_size=2, unique=True))
    def brings_two_at_once(self, phone: int, pair: list[str]) -> None:
        both = [self._sent(words) for words in pair]
        forms = [(self._form(phone, sent), sent.token) for sent in both]
        said = list(zip(both, self.workers.bring_at_once(*forms), strict=True))
        kept = self._told(phone)[-1][-2:]
        if kept == [both[1].words.replace("\x00", ""), both[0].words.replace("\x00", "")]:
            said.reverse()
        for sent, reply in said:
            self._came(phone, sent, reply)

    # We

    @rule(phone=a_phone, words=any_words, seconds=st.sampled_from([0, 20, 600]))
    def database_is_away(self, phone: int, words: str, seconds: int) -> None:
        self._goes_aside(phone, self._sent(words), seconds)

    @rule(phone=a_phone, word=twilios_words)
    def database_is_away_for_a_word_of_twilios(self, phone: int, word: tuple[str, str]) -> None:
        self._goes_aside(phone, self._sent(*word), 0)

    @rule(worker=a_worker)
    def worker_starts_again(self, worker: int) -> None:
        self.workers.restart(worker)

    @precondition(lambda self: any(phone.is_open for phone in self.phones))
    @rule(data=st.data())
    def desk_closes(self, data: st.DataObject) -> None:
        is_open = [phone for phone in self.phones if phone.is_open]
        phone = data.draw(st.sampled_from(is_open))
        self.workers.clock.move(seconds=1)
        self.workers.close(self._intakes(phone.address)[-1])
        self.workers.clock.move(seconds=1)
        phone.is_open = False

    # What must hold

    @invariant()
    def words_stored_are_words_sent_in_one_intake_a_telling(self) -> None:
        for number, phone in enumerate(self.phones):
            assert self._told(number) == phone.tellings

    def teardown(self) -> None:
        """All that was on its way comes; each text is kept once, as it was sent."""
        for phone, sent in self.on_its_way:
            self._arrives(phone, sent, 0)
        self.words_stored_are_words_sent_in_one_intake_a_telling()
        sent = {sid: [one.words] for sid, (_phone, one, _reply) in self.came.items()}
        assert self.workers.bodies(list(sent)) == sent

    def _sent(self, words: str, opt_out_type: str = "") -> Sent:
        return Sent(f"SM{secrets.token_hex(16)}", secrets.token_hex(8), words, opt_out_type)

    def _form(self, phone: int, sent: Sent) -> dict[str, str]:
        more = {"OptOutType": sent.opt_out_type} if sent.opt_out_type else {}
        address = self.phones[phone].address
        return text_form(sent.words, sid=sent.sid, From=address, **more)

    def _arrives(self, phone: int, sent: Sent, worker: int) -> None:
        reply = self.workers.bring(worker, self._form(phone, sent), sent.token)
        self._came(phone, sent, reply)

    def _came(self, phone: int, sent: Sent, reply: str) -> None:
        self.came[sent.sid] = (phone, sent, reply)
        self.phones[phone].texts(sent, reply, self.workers.clock())

    def _goes_aside(self, phone: int, sent: Sent, seconds: int) -> None:
        reply = self.workers.bring_while_away(self._form(phone, sent), sent.token)
        at = self.workers.clock()
        self.workers.clock.move(seconds=seconds)
        assert self.workers.bring_while_away(self._form(phone, sent), sent.token) == reply
        assert self.workers.take_in() == 1
        self.came[sent.sid] = (phone, sent, reply)
        self.phones[phone].texts_while_away(sent, reply, at)

    def _intakes(self, address: str):
        found = self.workers.intakes_beside(self.known)
        return [one for one in found if one.contact.texting_address == address]

    def _told(self, phone: int) -> list[list[str]]:
        found = self._intakes(self.phones[phone].address)
        return [[words.text for words in intake.words] for intake in found]


@pytest.fixture(scope="module", params=KINDS)
def workers(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workers]:
    """Two workers for all the examples, each of which texts from phones of its own."""
    url = databases.migrated(request.param)
    workers = Workers(url, tmp_path_factory.mktemp("workers"))
    yield workers
    workers.end()
    databases.discard(url)


@pytest.mark.timeout(3_600)
def test_no_text_is_lost_or_doubled_and_no_reply_is_too_many(workers: Workers, full: bool) -> None:
    TextLine.workers = workers
    run_state_machine_as_test(
        TextLine,
        settings=settings(
            max_examples=300 if full else 20,
            stateful_step_count=40 if full else 25,
            suppress_health_check=list(HealthCheck),
        ),
    )
