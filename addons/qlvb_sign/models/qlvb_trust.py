# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import UTC

from odoo import api, fields, models

from ..lib import trust


class QlvbTrust(models.AbstractModel):
    """What the engine is told to trust, from the confirmed roots and the policies."""

    _name = "qlvb.trust"
    _description = "Trust"

    @api.model
    def _current(self, online=True):
        """Return the Trust of now; ``online``: services on the list may be asked."""
        policies = {row.domain: row for row in self._policies()}
        roots = (
            self.env["qlvb.trust.anchor"].sudo().search([("is_confirmed", "=", True)])
        )
        anchors = [
            trust.Anchor(
                anchor._der(),
                domain=anchor.domain,
                roles=policies[anchor.domain]._roles(),
                needs_revocation=policies[anchor.domain].revocation == "hard",
                weak=policies[anchor.domain].weak_hashes,
            )
            for anchor in roots
            if anchor.domain in policies
        ]
        answers = self.env["qlvb.revocation.answer"]
        return trust.Trust(
            anchors=tuple(anchors),
            intermediates=self.env["qlvb.trust.intermediate"]._certificates(),
            gather=answers._gather if online else answers._kept,
        )

    @api.model
    def _policies(self):
        return self.env["qlvb.trust.policy"].sudo().search([], limit=10)

    @api.model
    def _moment(self, moment=None):
        """Return a moment of Odoo (naive UTC) as the engine wants it, or now."""
        return (moment or fields.Datetime.now()).replace(tzinfo=UTC)
