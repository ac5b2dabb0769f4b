# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import Command

from .common import QlvbCommon, make_pdf


class ApprovalCase(QlvbCommon):
    """A draft of the specialist, and routes made for it."""

    def setUp(self):
        super().setUp()
        self.draft = self._drafted(signer_id=self.leader.id)

    def _route(self, *stages, **values):
        """Make a route of the district; ``stages``: dicts; the signature is added."""
        rows = [
            {"sequence": place, "name": f"Bước {place}", **stage}
            for place, stage in enumerate(stages, 1)
        ]
        rows.append({"sequence": 99, "name": "Ký", "who": "leader", "what": "sign"})
        return self.env["qlvb.approval.route"].create(
            {
                "name": "Riêng",
                "company_id": self.district.id,
                "stage_ids": [Command.create(row) for row in rows],
                **values,
            }
        )

    def _group(self, *users, **values):
        people = [Command.set([user.id for user in users])]
        return {"who": "group", "user_ids": people, "quorum": "all", **values}

    def _submitted(self, **values):
        self.draft.submit("Trình", values=values or None)
        return self.draft.submission_id

    def _new_version(self, user=None, text="Second"):
        draft = self.draft.with_user(user or self.specialist)
        content = base64.b64encode(make_pdf(text))
        return draft.upload_version("draft.pdf", content, "Sửa câu 2")

    def _states(self, slip):
        return slip.step_ids.sorted("id").mapped("state")
