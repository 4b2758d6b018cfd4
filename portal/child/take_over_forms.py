"""What the pages behind the code words may send us."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.child.forms import YOU_CHOOSE, OneOf, QuestionForm
from portal.domain.intake import verbatim
from portal.domain.submitter import ChildSays
from portal.domain.taxonomy import ContactWay, YesNo
from portal.domain.triage import AskedToStop
from portal.services.own_wish import Choice, Wish
from portal.services.take_over import Reach

AS_IT_STANDS = "as_it_stands"


class _Form(QuestionForm):
    """A form that its own sealed token answers for: no cookie is missed, and none proves it."""

    class Meta(QuestionForm.Meta):
        """No cookie opens anything here, so no other site can use one."""

        csrf = False


def _typed(_form: Form, field: Field) -> None:
    if not (field.data or "").strip():
        raise ValidationError(_l("Please type your code words."))


class CodeForm(_Form):
    """The code words."""

    code_words = StringField(validators=[_typed])


class OwnForm(_Form):
    """What a child says on their own page, of all that stands on it; nothing of it is needed."""

    says = StringField(validators=[OneOf(ChildSays)])
    words = TextAreaField()
    way = StringField(validators=[OneOf(ContactWay, AS_IT_STANDS)])
    details = StringField()
    times = StringField()
    others = StringField()
    wish = StringField(validators=[OneOf(Choice)])
    service = StringField()
    not_them = TextAreaField()
    trusted_who = StringField()
    reply = TextAreaField()
    wrong = TextAreaField()
    statement = StringField()
    check = StringField()
    told_to = StringField(validators=[OneOf(AskedToStop)])
    later = StringField(validators=[OneOf(YesNo)])

    @property
    def may_ask_later(self) -> bool | None:
        """Whether we may ask weeks after; None: nothing was said of it."""
        return self.later.data == YesNo.YES if self.later.data else None

    @property
    def said_to_stop(self) -> AskedToStop:
        """Whether anyone told them to."""
        return AskedToStop(self.told_to.data) if self.told_to.data else AskedToStop.NOT_ASKED

    @property
    def child_says(self) -> ChildSays | None:
        """What the child says of what was told; None: nothing."""
        return ChildSays(self.says.data) if self.says.data else None

    @property
    def reach(self) -> Reach:
        """How the child says that they may be reached."""
        way = self.way.data or ""
        return Reach(
            as_it_stands=way == AS_IT_STANDS,
            way=ContactWay(way) if way and way != AS_IT_STANDS else None,
            details=verbatim(self.details.data or ""),
            best_times=verbatim(self.times.data or ""),
            who_else_sees=verbatim(self.others.data or ""),
        )

    def wish_of(self, services: tuple[str, ...]) -> Wish:
        """What the child says of the advocate they want, of whom only `services` may be theirs."""
        chosen = self.service.data or ""
        is_known = chosen in services or chosen == YOU_CHOOSE
        return Wish(
            choice=Choice(self.wish.data) if self.wish.data else None,
            service=chosen.removeprefix(YOU_CHOOSE) if is_known else None,
            not_them=verbatim(self.not_them.data or ""),
            trusted_who=verbatim(self.trusted_who.data or ""),
        )


WRONG_CODE = _l(
    "These code words did not work. Please look at each word and try again."
    " Did you get new ones? Then only those work."
)
