# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..lib import keys
from ..lib.errors import SignError


class QlvbSignKey(models.Model):
    """The signing key of a person, or the seal of an agency.

    Who sees what: a person sees their own key, clerks see the seal of their agency,
    administrators of documents see that keys exist and until when they hold. Nobody
    reads the key file or the picture of a foreign signature over any interface: the
    bytes have no access group at all, and only the signing itself opens them, with a
    PIN that is neither stored nor logged.
    """

    _name = "qlvb.sign.key"
    _description = "Signing Key"
    _inherit = ["qlvb.sign.picture.mixin"]
    _order = "company_id, user_id, id desc"

    name = fields.Char("Name in the certificate", readonly=True)
    active = fields.Boolean(default=True)
    user_id = fields.Many2one(
        "res.users", "Person", readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", "Agency", readonly=True, index=True)
    provider = fields.Selection(
        [("pkcs12", "PKCS#12 file")], default="pkcs12", required=True, readonly=True
    )
    pkcs12 = fields.Binary(
        attachment=False,
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
    )
    image = fields.Binary(
        attachment=False, readonly=True, copy=False, groups=fields.NO_ACCESS
    )
    picture = fields.Binary(compute="_compute_picture")
    subject = fields.Char(readonly=True)
    issuer = fields.Char(readonly=True)
    sha256 = fields.Char("SHA-256", readonly=True, index=True)
    not_before = fields.Datetime("Valid from", readonly=True)
    not_after = fields.Datetime("Valid until", readonly=True)
    validity = fields.Selection(
        [
            ("valid", "Valid"),
            ("expired", "Expired"),
            ("not_yet_valid", "Not yet valid"),
        ],
        compute="_compute_validity",
    )

    _one_owner = models.Constraint(
        "CHECK((user_id IS NULL) != (company_id IS NULL))",
        "A key belongs to one person or to one agency.",
    )
    _person_uniq = models.UniqueIndex(
        "(user_id) WHERE active AND user_id IS NOT NULL",
        "This person already has a key in use.",
    )
    _agency_uniq = models.UniqueIndex(
        "(company_id) WHERE active AND company_id IS NOT NULL",
        "This agency already has a seal in use.",
    )

    @api.depends("name", "user_id", "company_id")
    def _compute_display_name(self):
        for key in self:
            owner = key.user_id.name or key.company_id.name
            key.display_name = f"{owner} – {key.name}"

    @api.depends("not_before", "not_after")
    def _compute_validity(self):
        now = fields.Datetime.now()
        for key in self:
            key.validity = "valid"
            if key.not_after and key.not_after < now:
                key.validity = "expired"
            elif key.not_before and key.not_before > now:
                key.validity = "not_yet_valid"

    @api.depends_context("uid")
    @api.depends("user_id", "company_id")
    def _compute_picture(self):
        """Show a picture to its owner only: a copied signature is a forged one."""
        for key in self:
            mine = key.user_id == self.env.user or key.company_id
            key.picture = mine and key.sudo().image

    @api.model
    def install(self, content, pin, image=None, agency=False, recolour=False):
        """Store a PKCS#12 file (base64) as the caller's key; return the key's id.

        ``agency``: as the seal of the caller's current agency instead, for its clerks.
        ``recolour``: the picture's ink is made blue, or red for a seal.
        The PIN only proves that the file opens. The key in use so far is archived.
        """
        if agency:
            self.env["qlvb.document"]._check_role(("clerk",), self.env.company)
            owner = self.env.company
        else:
            owner = self.env.user
        picture = self._decoded(image)
        if picture and recolour:
            picture = base64.b64decode(self._checked_image(owner, picture, True))
        return self._install(owner, self._decoded(content), pin, picture).id

    @api.model
    def _install(self, owner, data, pin, image=None):
        """Store ``data`` for a user or an agency (a record); return the key."""
        picture = self._checked_image(owner, image)
        try:
            info = keys.open_key(data, pin).info
        except SignError as error:
            raise UserError(self._sentence(error)) from None
        field = "company_id" if owner._name == "res.company" else "user_id"
        keys_of_owner = self.sudo().search([(field, "=", owner.id)])
        picture = picture or keys_of_owner[:1].image
        keys_of_owner.write({"active": False})
        keys_of_owner.flush_recordset(["active"])  # before the index sees the new one
        return self.sudo().create(
            {
                field: owner.id,
                "name": info.name,
                "subject": info.subject,
                "issuer": info.issuer,
                "sha256": info.sha256,
                "not_before": info.not_before.replace(tzinfo=None),
                "not_after": info.not_after.replace(tzinfo=None),
                "pkcs12": base64.b64encode(data),
                "image": picture,
            }
        )

    @api.model
    def _decoded(self, content):
        try:
            return base64.b64decode(content or b"", validate=True)
        except ValueError:
            raise UserError(self.env._("The content is not valid base64.")) from None

    @api.model
    def _of(self, owner):
        """Return the key in use of a user or an agency, or say that there is none."""
        field = "company_id" if owner._name == "res.company" else "user_id"
        key = self.sudo().search([(field, "=", owner.id)], limit=1)
        if key:
            return key
        if field == "company_id":
            raise UserError(
                self.env._("%s has no seal yet: a clerk installs it.", owner.name)
            )
        raise UserError(
            self.env._(
                "%s has no signing key yet: install it under “My signing key”.",
                owner.name,
            )
        )

    def _open(self, pin):
        """Return the engine's key, opened for one signature."""
        self.ensure_one()
        key = keys.open_key(base64.b64decode(self.sudo().pkcs12), pin)
        key.info.check_period()
        return key

    @api.model
    def _sentence(self, error):
        """Return the engine's refusal as a sentence that says what to do."""
        _ = self.env._
        sentences = {
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
            "certified": _(
                "Its author certified the file: it takes no further signature."
            ),
            "timestamp": _(
                "The timestamp service does not answer: nothing was signed. Try again,"
                " and tell the administrator if it stays so."
            ),
        }
        if error.code == "places":
            return self._places_sentence(error)
        details = {**error.details}
        if "field" in details:
            details["field"] = self._field_labels().get(details["field"], "")
        if "date" in details:
            details["date"] = format_date(self.env, details["date"])
        general = _("The file could not be signed: tell the administrator.")
        return sentences.get(error.code, general) % details

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
