# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from .base import READABLE

# Where somebody waits for the answer and can mend the text.
ATTENDED_PATHS = ("form", "rpc")
MAX_LENGTH = 10_000


class QlvbDocumentText(models.AbstractModel):
    """Texts of a document in an old encoding (S10): proposed, never silently changed.

    By the form or a program a garbled text is refused, with the proposal. Mail and
    scans have nobody to ask: the draft is made without the text, which is kept aside
    until a clerk confirms the proposal or types it; before that it is not registered.
    """

    _name = "qlvb.document.text"
    _description = "Text of Documents"

    garbled_text = fields.Json(
        readonly=True, copy=False, help="The texts as they came, by field."
    )
    text_proposal = fields.Text("Proposed text", compute="_compute_text_proposal")
    convert_text = fields.Boolean(
        "Take over the proposed text", compute="_compute_convert_text", readonly=False
    )
    text_is_right = fields.Boolean(
        "The text is right as it stands",
        copy=False,
        help="A foreign name can look like Vietnamese in an old encoding.",
    )

    def _proposals(self):
        """Return {field: Proposal} for what stands in the record or is kept aside."""
        self.ensure_one()
        texts = {name: self[name] for name in READABLE["qlvb.document"]}
        texts |= self.garbled_text or {}
        found = {name: self._propose_text(value) for name, value in texts.items()}
        return {name: proposal for name, proposal in found.items() if proposal}

    @api.depends(*READABLE["qlvb.document"], "garbled_text", "text_is_right")
    def _compute_text_proposal(self):
        for document in self:
            found = {} if document.text_is_right else document._proposals()
            document.text_proposal = "\n".join(
                f"{document._fields[name]._description_string(self.env)}"
                f" ({proposal.encoding}): {proposal.text}"
                for name, proposal in found.items()
            )

    def _compute_convert_text(self):
        self.convert_text = False

    @api.onchange("convert_text")
    def _onchange_convert_text(self):
        if self.convert_text:
            for name, proposal in self._proposals().items():
                self[name] = proposal.text
            self.convert_text = False

    @api.model
    def propose_text(self, text):
        """Return what a garbled text may mean: {"text", "encoding"}, or {}.

        ``encoding``: TCVN3, VNI, VISCII, VPS or VIQR.
        """
        if not isinstance(text, str) or len(text) > MAX_LENGTH:
            raise UserError(
                self.env._("Send a text of at most %s characters.", MAX_LENGTH)
            )
        found = self._propose_text(text)
        return {"text": found.text, "encoding": found.encoding} if found else {}

    def action_convert_text(self):
        """Take over the proposals for what was kept aside; the trail keeps both."""
        for document in self:
            document.check_access("read")
            document._check_may_edit({"name": document.name})
            found = document._proposals()
            if found:
                document.write({name: found[name].text for name in found})
        return True

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        for document in documents.filtered("text_is_right"):
            document._log("text_kept", text=document.name)
        return documents

    def write(self, vals):
        kept = {}
        if not self._door_is_open():
            kept = {doc: doc.garbled_text for doc in self if doc.garbled_text}
        result = super().write(vals)
        for document, texts in kept.items():
            mended = sorted(set(texts) & set(vals))
            if mended:
                rest = {name: texts[name] for name in set(texts) - set(mended)}
                document.sudo()._through_door().write({"garbled_text": rest or False})
                document._log("text", before="; ".join(texts[n] for n in mended))
        if vals.get("text_is_right"):
            self._log("text_kept", text=vals.get("name") or self[:1].name)
        return result

    def _keeps_garbled(self, vals):
        """A person has looked at the text and says that it is right."""
        said = vals.get("text_is_right")
        return bool(
            said or (said is None and self and all(self.mapped("text_is_right")))
        )

    @api.model
    def _set_aside_garbled(self, values, path):
        """Return (values without garbled texts, those texts) for unattended paths."""
        if path in ATTENDED_PATHS:
            return values, {}
        garbled = {
            name: values[name]
            for name in READABLE["qlvb.document"]
            if isinstance(values.get(name), str)
            and self._garbled_sentences({name: values[name]})
        }
        values = {**values, **dict.fromkeys(garbled, False)}
        if "name" in garbled:
            values["name"] = self.env._(
                "(abstract in an old encoding, to be confirmed)"
            )
        return values, garbled

    def _text_blockers(self):
        if not self.garbled_text:
            return []
        labels = [
            self._fields[name]._description_string(self.env)
            for name in self.garbled_text
        ]
        return [
            self.env._(
                "“%(name)s” came in an old encoding: confirm the proposed text of"
                " %(fields)s, or type it.",
                name=self.display_name,
                fields=", ".join(labels),
            )
        ]
