# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from .qlvb_format_rule import COMPONENTS, SEVERITIES
from .qlvb_format_sentences import ADVICE, SIDES, WHAT


class QlvbFormatFinding(models.Model):
    """One departure of a version from the layout of the decree.

    What was measured is kept; the sentence is made in the reader's language. Whoever
    may see the document may read it.
    """

    _name = "qlvb.format.finding"
    _description = "Finding on the Layout"
    _order = "check_id desc, severity, page, id"
    _rec_name = "what"

    check_id = fields.Many2one(
        "qlvb.format.check",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    document_id = fields.Many2one(related="check_id.document_id")
    rule_id = fields.Many2one("qlvb.format.rule", required=True, readonly=True)
    severity = fields.Selection(SEVERITIES[1:], required=True, readonly=True)
    mandatory = fields.Boolean(related="rule_id.mandatory")
    page = fields.Integer(
        "Number of the page",
        readonly=True,
        aggregator=None,
        help="0 where a Word file does not tell.",
    )
    page_text = fields.Char("Page", compute="_compute_page_text")
    component = fields.Selection(COMPONENTS, readonly=True)
    code = fields.Char(required=True, readonly=True)
    details = fields.Json(readonly=True)
    what = fields.Text("What is wrong", compute="_compute_sentences")
    advice = fields.Text("What to do", compute="_compute_sentences")
    article = fields.Text(compute="_compute_sentences")

    @api.depends("page")
    def _compute_page_text(self):
        for finding in self:
            finding.page_text = str(finding.page) if finding.page else "–"

    @api.depends("rule_id", "code", "details")
    @api.depends_context("lang")
    def _compute_sentences(self):
        for finding in self:
            finding.what = finding._sentence(WHAT)
            finding.advice = finding._sentence(ADVICE)
            finding.article = self.env._(
                "Decree 30/2020, Annex I, part I.%s", finding.rule_id.article
            )

    def _sentence(self, sentences):
        """Return the sentence for the rule and its code, else for the code alone."""
        rule, code = self.rule_id.code, self.code
        text = sentences.get(f"{rule}/{code}") or sentences.get(code)
        if not text:
            return f"{rule}: {code}"
        values = dict(self.details or {})
        if values.get("side") in SIDES:
            values["side"] = self.env._(SIDES[values["side"]])
        sentence = self.env._(text)
        return sentence % _Values(values)

    def _component_label(self):
        labels = dict(self._fields["component"]._description_selection(self.env))
        return labels.get(self.component, self.component or "")

    def _line(self):
        """Return the finding as one line of a message."""
        label = self._component_label()
        if self.page:
            return self.env._(
                "– %(component)s, page %(page)s: %(what)s %(advice)s",
                component=label,
                page=self.page,
                what=self.what,
                advice=self.advice,
            )
        return f"– {label}: {self.what} {self.advice}"


class _Values(dict):
    """Values of a sentence; what was not measured is a dash, lengths are plain."""

    def __missing__(self, name):
        return "–"

    def __getitem__(self, name):
        value = super().__getitem__(name)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value
