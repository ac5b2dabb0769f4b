"""Versions of one draft that come at the same moment (S33)."""

import base64
import io

from docx import Document

from . import trouble


def word(text):
    document = Document()
    document.add_paragraph(text)
    output = io.BytesIO()
    document.save(output)
    return base64.b64encode(output.getvalue()).decode()


def test_versions_that_come_at_once_get_numbers_of_their_own(site, cast):
    unit, _other = cast.working_units()
    head = cast.holder("unit_head", cast.a, unit)
    made = head.client.call(
        "qlvb.document", "create", vals_list=[{"direction": "outgoing", "name": "thử"}]
    )
    document = head.open("qlvb.document", made[0])

    def upload(content):
        return trouble.Background(
            lambda: document.do("upload_version", name="draft.docx", content=content)
        )

    calls = [upload(word(f"Bản {n}.")) for n in range(4)]
    assert len({call.result() for call in calls}) == 4
    query = "SELECT version FROM qlvb_document_file WHERE document_id = %s ORDER BY 1"
    rows = site.postgres.sql(query, site.database, made[0])
    assert [row[0] for row in rows] == [1, 2, 3, 4]
