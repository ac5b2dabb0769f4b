# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.addons.qlvb_document.tests.common import QlvbCommon


class WorkfileCommon(QlvbCommon):
    """The locality of qlvb_document, with an archivist and an approved file plan.

    The district plans 01.VHTT (kept five years) and 02.VHTT (a draft line).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archivist = cls._make_user("t_archivist", "archivist")
        cls.colleague = cls._make_user("t_colleague", "specialist", cls.culture)
        cls.five_years = cls.env.ref("qlvb_workfile.retention_5")
        cls.permanent = cls.env.ref("qlvb_workfile.retention_permanent")
        cls.plan = cls._plan("01.VHTT", "Hồ sơ chuyển đổi số năm 2026")
        cls.plan.with_user(cls.leader).approve()
        cls.draft_plan = cls._plan("02.VHTT", "Hồ sơ lễ hội năm 2026")

    @classmethod
    def _plan(cls, code, title, **values):
        return cls.env["qlvb.file.plan"].create(
            {
                "company_id": cls.district.id,
                "year": 2026,
                "code": code,
                "title": title,
                "retention_id": cls.five_years.id,
                "department_id": cls.culture.id,
                **values,
            }
        )

    @classmethod
    def _work(cls, **values):
        """Return the specialist's assignment on a newly assigned document."""
        return cls._given(cls._assigned(**values))

    @classmethod
    def _open(cls, assignment, needs_reply="reply", **values):
        """Open the work file of an assignment, and return it as its assignee."""
        file_id = assignment.open_workfile(needs_reply=needs_reply, **values)
        workfiles = cls.env["qlvb.workfile"].with_user(assignment.env.user)
        return workfiles.browse(file_id)

    @classmethod
    def _make_workfile(cls, user=None, **values):
        workfiles = cls.env["qlvb.workfile"].with_user(user or cls.specialist)
        return workfiles.create({"title": "Hồ sơ không có trong danh mục", **values})

    @classmethod
    def _finished(cls, **values):
        """Return a work file whose work is done, ready to be closed."""
        assignment = cls._work(**values)
        workfile = cls._open(assignment, "none", plan_id=cls.plan.id)
        cls._complete_all(assignment)
        return workfile

    @classmethod
    def _complete_all(cls, assignment):
        assignment.complete("Đã phổ biến")
        rows = assignment.document_id.sudo().assignment_ids
        helper = rows.filtered(lambda row: row.department_id == cls.finance)
        helper.with_user(cls.finance_head).complete("Đã phối hợp")

    @classmethod
    def _issue(cls, document):
        """Give an outgoing draft its number as the issue does, without a seal."""
        document.sudo()._through_door().write(
            {
                "state": "issued",
                "notation": "05/UBND-VHTT",
                "issue_date": "2026-03-03",
                "issuer_id": document.company_id.partner_id.id,
            }
        )
        document.sudo()._close_answered()

    @classmethod
    def _as(cls, user, record):
        """Return the record as the user gets it in a new request."""
        cls.env.invalidate_all()
        return record.with_user(user)

    @classmethod
    def _sees(cls, record, user):
        """Tell whether the user may read the record, asked in a new request."""
        return cls._as(user, record).has_access("read")

    def _kinds(self, document):
        """Return the kinds of events on the document, the oldest first."""
        return [event["kind"] for event in document.sudo().trail()]
