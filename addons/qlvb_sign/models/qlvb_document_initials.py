# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

from odoo.addons.base.models.res_users import check_identity

from ..lib import fields as engine
from ..lib import signing


class QlvbDocumentInitials(models.AbstractModel):
    """Reviewers initial (ký nháy) in fields that the PDF got before anybody signed.

    The places follow from the stages of the route when the slip starts, and again
    when an approver stores an edited version. Initials stand on the agreed PDF like
    links of a chain; those of a step that is void are left out, the next begins
    before them.
    """

    _name = "qlvb.document.initials.mixin"
    _description = "Initials on Documents"

    def _prepare_pdf(self, pdf):
        pdf = super()._prepare_pdf(pdf)
        slips = self.sudo().submission_ids.filtered(lambda one: one.state == "running")
        kinds = [step.stage_id.initial_place for step in slips._initial_steps()]
        return self._with_initial_fields(pdf, kinds)

    def _with_initial_fields(self, pdf, kinds):
        if not kinds:
            return pdf
        return self._engine(engine.add_initials, pdf, kinds, self._place_wish())

    def _prepare_initials(self):
        """Give the newest PDF a place for everybody whom the route will ask."""
        pdf = self._newest("pdf")
        asked = self.env["qlvb.approval.route"]._for_document(self)._ask(self)
        kinds = [
            stage.initial_place
            for stage, users, _reason in asked
            if stage._is_initialled()
            for _user in users
        ]
        if not pdf or not kinds:
            return
        data = self._with_initial_fields(pdf._bytes(), kinds)
        if self._sha256(data) != pdf.sha256:
            note = self.env._("with places for initials")
            self._store_file(pdf.name, data, "pdf", note=note)

    def _file_to_sign(self):
        return self._with_initials(super()._file_to_sign())

    def _with_initials(self, file):
        """Return the last file of the initials in force that began with ``file``."""
        rows = self.sudo().signing_ids.filtered(
            lambda row: row.role == "initial" and row.step_id.state == "agreed"
        )
        for row in rows.sorted("id"):
            if row.before_sha256 == file.sha256:
                self._check_link(row, file)
                file = row.file_id
        return file

    def _make_initial(self, pdf, number, auth):
        key = self.env["qlvb.sign.key"]._of(self.env.user)
        picture = key._picture_bytes()
        opened = key._open(auth, self)
        self._check_certificate(opened, self.env.user, "person")
        stamps = None if opened.is_deferred else self._timestamper()
        return signing.sign_initial(pdf, number, opened, picture, stamps)

    # Initials that are made elsewhere and come later

    def _initial_later(self, key, step, before, auth, comment):
        """Ask for the initials of a step; a second call waits for the same."""
        Request = self.env["qlvb.sign.request"]
        self._end_stale_initials(step, before)
        if self._waits_for_me("initial"):
            return
        number = step.submission_id._initial_number(step)
        prepared = before._bytes()
        if key.flow == "hash":
            prepared = self._engine(self._make_initial, prepared, number, auth)
        else:
            self._check_foreign(key, self.env.user, "person")
        values = {
            "step_id": step.id,
            "comment": comment,
            "place": f"{engine.INITIAL}{number}",
        }
        request = Request._start(self, key, before, prepared, "initial", **values)
        self._ask_for(request, auth)

    def _end_stale_initials(self, step, before):
        """End what is waited for at a step that is over, or on an earlier file."""
        request = self.env["qlvb.sign.request"]._waiting_for(self, "initial")
        current = request.step_id.state == "current"
        if request and (not current or request.before_sha256 != before.sha256):
            request._end("failed", self._changed_sentence())

    def _store_awaited(self, request, pdf, annexes):
        if request.role != "initial":
            return super()._store_awaited(request, pdf, annexes)
        self.check_access("read")
        slip = request.step_id.submission_id.with_env(self.env)
        return slip._take_initial(request, pdf)

    def action_agree(self):
        step = self.sudo().submission_id.with_env(self.env)._my_current()
        if len(self) == 1 and step.stage_id._is_initialled():
            return self.action_initial()
        return super().action_agree()

    @check_identity
    def action_initial(self):
        """Ask for the PIN and initial."""
        self.ensure_one()
        self.check_access("read")
        name = self.env._("Initial")
        return self._open_pin_dialog("qlvb.document.initial", name)
