# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

from vnrecords import numbering

CHOICES = [
    ("accept", "Accept it"),
    ("tell_sender", "Keep it and tell the sender"),
    ("tell_office", "Report to the head of office"),
    ("return", "Return it to the sender"),
]


class QlvbDocumentCheck(models.AbstractModel):
    """The clerk checks each number and every page (S21) and settles what differs (S22).

    Declared pages are compared with the counted ones, the notation with the one
    printed on page 1. A difference keeps the document out of the book until a clerk
    of the agency chooses, with a reason: accept it, tell the sender, report to the
    head of office, or return it. A choice holds for the difference it was made for.
    """

    _name = "qlvb.document.check"
    _description = "Page and Number Check"

    page_reason = fields.Char(
        "Reason for the page difference",
        copy=False,
        help="Why the number of pages differs from the declared one.",
    )
    discrepancy_choice = fields.Selection(CHOICES, readonly=True, copy=False)
    discrepancy_key = fields.Char(readonly=True, copy=False)
    check_id = fields.Many2one("qlvb.file.check", compute="_compute_check_id")
    notation_found = fields.Char("Number on page 1", compute="_compute_check_id")
    discrepancy = fields.Text("Differences", compute="_compute_discrepancy")
    is_discrepancy_open = fields.Boolean(compute="_compute_discrepancy")
    check_note = fields.Text("Notes on the pages", compute="_compute_check_note")
    signature_note = fields.Char(
        "Signatures in the file", compute="_compute_signature_note"
    )

    @api.depends("main_file_id.check_ids.notation")
    def _compute_check_id(self):
        # Once for all: each would be read by itself below.
        self.main_file_id.check_ids.fetch()
        for document in self:
            document.check_id = document.main_file_id.check_ids[:1]
            document.notation_found = document.check_id.notation

    @api.depends(
        *("declared_pages", "notation", "page_reason", "discrepancy_key"),
        *("page_count", "direction", "main_file_id.check_ids.notation"),
        "main_file_id.check_ids.pages",
    )
    def _compute_discrepancy(self):
        for document in self:
            differences = document._differences()
            document.discrepancy = "\n".join(differences)
            document.is_discrepancy_open = bool(
                differences and not document._is_settled()
            )

    @api.depends(
        "main_file_id.check_ids.state",
        "main_file_id.check_ids.blank_pages",
        "main_file_id.check_ids.coarse_pages",
    )
    def _compute_check_note(self):
        _ = self.env._
        for document in self:
            check, notes = document.check_id, []
            if check.blank_pages:
                notes.append(_("Blank pages: %s.", check.blank_pages))
            if check.coarse_pages:
                notes.append(
                    _("Scanned below 200 dpi, page (dpi): %s.", check.coarse_pages)
                )
            if check.state == "waiting":
                notes.append(_("The pages are still being looked at."))
            if check.state == "failed":
                notes.append(_("The pages could not be looked at: open the file."))
            document.check_note = "\n".join(notes)

    def _compute_signature_note(self):
        self.signature_note = self.env._("not checked")

    def _counted_pages(self):
        """Return the pages of the main file; 0 where nobody can count them."""
        return self.page_count or self.check_id.pages

    def _differences(self):
        """Return one sentence for each thing that is not as the entry says."""
        _ = self.env._
        if self.direction != "incoming":
            return []
        found, differences = self.sudo(), []
        counted, printed = found._counted_pages(), found.notation_found
        if self.declared_pages and counted and counted != self.declared_pages:
            differences.append(
                _(
                    "“%(name)s” has %(counted)s pages, but the sender declared"
                    " %(declared)s.",
                    name=self.display_name,
                    counted=counted,
                    declared=self.declared_pages,
                )
            )
            if found.check_id.blank_pages:
                differences[-1] += " " + _(
                    "Blank pages: %s.", found.check_id.blank_pages
                )
        if printed and self.notation and not self._is_same_notation(printed):
            differences.append(
                _(
                    "Page 1 bears the number %(printed)s, but %(entered)s is entered.",
                    printed=printed,
                    entered=self.notation,
                )
            )
        return differences

    def _is_same_notation(self, printed):
        key = numbering.search_key
        return key(printed) == key(self.notation)

    def _difference_key(self):
        found = self.sudo()
        return "|".join(
            (
                f"{self.declared_pages}:{found._counted_pages()}",
                f"{self.notation}:{found.notation_found or ''}",
            )
        )

    def _is_settled(self):
        made_for = self.discrepancy_key
        return bool(self.page_reason) and made_for == self._difference_key()

    def _discrepancy_blockers(self):
        differences = self._differences()
        if not differences or self._is_settled():
            return []
        way_out = self.env._(
            "Return it, or settle the difference: accept it with a reason, tell the"
            " sender, or report to the head of office."
        )
        return [*differences, way_out]

    # Settling

    def resolve_discrepancy(self, choice, reason, email=None):
        """Settle what differs; a clerk's explicit choice, kept in the trail (S22).

        ``choice``: ``accept``, ``tell_sender`` (keep it, but send a message),
        ``tell_office``, or ``return``. The same choice again tells nobody twice.
        ``email``: where the sender is told, if the list of bodies knows no address.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_role(("clerk",))
        self._check_resolution(choice, reason)
        if self._is_settled_so(choice, reason):
            return True
        told = "\n".join([*self._differences(), reason.strip()])
        if choice == "return":
            return self.return_to_sender(told)
        if choice == "tell_sender":
            self._tell_sender(told, email)
        if choice == "tell_office":
            self._tell_office(told)
        self.sudo()._through_door().write(
            {
                "page_reason": reason.strip(),
                "discrepancy_choice": choice,
                "discrepancy_key": self._difference_key(),
            }
        )
        self._log("discrepancy", choice=choice, told=told)
        return True

    def _is_settled_so(self, choice, reason):
        made = (self.discrepancy_choice, self.discrepancy_key, self.page_reason)
        return made == (choice, self._difference_key(), reason.strip())

    def _check_resolution(self, choice, reason):
        _ = self.env._
        if not isinstance(choice, str) or choice not in dict(CHOICES):
            raise UserError(
                _("Choose one of: %s.", ", ".join(code for code, _label in CHOICES))
            )
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(_("Give the reason of your choice."))
        if self.state != "draft":
            raise UserError(_("“%s” is no longer a draft.", self.display_name))
        if not self._differences():
            raise UserError(_("“%s” has no difference to settle.", self.display_name))

    def action_resolve_discrepancy(self):
        """Ask how the difference is settled."""
        self.ensure_one()
        return self._ask(
            "qlvb.document.discrepancy",
            self.env._("Settle the difference"),
            {"default_document_id": self.id},
        )

    def action_take_found_notation(self):
        """Enter the number that stands on page 1."""
        for document in self:
            document.check_access("read")
            document._check_role(("clerk",))
            if document.sudo().notation_found:
                document._take_notation(document.sudo().notation_found)
        return True

    # What is found when a file comes in

    def _note_facts(self, file, facts):
        """Keep the number on page 1, and let the job look at the pages."""
        self._log_declaration(facts)
        if self.direction != "incoming" or file.kind != "original":
            return
        self.env["qlvb.file.check"].sudo().create(
            {
                "file_id": file.id,
                "document_id": self.id,
                "notation": numbering.find(facts.first_page),
            }
        )
        self.env.ref("qlvb_document.ir_cron_file_check").sudo()._trigger()
        if self.page_reason and not self.discrepancy_key:
            # Given with the entry, before the file was counted.
            self._keep_page_reason()

    def _keep_page_reason(self):
        """Accept the difference that there is now, for the reason that was given."""
        self.sudo()._through_door().write(
            {"discrepancy_choice": "accept", "discrepancy_key": self._difference_key()}
        )
        self._log("discrepancy", choice="accept", told=self.page_reason)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("page_reason") and not self._door_is_open():
            for document in self:
                document._keep_page_reason()
        return result
