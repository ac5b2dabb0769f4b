"""What dies in the middle of a step leaves nothing half behind."""

import pytest

from walk.client import RemoteError

from . import trouble
from .sending import received


def test_libreoffice_that_is_killed_is_started_again_and_nobody_notices(site, cast):
    unit, _other = cast.working_units()
    head = cast.holder("unit_head", cast.a, unit)
    made = head.client.call(
        "qlvb.document",
        "create",
        vals_list=[{"direction": "outgoing", "name": "thử", "body": "Nội dung."}],
    )
    document = head.open("qlvb.document", made[0])
    document.do("make_docx")
    assert document.do("make_pdf")
    (office,) = trouble.office_of(site)
    before = trouble.kept(site)
    trouble.kill([office])
    assert document.do("make_pdf")
    after = trouble.kept(site)
    assert after["qlvb_document_file"] == before["qlvb_document_file"] + 1
    assert [office] != trouble.office_of(site)


def test_postgresql_that_goes_away_while_registering_leaves_nothing_behind(site, cast):
    document = received(cast)
    series = series_of(site, cast)
    before, facts = trouble.kept(site), document.read("state", "register_number")
    with trouble.number_taken(site, series) as holder:
        call = trouble.Background(lambda: document.do("action_register"))
        (backend,) = trouble.until(lambda: trouble.waiting_for(site, holder))
        trouble.cut(site, backend)
        with pytest.raises(RemoteError) as refused:
            call.result()
    assert refused.value.status >= 400
    assert "cursor" not in refused.value.message
    assert document.read("state", "register_number") == facts
    assert trouble.kept(site) == before
    document.do("action_register")
    document.do("action_register")
    ((last,),) = site.postgres.sql(
        "SELECT max(ordinal) FROM qlvb_number WHERE series_id = %s",
        site.database,
        series,
    )
    assert document.get("register_number") == last
    assert last == count_of(site, series)


def series_of(site, cast):
    query = (
        "SELECT id FROM qlvb_series WHERE company_id = %s AND direction = 'incoming'"
    )
    ((series,),) = site.postgres.sql(query, site.database, cast.a)
    return series


def count_of(site, series):
    query = "SELECT count(*) FROM qlvb_number WHERE series_id = %s"
    return site.postgres.sql(query, site.database, series)[0][0]
