# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from pathlib import PurePath

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..lib import fields as engine


class QlvbSubmission(models.Model):
    """A slip pins its annexes, and takes the initials of reviewers (S9).

    Who the current stage asks initials with their own key, or who acts for them with
    theirs.
    """

    _inherit = "qlvb.submission"

    annex_pins = fields.Json("Annexes submitted", readonly=True, help="{file: SHA-256}")

    @api.model
    def _start(self, document, summary, proposal, values):
        document._prepare_initials()
        pinned = {**values, "annex_pins": document._annex_pins()}
        return super()._start(document, summary, proposal, pinned)

    def _initial_steps(self):
        """Return the steps of the first round that are initialled with keys."""
        steps = self.step_ids.filtered(
            lambda row: row.round == 1 and row.stage_id._is_initialled()
        )
        return steps.sorted(lambda row: (row.sequence, row.id))

    def _initial_number(self, step):
        """Return which of the fields for initials belongs to a step, from 1 on."""
        before = self._initial_steps().filtered(lambda r: r.sequence < step.sequence)
        beside = self.step_ids.filtered(
            lambda row: row.sequence == step.sequence and row.round == step.round
        )
        return len(before) + beside.sorted("id").ids.index(step.id) + 1

    def initial(self, pin=None, comment=None, otp=None):
        """Initial at the current step with the caller's own key; see `agree`.

        The signature is made while nothing is locked. Returns a dict: id, step_id,
        state (of the step); and ``request`` while initials that come later are waited
        for (see `qlvb.sign.request`). A second call then waits for the same.
        """
        self.ensure_one()
        self.check_access("read")
        step = self._my_step()
        document = self.document_id
        if not step.stage_id._is_initialled():
            self.agree(comment)
            return self._initial_summary(step)
        step._check_may_initial()
        before = document._with_initials(self.sudo().file_id)
        auth = self.env["qlvb.sign.key"]._authorisation(pin, otp, may_wait=True)
        key = self.env["qlvb.sign.key"]._of(self.env.user)
        if key.flow == "signer":
            self._initial_now(step, before, auth)
            self.agree(comment)
        else:
            document._initial_later(key, step.sudo(), before, auth, comment)
        return self._initial_summary(step)

    def _initial_now(self, step, before, auth):
        """Make and store initials, unless somebody decides while they are made."""
        document = self.document_id
        number = self.sudo()._initial_number(step)
        signed = document._engine(document._make_initial, before._bytes(), number, auth)
        self._lock_steps()
        still = self._my_step() == step
        if not still or document._with_initials(self.sudo().file_id) != before:
            raise UserError(
                self.env._(
                    "Somebody decided on “%s” at the same moment: initial once more.",
                    document.display_name,
                )
            )
        self._store_initial(step, before, signed, f"{engine.INITIAL}{number}")

    def _take_initial(self, request, pdf):
        """Store initials that came later, and agree as who asked for them.

        Refused when it is no longer their turn, or for another file than now.
        """
        self.check_access("read")
        self._lock_steps()
        step = self._my_step()
        before = self.document_id._with_initials(self.sudo().file_id)
        if step != request.step_id or before.sha256 != request.before_sha256:
            raise UserError(self.document_id._changed_sentence())
        self._store_initial(step, before, pdf, request.place)
        return self.agree(request.comment)

    def _initial_summary(self, step):
        state = step.sudo().state
        document = self.document_id
        request = document._request_summary("initial") if state == "current" else {}
        return {"id": self.id, "step_id": step.id, "state": state, **request}

    def _store_initial(self, step, before, signed, field):
        document = self.document_id
        name = f"{PurePath(before.name).stem.removesuffix('-initials')}-initials.pdf"
        file = document.sudo()._store_file(name, signed, "initialled")
        document._check_made_signatures(file)
        document._pin("initial", before, file, field=field, step_id=step.id)

    def _initial_of(self, step):
        """Return the initials that were made for a step on the file as it is now."""
        before = self.document_id._with_initials(self.file_id)
        return self.document_id.signing_ids.filtered(
            lambda row: (
                row.step_id == step
                and row.before_sha256 == before.sha256
                and not row.file_id.is_void
            )
        )

    def _take_back(self, step):
        mine = self.document_id.signing_ids.filtered(lambda row: row.step_id == step)
        mine.file_id._make_void()
        return super()._take_back(step)
