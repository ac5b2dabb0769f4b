# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from vnrecords import text


class QlvbDelivery(models.Model):
    """The delivery book: what leaves on paper, by post or by hand (ND 30, App. IV.III).

    The system enters a line for each recipient on paper when the document is issued.
    Clerks of the agency note when it was handed over, in how many envelopes and to
    whom, who signed for it, or that it came back. Everybody who sees the document
    sees its lines; nobody deletes one.
    """

    _name = "qlvb.delivery"
    _description = "Delivery on Paper"
    _inherit = ["qlvb.state.mixin", "qlvb.delivery.printing"]
    _order = "id desc"
    _rec_name = "receiver"
    _transitions = {
        "waiting": {"handed"},
        "handed": {"received", "returned"},
        "returned": {"handed"},
    }
    _guarded_fields = frozenset(
        {
            "recipient_id",
            "document_id",
            "company_id",
            "moment",
            "envelopes",
            "carrier",
            "received_by",
            "received_on",
            "note",
        }
    )

    recipient_id = fields.Many2one(
        "qlvb.recipient", required=True, index=True, ondelete="restrict"
    )
    document_id = fields.Many2one(
        related="recipient_id.document_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="recipient_id.document_id.company_id", store=True, string="Agency"
    )
    notation = fields.Char(related="recipient_id.document_id.notation")
    receiver = fields.Char(related="recipient_id.name")
    urgency = fields.Selection(related="recipient_id.document_id.urgency")
    way = fields.Selection(
        [("post", "Post"), ("hand", "By hand")], required=True, readonly=True
    )
    state = fields.Selection(
        [
            ("waiting", "To hand over"),
            ("handed", "Handed over"),
            ("received", "Received"),
            ("returned", "Came back"),
        ],
        required=True,
        default="waiting",
    )
    moment = fields.Datetime("Handed over")
    envelopes = fields.Integer(default=1)
    carrier = fields.Char(help="Post office, courier or the person who carries it.")
    received_by = fields.Char()
    received_on = fields.Date()
    note = fields.Char()
    user_id = fields.Many2one("res.users", "Entered by", readonly=True)

    _envelopes_positive = models.Constraint(
        "CHECK(envelopes > 0)", "At least one envelope leaves."
    )
    _waiting_idx = models.Index("(company_id, id) WHERE state = 'waiting'")

    @api.model
    def _plan(self, recipients):
        """Enter a line for each recipient that gets the document on paper."""
        self.sudo()._through_door().create(
            [
                {
                    "recipient_id": recipient.id,
                    "way": "hand" if recipient.channel == "hand" else "post",
                }
                for recipient in recipients
            ]
        )

    def hand_over(self, carrier=None, envelopes=1, note=None):
        """Note that the envelopes were given to the post or a messenger now."""
        if type(envelopes) is not int or not 1 <= envelopes <= 1000:
            raise UserError(
                self.env._("Between 1 and 1,000 envelopes are handed over.")
            )
        for line in self._checked_lines("handed"):
            line._set_state(
                "handed",
                moment=fields.Datetime.now(),
                carrier=self._plain(carrier),
                envelopes=envelopes,
                note=self._plain(note) or line.note,
                user_id=self.env.uid,
            )
            line.recipient_id._set_status("001")
            line.document_id._log(
                "deliver", to=line.receiver, way=line.carrier or line.way
            )
        return True

    def confirm(self, received_by, received_on=None):
        """Note who signed for it, and on which day."""
        received_by = self._plain(received_by)
        if not received_by:
            raise UserError(self.env._("Say who signed for it."))
        for line in self._checked_lines("received"):
            line._check_blockers("received")
            today = line.document_id._agency_today()
            day = fields.Date.to_date(received_on) or today
            handed = line.document_id._agency_date(line.moment)
            if not handed <= day <= today:
                raise UserError(
                    self.env._("It was received between the day it left and today.")
                )
            line._set_state("received", received_by=received_by, received_on=day)
            line.recipient_id._set_status("01")
        return True

    def come_back(self, reason):
        """Note that it came back undelivered; it can be handed over again."""
        reason = self._plain(reason)
        if not reason:
            raise UserError(self.env._("Say why it came back."))
        for line in self._checked_lines("returned"):
            line._set_state("returned", note=reason)
            line.document_id._log("deliver", to=line.receiver, returned=reason)
        return True

    def _checked_lines(self, state):
        """Return the lines that still have to move, locked; only clerks move them."""
        self.check_access("read")
        for agency in self.sudo().company_id:
            self.env["qlvb.document"]._check_role(("clerk",), agency)
        self.env.cr.execute(
            SQL(
                "SELECT id FROM qlvb_delivery WHERE id = ANY(%s) FOR NO KEY UPDATE",
                self.ids,
            )
        )
        self.invalidate_recordset(["state", "moment"])
        return self.sudo().filtered(lambda line: line.state != state)

    def _blockers_handed(self):
        """What was taken back does not leave any more (ND 30/2020, 18.4)."""
        document = self.document_id
        if document.state == "issued":
            return []
        label = dict(document._fields["state"]._description_selection(self.env))
        return [
            self.env._(
                "“%(name)s” is “%(state)s” meanwhile: it does not leave any more.",
                name=document.display_name,
                state=label[document.state],
            )
        ]

    @api.model
    def _plain(self, value):
        return text.clean(value).strip()[:300] if isinstance(value, str) else ""

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A line of the delivery book is never deleted."))

    def action_hand_over(self):
        return self._ask("hand_over", self.env._("Hand over"))

    def action_confirm(self):
        return self._ask("confirm", self.env._("Signed for"))

    def action_come_back(self):
        return self._ask("come_back", self.env._("Came back"))

    def _ask(self, what, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "qlvb.delivery.step",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_delivery_ids": [fields.Command.set(self.ids)],
                "default_what": what,
            },
        }
