# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools.misc import format_date


class QlvbSignSentences(models.AbstractModel):
    """Every refusal of the engine as a sentence that says what to do."""

    _name = "qlvb.sign.sentences.mixin"
    _description = "Sentences about Signing"

    @api.model
    def _sentence(self, error):
        """Return the engine's refusal as a sentence that says what to do."""
        if error.code == "places":
            return self._places_sentence(error)
        details = {**error.details}
        if "field" in details:
            details["field"] = self._field_labels().get(details["field"], "")
        if "what" in details:
            details["what"] = self._returned_labels().get(details["what"], "")
        if "date" in details:
            details["date"] = format_date(self.env, details["date"])
        general = self.env._("The file could not be signed: tell the administrator.")
        return self._known_sentences().get(error.code, general) % details

    @api.model
    def _known_sentences(self):
        """Return {code of a refusal: sentence with named placeholders}."""
        _ = self.env._
        return {
            "unreadable": _("The PDF cannot be read: make it again."),
            "encrypted": _("The PDF is locked by a password: use an open one."),
            "field": _(
                "The PDF has no place for %(field)s: make the PDF again from the Word"
                " file."
            ),
            "signed": _("The place for %(field)s is already filled."),
            "unsigned": _("The signer has not signed yet: the seal comes afterwards."),
            "order": _("The seal is already on the file: nobody can sign before it."),
            "broken": _(
                "The file was changed after it was signed: it is not sealed. Tell the"
                " administrator."
            ),
            "pin": _("The PIN is wrong, or the file is not a PKCS#12 key."),
            **self._token_sentences(),
            **self._service_sentences(),
            "expired": _(
                "The certificate expired on %(date)s: ask for a new one and install it."
            ),
            "not_yet_valid": _("The certificate is valid only from %(date)s."),
            "image": _("The picture must be a PNG with something drawn on it."),
            "corner": _(
                "Text stands in the top right corner of the first page, where the"
                " agency signs: leave the margin free."
            ),
            "covers": _(
                "The box would cover “%(words)s”, or leave the page: move it away."
            ),
            "chain": _(
                "The file is not the one before with what this step adds: nothing was"
                " done. Tell the administrator."
            ),
            "certified": _(
                "Its author certified the file: it takes no further signature."
            ),
            "timestamp": _(
                "The timestamp service does not answer: nothing was signed. Try again,"
                " and tell the administrator if it stays so."
            ),
        }

    @api.model
    def _field_labels(self):
        _ = self.env._
        return {
            "KyLanhDao": _("the signature"),
            "DauCoQuan": _("the seal"),
            "so_vb": _("the number"),
            "ngay": _("the day"),
            "thang": _("the month"),
        }

    @api.model
    def _places_sentence(self, error):
        _ = self.env._
        labels = {
            "number": _("the empty place for the number, as in “Số:     /UBND-VP”"),
            "date": _("the empty places of the date, “…, ngày     tháng     năm”"),
            "signer": _("the signer's position and name at the end of the text"),
            "room": _("room for the signature between position and name"),
            "seal": _(
                "room for the seal: at least five blank lines between position and name"
            ),
            "text": _("a line of text above the signer's position"),
            "initials": _("room for the initials of the reviewers"),
            "rotated": _("an upright first page"),
        }
        return _(
            "The PDF lacks %(missing)s. Correct the Word file and make the PDF again.",
            missing="; ".join(labels[name] for name in error.missing),
        )

    @api.model
    def _token_sentences(self):
        """Return what can be wrong with a key or a token, by code."""
        _ = self.env._
        return {
            "otp": _("The one-time code is wrong or was used: ask for a new one."),
            "paused": _(
                "The PIN was wrong too often: this key is paused for %(minutes)s"
                " minutes. Try again afterwards with the right PIN."
            ),
            "waits": _(
                "This step needs a key that signs at once: the key in use asks its"
                " owner on another device."
            ),
            "key_missing": _(
                "No key and certificate named “%(label)s” was found: check the name in"
                " the settings of the key."
            ),
            "module_forbidden": _(
                "The module %(module)s is not allowed on this server: the system"
                " administrator puts it on the list of allowed modules."
            ),
            "module": _(
                "The module %(module)s cannot be loaded: the system administrator"
                " installs the driver of the token."
            ),
            "token": _(
                "The token “%(token)s” is not connected to the server: plug it in, or"
                " tell the administrator."
            ),
            "token_locked": _(
                "The token “%(token)s” is locked after too many wrong PINs: have its"
                " issuer unlock it."
            ),
            "token_failed": _(
                "The token “%(token)s” does not work: plug it in again, or tell the"
                " administrator."
            ),
        }

    @api.model
    def _service_sentences(self):
        """Return what can go wrong with a remote service or program, by code."""
        _ = self.env._
        return {
            "address": _("The address of a signing service begins with https://."),
            "service": _(
                "The signing service does not answer: nothing was signed. Try again"
                " later, and tell the administrator if it stays so."
            ),
            "service_refused": _(
                "The signing service refused: %(reason)s. Nothing was signed."
            ),
            "wrong_answer": _(
                "The signing service answered with something that is no signature of"
                " this file: nothing was stored. Tell the administrator."
            ),
            "certificate": _(
                "The certificate of the key is another than the one that was set up:"
                " set the key up again."
            ),
            "returned": _(
                "The file that the signing program returned was refused: %(what)s."
                " Nothing was stored; sign again."
            ),
        }

    @api.model
    def _returned_labels(self):
        """Return what is wrong with a returned file, to follow a colon."""
        _ = self.env._
        return {
            "unreadable": _("it is not a readable PDF"),
            "prefix": _("it does not begin with the file that was handed out"),
            "count": _("it does not have exactly one signature more"),
            "field": _("the signature does not stand in the place made for it"),
            "certificate": _("it was signed with another certificate"),
            "changed": _("it was changed after signing"),
            "lock": _("the seal does not lock the number and the date"),
            "more": _("it has more than the signature"),
        }
