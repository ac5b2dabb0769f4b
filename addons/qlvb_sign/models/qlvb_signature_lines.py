# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools.misc import format_datetime

# What is good and what is not, for colours; everything else is neither.
GOOD = {
    "verdict": ("valid",),
    "integrity": ("intact",),
    "later_changes": ("none", "allowed"),
    "chain": ("trusted",),
    "period": ("valid",),
    "revocation": ("good",),
    "time_source": ("tsa",),
    "role_order": ("right",),
    "level": ("B-T", "B-LT", "B-LTA"),
}
BAD = {
    "verdict": ("invalid",),
    "integrity": ("broken", "unreadable"),
    "later_changes": ("forbidden",),
    "revocation": ("revoked",),
    "role_order": ("wrong",),
}


class QlvbSignatureLines(models.AbstractModel):
    """The findings about a signature as lines for people, never one green tick."""

    _name = "qlvb.signature.lines"
    _description = "Lines of a Signature"

    def _lines(self):
        """Return [{"name", "label", "text", "state"}] of one signature, in order.

        ``state``: good, bad or note.
        """
        self.ensure_one()
        lines = [self._line(name) for name in GOOD]
        return [line for line in lines if line["text"]]

    def _line(self, name):
        field = self._fields[name]
        value = self[name]
        text = dict(field._description_selection(self.env)).get(value, "")
        if name == "time_source" and self.moment:
            zone = self.env.user.tz or self.env.company._qlvb_zone_name()
            text = f"{text} – {format_datetime(self.env, self.moment, tz=zone)}"
        state = "good" if value in GOOD[name] else "note"
        if value in BAD.get(name, ()):
            state = "bad"
        label = field._description_string(self.env)
        return {"name": name, "label": label, "text": text, "state": state}
