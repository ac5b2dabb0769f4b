# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import unicodedata

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import text

# Besides the models of these add-ons.
NAMED_MODELS = ("res.partner", "res.company", "hr.department", "hr.job")
# What people read and search: refused while it stands in an old encoding.
READABLE = {
    "qlvb.document": (
        "name",
        "notation",
        "notation_tail",
        "issuer_name",
        "place",
        "body",
        "reply_request",
    ),
    "qlvb.document.type": ("name",),
    "qlvb.instruction": ("text",),
    "qlvb.recipient": ("name",),
    "qlvb.register": ("name",),
    "res.partner": ("name",),
}
READERS = {"date": fields.Date.to_date, "datetime": fields.Datetime.to_datetime}


class Base(models.AbstractModel):
    """Text is stored as TCVN 6909:2001 asks (S10), in one place for every model.

    What changes no content is done quietly: NFC, no invisible characters. A text in
    an old encoding is refused with what it may have meant; nobody converts it but a
    person. A date that is none is answered by a sentence, whoever sends it: people
    choose dates, but programs write them.
    """

    _inherit = "base"

    # For models of other add-ons: what is refused while it is in an old encoding.
    _readable_texts = ()

    @api.model_create_multi
    def create(self, vals_list):
        if self._stores_our_text():
            defaults = self._default_texts()
            vals_list = [self._clean_text({**defaults, **vals}) for vals in vals_list]
            for vals in vals_list:
                self._check_dates(vals)
        return super().create(vals_list)

    def write(self, vals):
        if self._stores_our_text():
            vals = self._clean_text(vals)
            self._check_dates(vals)
        return super().write(vals)

    @api.model
    def _stores_our_text(self):
        # A dialog may hold a PIN, which nobody changes.
        ours = self._name.startswith("qlvb.") and not self._transient
        return ours or self._name in NAMED_MODELS

    @api.model
    def _default_texts(self):
        """Return the texts that the context would fill in by itself."""
        return {
            key[8:]: value
            for key, value in self.env.context.items()
            if key.startswith("default_")
            and isinstance(value, str)
            and self._fields.get(key[8:])
            and self._fields[key[8:]].type in ("char", "text")
        }

    def _clean_text(self, vals):
        """Return ``vals`` with clean text, or raise naming every garbled one."""
        texts = {
            name: value
            for name, value in vals.items()
            if isinstance(value, str)
            and name in self._fields
            and self._fields[name].type in ("char", "text")
        }
        if not texts:
            return vals
        readable = READABLE.get(self._name, self._readable_texts)
        garbled = {name: texts[name] for name in readable if name in texts}
        reasons = self._garbled_sentences(garbled)
        if reasons and not self._keeps_garbled(vals):
            raise UserError("\n".join(reasons))
        return {**vals, **{name: self._cleaned_text(texts[name]) for name in texts}}

    @api.model
    def _cleaned_text(self, value):
        return text.clean(value).strip()

    def _keeps_garbled(self, vals):
        """Hook: whether somebody has confirmed the text as it stands."""
        return False

    @api.model
    def _propose_text(self, value):
        """Return the `text.Proposal` for a text in an old encoding, or None."""
        if not isinstance(value, str) or len(value) > 100_000:
            return None
        return text.propose(unicodedata.normalize("NFC", value))

    @api.model
    def _garbled_sentences(self, texts):
        """Return one sentence for each of the ``texts`` {field: value} to mend."""
        _ = self.env._
        sentences = []
        for name, value in texts.items():
            label = self._fields[name]._description_string(self.env)
            proposal = self._propose_text(value)
            if proposal:
                sentences.append(
                    _(
                        "%(field)s is written in the old encoding %(encoding)s, not in"
                        " Unicode. It seems to say “%(text)s”: enter that, if it is"
                        " right.",
                        field=label,
                        encoding=proposal.encoding,
                        text=proposal.text,
                    )
                )
            elif text.is_broken(value):
                sentences.append(
                    _(
                        "%(field)s contains characters of an old Vietnamese font:"
                        " “%(text)s”. Type it again in Unicode.",
                        field=label,
                        text=text.clean(value),
                    )
                )
        return sentences

    @api.model
    def _check_dates(self, vals):
        for name, value in vals.items():
            field = self._fields.get(name)
            if field and field.type in READERS and isinstance(value, str):
                self._read_moment(value, field.type)

    @api.model
    def _read_moment(self, value, kind="datetime"):
        """Return a moment (naive UTC), or a date, from what a program sent.

        None for nothing; `UserError` for what is neither.
        """
        try:
            return READERS[kind](value or None)
        except (ValueError, TypeError, AttributeError):
            example = "2026-11-23" if kind == "date" else "2026-11-23 09:30:00"
            raise UserError(
                self.env._(
                    "“%(value)s” is no date of the calendar: write it like"
                    " %(example)s.",
                    value=value,
                    example=example,
                )
            ) from None
