# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import models

from vnrecords import forms, pages

# What stands on the printed slip: content, which stays Vietnamese.
VERDICTS = {
    "agreed": "Đồng ý",
    "remarked": "Có ý kiến",
    "returned": "Yêu cầu chỉnh sửa",
    "refused": "Không đồng ý",
}


class QlvbSubmissionPrint(models.AbstractModel):
    """Phiếu trình on paper; whoever may see the document may print it (art. 8.2)."""

    _name = "qlvb.submission.print"
    _description = "Print of Submission Slips"

    def print_slip(self):
        """Return phiếu trình as base64 of a PDF."""
        self.ensure_one()
        self.check_access("read")
        return base64.b64encode(self._slip_pdf()).decode()

    def action_print(self):
        """Open phiếu trình in a new tab."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/qlvb/print/submission/{self.id}",
            "target": "new",
        }

    def _slip_pdf(self):
        document = self.document_id
        document._note_print(self.env._("Submission slip"))
        mark = self.company_id.sudo()._qlvb_print_mark()
        # Of other records only what the reader may see stands on the slip.
        related = self.related_ids.filtered(lambda one: one.has_access("read"))
        content = self.sudo()._slip_content(self.work_file, related)
        return forms.submission_slip(content, mark)

    def _slip_content(self, work_file, related):
        agency, document = self.company_id, self.document_id
        heading = pages.Heading(
            agency.qlvb_full_name or agency.name,
            parent=agency.qlvb_superior or "",
            place=agency.qlvb_place or "",
            date=document._agency_date(self.create_date),
        )
        return forms.SubmissionSlip(
            heading=heading,
            addressee=self._addressee(),
            subject=document.name,
            matter=self.matter or document.name,
            grounds=_lines(self.basis),
            summary=self.summary or "",
            unit_opinions=tuple(self._opinion_lines()),
            proposal=self.proposal or "",
            drafts=tuple(self._draft_lines()),
            work_file=work_file or "",
            incoming=tuple(f"{one._identity()}: {one.name}" for one in related.sudo()),
            due=document._local_text(self.deadline),
            opinions=tuple(self._decisions()),
            proposer=pages.Signature(
                name=self.user_id.name, position=self._position(self.user_id)
            ),
        )

    def _addressee(self):
        signer = self.document_id.signer_id
        position = self._position(signer)
        return f"{position} {signer.name}".strip()

    def _position(self, user):
        employee = user.employee_ids.filtered(
            lambda row: row.company_id == self.company_id
        )
        return (employee[:1].job_title or "").upper()

    def _draft_lines(self):
        file = self.file_id
        kind = self.document_id.type_id.name or ""
        yield f"Dự thảo {kind}: phiên bản {file.version}, SHA-256 {file.sha256[:16]}…"

    def _opinion_lines(self):
        """Return what units said: when they were asked, and at stages of opinion."""
        document = self.sudo().document_id
        for opinion in document.opinion_ids.filtered(lambda o: o.state == "answered"):
            yield f"{opinion.target}: {opinion.answer_text}"
        for step in self.sudo().step_ids.filtered(lambda row: row.what == "opinion"):
            if step.state in ("agreed", "remarked"):
                said = step.comment or VERDICTS[step.state].lower()
                yield f"{step.asked_text}: {said}"

    def _decisions(self):
        for step in self.step_ids.filtered("decision").sorted("decision"):
            verdict = VERDICTS.get(step.state, "Hết hiệu lực do dự thảo đã sửa")
            if step.state == "agreed" and step.what in ("initial", "sign"):
                verdict = {"initial": "Đã ký nháy", "sign": "Đã ký"}[step.what]
            comment = f": {step.comment}" if step.comment else ""
            version = f" (phiên bản {step.file_id.version})" if step.file_id else ""
            yield forms.Opinion(
                stage=step.stage_id.name,
                person=step.asked_text,
                verdict=f"{verdict}{version}{comment}",
                at=self.document_id._local_text(step.decided_at),
            )


def _lines(text):
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())
