"""The databases have Vietnamese order, search without accents, quick prefixes."""

from qlvb import database as databases
from qlvb import template
from qlvb.base import lock
from qlvb.postgres import pg_dump_into

SORTED = ["An", "Ăn", "Ân", "Bình", "Dũng", "Đặng", "Hoa", "Ông", "Út", "Vũ"]


def plan(postgres, database, query):
    """How PostgreSQL would do it if reading everything were no choice."""
    rows = postgres.sql(
        f"SET enable_seqscan = off; EXPLAIN {query}",
        database,
    )
    return "\n".join(row[0] for row in rows)


def test_names_come_in_vietnamese_order(postgres, database):
    values = ", ".join(f"('{name}')" for name in reversed(SORTED))
    query = f"SELECT name FROM (VALUES {values}) AS t(name) ORDER BY name"
    assert [name for (name,) in postgres.sql(query, database)] == SORTED


def test_accents_are_taken_off_by_an_immutable_function(postgres, database):
    query = "SELECT public.unaccent('Đường Nguyễn Huệ, số 5/QĐ-UBND')"
    assert postgres.sql(query, database) == [["Duong Nguyen Hue, so 5/QD-UBND"]]
    query = "SELECT provolatile FROM pg_proc WHERE oid = 'public.unaccent'::regproc"
    assert postgres.sql(query, database) == [["i"]]


def test_an_accent_index_survives_dump_and_restore(postgres, database):
    """With the extension's own function pg_restore loses it silently."""
    postgres.sql("CREATE TABLE kept (name text)", database)
    postgres.sql(
        "CREATE INDEX kept_accents ON kept USING gin "
        "(public.unaccent(name) gin_trgm_ops)",
        database,
    )
    if not postgres.owned:
        return
    copy = f"{database}_restored"
    with lock(f"db-{copy}"):
        try:
            databases.create_bare(postgres, copy)
            pg_dump_into(postgres, postgres, database, copy)
            query = "SELECT indexdef FROM pg_indexes WHERE indexname = 'kept_accents'"
            assert postgres.sql(query, copy) == postgres.sql(query, database) != []
        finally:
            databases.drop(postgres, copy)


def test_intarray_is_absent_and_arrays_use_their_index(postgres, database):
    """Its `&&` would shadow the one that the GIN index serves."""
    query = "SELECT extname FROM pg_extension WHERE extname = 'intarray'"
    assert postgres.sql(query, database) == []
    postgres.sql("CREATE TABLE token_sets (tokens int4[])", database)
    postgres.sql("CREATE INDEX ON token_sets USING gin (tokens)", database)
    found = plan(
        postgres,
        database,
        "SELECT * FROM token_sets WHERE tokens && ARRAY[1, 2]::int4[]",
    )
    assert "Bitmap Index Scan on token_sets_tokens_idx" in found


def test_every_tree_is_searched_by_its_prefix_index(postgres, database):
    query = """
        SELECT table_name FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE column_name = 'parent_path' AND table_schema = 'public'
        AND table_type = 'BASE TABLE'
    """
    tables = [name for (name,) in postgres.sql(query, database)]
    assert "res_company" in tables and "hr_department" in tables
    for table in tables:
        found = plan(
            postgres,
            database,
            f"SELECT id FROM {table} WHERE parent_path LIKE '1/%'",
        )
        assert f"{table[:40]}_parent_path_prefix" in found and "~>=~" in found, found
    databases.index_prefixes(postgres, database)  # again: nothing happens


def test_a_copy_has_the_files_of_its_template(setup, postgres, database):
    files = databases.filestore(postgres, database)
    query = "SELECT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"
    names = [name for (name,) in postgres.sql(query, database)]
    assert names and all((files / name).exists() for name in names)
    found = template.full_name(setup, template.addons.manifests())
    assert postgres.has(found)


def test_the_web_assets_are_ready(postgres, database):
    query = "SELECT url FROM ir_attachment WHERE url LIKE '/web/assets/%'"
    urls = " ".join(url for (url,) in postgres.sql(query, database))
    for bundle in "web.assets_web.min.js", "web.assets_web.min.css", "web.assets_tests":
        assert bundle in urls
