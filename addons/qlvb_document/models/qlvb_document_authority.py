# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from vnrecords.format import RULES, Finding


class QlvbDocumentAuthority(models.AbstractModel):
    """Whether the signer has the authority that stands over the name.

    ND 30/2020, art. 13: for a collective (TM.) its head signs; a deputy signs for the
    head (KT.); by order (TL.) and by authorisation (TUQ.) whoever was given it, for
    as long as it lasts; an acting head (Q.) by the decision that says so. Judged at
    the minute of the check and again at signing.
    """

    _name = "qlvb.document.authority"
    _description = "Authority of Signers"

    def _authority_findings(self):
        """Return findings of the rule ``authority.right``, at most one."""
        self.ensure_one()
        document = self.sudo()
        if not document.signer_id:
            return []
        code = document._authority_fault()
        if not code:
            return []
        rule = RULES["authority.right"]
        values = {"signer": document.signer_id.name, "wanted": document.authority or ""}
        return [
            Finding(
                rule.id, rule.component, code, tuple(values.items()), 0, rule.article
            )
        ]

    def _authority_fault(self):
        """Return the code of what is wrong with signer and authority, or nothing."""
        leaders = self.env["qlvb.role"]._holders("leader", self.company_id)
        signer, authority = self.signer_id, self.authority
        is_chief = signer == leaders[:1]
        if authority in ("TL.", "TUQ."):
            return "" if self._is_empowered(authority) else "no_delegation"
        if signer not in leaders:
            empowered = authority == "KT." and self._is_empowered("KT.")
            return "" if empowered else "not_leader"
        if authority == "Q.":
            return "" if self._is_acting_head() else "not_acting"
        if authority == "TM." and not self.company_id.qlvb_collective:
            return "no_collective"
        if authority == "KT.":
            return "chief" if is_chief else ""
        return "" if is_chief else "not_chief"

    def _is_empowered(self, authority):
        """Tell whether somebody lets the signer sign so today, in this document."""
        given = self.env["qlvb.delegation"]._covering(self.signer_id, document=self)
        return any(row.authority == authority for row in given)

    def _is_acting_head(self, moment=None):
        """Tell whether the signer was acting head at ``moment`` (UTC), now if empty."""
        acting = self.env["qlvb.acting.head"]
        place = self.signer_id, self.company_id, self.department_id
        return acting._holds(*place, moment or fields.Datetime.now())
