# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from freezegun import freeze_time

from odoo.tests import tagged

from .common import QlvbCommon


@tagged("post_install", "-at_install")
class TestSummary(QlvbCommon):
    """What a list says of the work on each document, from as few rows as can be."""

    def _seen(self, document, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return document.with_user(user).with_company(self.district)

    def test_the_lead_is_a_unit_until_a_person_is_named(self):
        document = self._assigned()
        self.assertEqual(self._seen(document, self.clerk).lead_name, "Phòng Văn hóa")
        self.culture.with_context(lang="vi_VN").name = "Phòng Văn hóa và Thông tin"
        mine = self._seen(document, self.clerk).with_context(lang="vi_VN")
        self.assertEqual(mine.lead_name, "Phòng Văn hóa và Thông tin")
        person = {"user_id": self.specialist.id, "department_id": False}
        self._lead_row(document)._through_door().write(person)
        name = self._seen(document, self.clerk).lead_name
        self.assertEqual(name, self.specialist.name)

    def test_without_work_there_is_no_lead_and_no_progress(self):
        document = self._registered()
        mine = self._seen(document, self.clerk)
        self.assertEqual((mine.lead_name, mine.progress), (False, ""))

    def test_work_of_a_unit_is_new_to_its_head_and_to_who_acts_for_the_head(self):
        document = self._assigned()
        people = self.head, self.finance_head, self.specialist, self.clerk
        new = [self._seen(document, user).is_new for user in people]
        self.assertEqual(new, [True, True, False, False])
        with freeze_time("2026-03-02 03:00"):
            self.env["qlvb.delegation"].create(
                {
                    "from_user_id": self.head.id,
                    "to_user_id": self.stranger.id,
                    "company_id": self.district.id,
                    "date_from": "2026-03-01",
                    "date_to": "2026-03-31",
                    "basis": "Giấy ủy quyền số 01/GUQ",
                }
            )
            self.assertTrue(self._seen(document, self.stranger).is_new)
        with freeze_time("2026-04-02 03:00"):
            self.assertFalse(self._seen(document, self.stranger).is_new)

    def test_an_agency_that_changes_its_calendar_counts_by_the_new_one(self):
        document = self._receive()
        with freeze_time("2026-03-02 01:00"):
            before = self._seen(document, self.clerk).remaining_text
            self.assertTrue(before)
            nights = self.district.resource_calendar_id.copy()
            nights.attendance_ids.unlink()
            self.district.resource_calendar_id = nights
            self.assertNotEqual(self._seen(document, self.clerk).remaining_text, before)
