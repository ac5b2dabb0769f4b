# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords.format import RULES

SEVERITIES = [("off", "Not checked"), ("warning", "Warning"), ("error", "Error")]
COMPONENTS = [
    ("paper", "Paper and margins"),
    ("font", "Font"),
    ("page_number", "Page number"),
    ("nation", "Name of the country"),
    ("motto", "Motto"),
    ("parent", "Superior body"),
    ("issuer", "Issuing body"),
    ("number", "Number and notation"),
    ("date", "Place and date"),
    ("type", "Type"),
    ("abstract", "Abstract"),
    ("basis", "Legal bases"),
    ("body", "Body"),
    ("article", "Articles"),
    ("authority", "Authority of the signer"),
    ("position", "Position of the signer"),
    ("signer", "Name of the signer"),
    ("addressees", "Addressees (Kính gửi)"),
    ("recipients_word", "The words “Nơi nhận”"),
    ("recipients", "Recipients (Nơi nhận)"),
    ("annex", "Heading of an annex"),
    ("annex_title", "Title of an annex"),
    ("urgency", "Urgency stamp"),
    ("circulation", "Mark of circulation"),
]
ASPECTS = [
    ("as_above", "begins with “Như trên”"),
    ("color", "colour"),
    ("encoding", "encoding"),
    ("family", "kind of font"),
    ("form", "form"),
    ("heading", "heading"),
    ("kind", "agrees with the entry"),
    ("letters", "size and style of letters"),
    ("line", "line below"),
    ("margins", "margins"),
    ("mention", "is named in the text"),
    ("missing", "is present"),
    ("name", "agrees with the entry"),
    ("named", "names whom the entry sends it to"),
    ("notation", "agrees with type and unit"),
    ("orientation", "upright page"),
    ("paragraph", "paragraphs"),
    ("place", "position"),
    ("place_name", "name of the place"),
    ("read", "pages that were read"),
    ("right", "is held by the signer"),
    ("size", "size of the page"),
    ("text", "wording"),
    ("titles", "without titles and degrees"),
]


class QlvbFormatRule(models.Model):
    """A rule of the layout of documents, and how grave the agency takes it.

    The rules are those of Decree 30/2020, Annex I, part I; administrators of an
    agency only set how grave one is for their agency. Everybody reads them.
    """

    _name = "qlvb.format.rule"
    _description = "Rule of Layout"
    _order = "sequence, id"
    _rec_names_search = ["code"]

    code = fields.Char(required=True, readonly=True)
    component = fields.Selection(COMPONENTS, compute="_compute_parts", store=True)
    aspect = fields.Selection(ASPECTS, compute="_compute_parts", store=True)
    article = fields.Char(
        required=True, readonly=True, help="Of Decree 30/2020, Annex I, part I."
    )
    default_severity = fields.Selection(
        SEVERITIES[1:], "Shipped as", required=True, readonly=True
    )
    mandatory = fields.Boolean(
        "Must be there",
        readonly=True,
        help="A component of Decree 30/2020, art. 8: without it nothing is issued.",
    )
    severity = fields.Selection(
        SEVERITIES,
        "In this agency",
        company_dependent=True,
        help="Empty: as shipped.",
    )
    sequence = fields.Integer(readonly=True)

    _code_uniq = models.UniqueIndex("(code)", "This rule exists already.")

    @api.depends("code")
    def _compute_parts(self):
        for rule in self:
            component, _dot, aspect = (rule.code or "").partition(".")
            rule.component = component if component in dict(COMPONENTS) else False
            rule.aspect = aspect if aspect in dict(ASPECTS) else False

    @api.depends("component", "aspect")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("component", "aspect")
        }
        for rule in self:
            component = labels["component"].get(rule.component, rule.code)
            aspect = labels["aspect"].get(rule.aspect, "")
            rule.display_name = f"{component}: {aspect}"

    def write(self, vals):
        if set(vals) - {"severity"} and not self.env.su:
            raise UserError(
                self.env._(
                    "A rule of the decree is not rewritten: set how grave it is in"
                    " this agency."
                )
            )
        return super().write(vals)

    @api.model
    def _severities(self, agency):
        """Return {code: severity} of the rules that the agency checks."""
        rules = self.sudo().with_company(agency).search([("code", "in", list(RULES))])
        found = {rule.code: rule.severity or rule.default_severity for rule in rules}
        return {code: grade for code, grade in found.items() if grade != "off"}
