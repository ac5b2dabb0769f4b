# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People and documents thrown together at random."""

import random

from odoo import Command

from .common import QlvbCommon, make_pdf

STATES = {
    "incoming": ("draft", "registered", "returned", "done"),
    "outgoing": ("draft", "approved", "signed", "issued", "recalled"),
    "internal": ("draft", "approved", "issued"),
}
PEOPLE, DOCUMENTS = 36, 62


class RandomDocuments(QlvbCommon):
    """People of two agencies, and documents in every state."""

    seed = 20260302

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        quiet = {"tracking_disable": True, "mail_create_nosubscribe": True}
        cls.env = cls.env(context={**cls.env.context, **quiet, "mail_notrack": True})
        cls.rng = random.Random(cls.seed)
        cls.agencies = [cls.district, cls.commune]
        cls.units = [cls.culture, cls.finance, cls.office_unit]
        cls.units += [
            cls._make_unit(f"Đơn vị {code}", code, agency)
            for code, agency in (("A", cls.commune), ("B", cls.commune))
        ]
        cls.people = cls._make_people()

    @classmethod
    def _make_people(cls):
        rows = [
            {
                "name": f"Người {number}",
                "login": f"w_{number}",
                "company_id": agency.id,
                "company_ids": [Command.set(agencies)],
                "group_ids": [
                    Command.set(cls.env.ref("qlvb_document.group_qlvb_user").ids)
                ],
            }
            for number in range(PEOPLE)
            for agency in [cls.rng.choice(cls.agencies)]
            for both in [cls.rng.random() < 0.3]
            for agencies in [[row.id for row in cls.agencies] if both else agency.ids]
        ]
        users = cls.env["res.users"].with_context(no_reset_password=True)
        return users.create(rows)

    @classmethod
    def _quietly(cls, model, **values):
        """Create a row, or none where the model itself refuses it."""
        records = cls.env[model].sudo()
        if hasattr(records, "_through_door"):
            records = records._through_door()
        try:
            with cls.env.cr.savepoint():
                record = records.create(values)
                cls.env.flush_all()
                return record
        except Exception:
            cls.env.invalidate_all(flush=False)
            cls.env.transaction.clear()
            return records.browse()

    @classmethod
    def _make_documents(cls):
        cls.documents = cls.env["qlvb.document"].union(
            *(cls._make_document(number) for number in range(DOCUMENTS))
        )

    @classmethod
    def _make_document(cls, number):
        rng = cls.rng
        direction = rng.choice(("incoming", "incoming", "outgoing", "internal"))
        agency = rng.choice(cls.agencies)
        unit = rng.choice([None, *(u for u in cls.units if u.company_id == agency)])
        documents = cls.env["qlvb.document"].sudo()._through_door()
        document = documents.create(
            {
                "name": f"Việc {number}",
                "notation": f"{number}/TG-{rng.randint(1, 9)}",
                "direction": direction,
                "company_id": agency.id,
                "urgency": rng.choice("01234"),
                "type_id": rng.choice((cls.letter, cls.decision)).id,
            }
        )
        document.write(
            {
                "state": rng.choice(STATES[direction]),
                "user_id": rng.choice([False, *cls.people.ids]),
                "signer_id": rng.choice([False, False, *cls.people.ids]),
                "department_id": unit.id if unit else False,
            }
        )
        if direction != "incoming":
            cls._add_codrafter(document)
        cls._attach(document)
        return document

    @classmethod
    def _add_codrafter(cls, document):
        """Let somebody of the agency draft, too, now and then."""
        roles = cls.env["qlvb.role"].sudo()
        held = roles.search([("company_id", "=", document.company_id.id)])
        staff = (held.user_id & cls.people).sorted("id")
        if staff and cls.rng.random() < 0.4:
            document.codrafter_ids = cls.rng.choice(staff)

    @classmethod
    def _attach(cls, document):
        data = make_pdf(document.name)
        attachment = (
            cls.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": f"{document.id}.pdf",
                    "raw": data,
                    "res_model": "qlvb.document.file",
                }
            )
        )
        file = (
            cls.env["qlvb.document.file"]
            .sudo()
            .create(
                {
                    "document_id": document.id,
                    "name": attachment.name,
                    "kind": "original",
                    "mimetype": "application/pdf",
                    "pages": 1,
                    "size": len(data),
                    "sha256": document._sha256(data),
                    "attachment_id": attachment.id,
                }
            )
        )
        attachment.res_id = file.id
