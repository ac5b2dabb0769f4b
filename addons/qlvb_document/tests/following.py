# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tests of the follow-up share."""

from .test_issuing import IssueCase


class FollowCase(IssueCase):
    """Issued documents on their way to the commune, and what comes back."""

    def _run_outbox(self):
        with self.enter_registry_test_mode():
            self.env.ref("qlvb_document.ir_cron_outbox").method_direct_trigger()
        self.env.invalidate_all()

    def _arrived(self, document):
        return document.sudo().recipient_ids.target_ids

    def _delivered(self, **values):
        """Return a document of the district that has arrived at the commune."""
        document = self._issued(**values)
        self._run_outbox()
        return document

    def _asked(self, **values):
        """Return a document that asks the commune for a reply; everybody got it."""
        document = self._delivered(
            needs_reply="reply",
            reply_request="Số liệu quý I",
            reply_due="2026-03-06",
            **values,
        )
        rows = document.sudo().recipient_ids
        rows.filtered(lambda row: row.status == "00")._set_status("001")
        return document
