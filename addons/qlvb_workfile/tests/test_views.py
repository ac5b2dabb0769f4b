# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.tests import Form, tagged, users, warmup

from .common import WorkfileCommon


@tagged("post_install", "-at_install")
class TestViews(WorkfileCommon):
    """What lists and filters show, and what they cost."""

    def test_overdue_search_agrees_with_the_field(self):
        workfile = self._open(self._work())
        for now, overdue in (("2026-03-06 09:59:00", 0), ("2026-03-06 10:01:00", 1)):
            with self.subTest(now=now), freeze_time(now):
                workfile.invalidate_recordset(["is_overdue"])
                self.assertEqual(workfile.is_overdue, bool(overdue))
                for value in (True, False):
                    found = workfile.search_count(
                        [("is_overdue", "=", value), ("id", "=", workfile.id)]
                    )
                    self.assertEqual(found, int(value == bool(overdue)))

    def test_finished_work_is_not_overdue(self):
        assignment = self._work()
        workfile = self._open(assignment, "none")
        assignment.complete("Xong")
        with freeze_time("2026-04-01"):
            self.assertFalse(workfile.deadline)
            self.assertFalse(workfile.is_overdue)

    def test_files_are_found_by_code_title_and_document(self):
        workfile = self._open(self._work(), plan_id=self.plan.id)
        for text in ("01.VHTT", "chuyển đổi"):
            found = self.env["qlvb.workfile"].name_search(text)
            self.assertIn(workfile.id, [row[0] for row in found])
        found = workfile.search(
            [("entry_ids.document_id.search_all", "ilike", "12 stt")]
        )
        self.assertEqual(found, workfile)

    @users("t_specialist")
    def test_the_form_of_a_closed_file_opens(self):
        workfile = self._finished()
        workfile.close()
        form = Form(workfile.with_env(self.env))
        self.assertEqual(len(form.entry_ids), 1)

    @users("t_specialist")
    def test_the_document_shows_its_files(self):
        workfile = self._open(self._work())
        document = workfile.entry_ids.document_id.with_env(self.env)
        self.assertEqual(len(Form(document).workfile_entry_ids), 1)

    def test_every_action_opens_on_what_it_should(self):
        for name, model in (
            ("qlvb_workfile_action", "qlvb.workfile"),
            ("qlvb_file_plan_action", "qlvb.file.plan"),
            ("qlvb_retention_action", "qlvb.retention"),
        ):
            action = self.env.ref(f"qlvb_workfile.{name}")
            self.assertEqual(action.res_model, model)
            for kind in action.view_mode.split(","):
                self.env[model].with_user(self.office).get_view(view_type=kind)

    @users("t_specialist")
    @warmup
    def test_list_query_count(self):
        workfiles = self.env["qlvb.workfile"]
        for _i in range(10):
            workfiles += self._open(self._work())
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(t_specialist=8):
            workfiles.read(
                [
                    "code",
                    "title",
                    "user_id",
                    "department_id",
                    "deadline",
                    "is_overdue",
                    "document_count",
                    "retention_id",
                    "state",
                ]
            )
