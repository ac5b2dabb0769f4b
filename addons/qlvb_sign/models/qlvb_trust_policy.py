# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

DOMAINS = [
    ("state", "State service (công vụ)"),
    ("public", "Public service"),
    ("tsa", "Timestamp service"),
    ("test", "Internal or test"),
]


class QlvbTrustPolicy(models.Model):
    """What the roots of one domain may vouch for, and how strictly it is checked.

    One row per domain. A domain without a row vouches for nothing. Everybody reads,
    administrators of documents write.
    """

    _name = "qlvb.trust.policy"
    _description = "Trust Policy"
    _order = "sequence, id"
    _rec_name = "domain"

    sequence = fields.Integer(default=10)
    domain = fields.Selection(DOMAINS, "Used for", required=True)
    for_person = fields.Boolean("Signatures of persons")
    for_agency = fields.Boolean("Seals of agencies")
    for_timestamp = fields.Boolean("Timestamps")
    revocation = fields.Selection(
        [
            ("hard", "Must be shown not to be revoked"),
            ("soft", "An unknown revocation is told, but accepted"),
        ],
        required=True,
        default="hard",
    )
    weak_hashes = fields.Selection(
        [("outdated", "Told as outdated"), ("invalid", "Not valid")],
        "Outdated algorithms",
        required=True,
        default="outdated",
        help="Signatures with SHA-1 were made until about 2018.",
    )
    bound_by = fields.Selection(
        [
            ("admin", "An administrator binds each certificate to its owner"),
            ("key", "Whoever installs the key is its owner"),
        ],
        "Owners",
        required=True,
        default="admin",
    )

    _domain_uniq = models.UniqueIndex("(domain)", "This domain has its policy already.")

    @api.model
    def _of(self, domain):
        return self.sudo().search([("domain", "=", domain)], limit=1)

    def _roles(self):
        """Return the roles of the engine that this domain vouches for."""
        names = {
            "person": self.for_person,
            "agency": self.for_agency,
            "tsa": self.for_timestamp,
        }
        return frozenset(name for name, given in names.items() if given)
