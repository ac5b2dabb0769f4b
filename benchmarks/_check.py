"""What was copied is what the product would have reckoned: looked at on a sample."""

import random

SAMPLE = 60
MODELS = ("qlvb.document", "qlvb.assignment", "qlvb.document.file", "qlvb.number")


def check(env, plan, filler):
    """Raise SystemExit when a stored computed column or a trail differs."""
    dice = random.Random(plan.documents)
    places = [*dice.sample(range(plan.total), SAMPLE), 0, plan.documents - 1]
    ids = [filler.document_id(n) for n in places]
    documents = env["qlvb.document"].sudo().browse(ids)
    for model in MODELS:
        records = documents
        if model != "qlvb.document":
            records = env[model].sudo().search([("document_id", "in", ids)])
        for field in records._fields.values():
            if field.store and field.compute and field.column_type:
                _same(records, field)
    for document in documents:
        broken = env["qlvb.event"]._first_broken(document)
        if broken:
            raise SystemExit(f"the trail of the copy {document.id} is broken")


def _same(records, field):
    """Reckon a field anew and compare it with the column as it was copied."""
    records.invalidate_recordset(flush=False)
    before = _column(records, field)
    records.env.add_to_compute(field, records)
    records.env.flush_all()
    after = _column(records, field)
    records.env.cr.rollback()
    records.env.invalidate_all(flush=False)
    differ = [key for key in before if before[key] != after[key]]
    if differ:
        key = differ[0]
        raise SystemExit(
            f"{field}: the copy {key} holds {before[key]!r}, the product reckons"
            f" {after[key]!r}: teach benchmarks/_copies.py what it depends on"
        )


def _column(records, field):
    records.env.cr.execute(
        f'SELECT id, "{field.name}" FROM "{records._table}" WHERE id = ANY(%s)',
        [records.ids],
    )
    return dict(records.env.cr.fetchall())
