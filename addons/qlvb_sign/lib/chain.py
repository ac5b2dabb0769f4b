"""Every file begins with the one before, and adds only what its step may add (S9).

A signature alone does not say so: the first one covers whatever it is put on, and a
reader shows the latest of what was appended.
"""

import io

from .errors import ChainBroken


def check_step(before, after, field, texts=None):
    """Raise `ChainBroken` unless ``after`` is ``before`` and one signature more.

    ``field``: where the signature stands; it covers the whole file. ``texts``:
    {name: value} of the fields that were filled in the same update; no other changed.
    """
    try:
        old, new = _grown(before, after)
        _check_signature(old, new, field, after)
        changed = _changed_fields(old, new) - {field}
        if changed != set(texts or {}):
            raise ChainBroken("fields")
        _check_values(new, texts or {})
    except ChainBroken:
        raise
    except Exception as error:  # a crafted file can raise anything
        raise ChainBroken("unreadable") from error


def _grown(before, after):
    """Return readers of both, of which the second has an update more, or two.

    A program of the desk fills number and date in one update and signs in another.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    if not after.startswith(before) or len(after) == len(before):
        raise ChainBroken("prefix")
    old, new = (PdfFileReader(io.BytesIO(d), strict=False) for d in (before, after))
    added = new.xrefs.total_revisions - old.xrefs.total_revisions
    if not 1 <= added <= 2:
        raise ChainBroken("updates")
    return old, new


def _check_signature(old, new, field, data):
    known = [one.field_name for one in old.embedded_signatures]
    found = [one.field_name for one in new.embedded_signatures]
    if sorted(found) != sorted([*known, field]):
        raise ChainBroken("signature")
    added = next(one for one in new.embedded_signatures if one.field_name == field)
    _start, _length, start, length = (int(number) for number in added.byte_range)
    if data[start + length :].strip():
        raise ChainBroken("signature")


def _changed_fields(old, new):
    """Return the names of the form fields that the last updates changed."""
    first = old.xrefs.total_revisions
    if "/AcroForm" in old.root:
        return _reviewed(new, first - 1)
    name = _check_first_form(old, new)
    # A program of the desk signs the field that the first update brought.
    return {name} | (_reviewed(new, first) if _last(new) > first else set())


def _last(reader):
    return reader.xrefs.total_revisions - 1


def _reviewed(new, base):
    """Return the fields changed since revision ``base``, of which pyHanko approves."""
    from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification

    result = _policy().review_file(new, base)
    if isinstance(result, SuspiciousModification):
        raise ChainBroken("content")
    if result.modification_level > ModificationLevel.FORM_FILLING:
        raise ChainBroken("content")
    return set(result.changed_form_fields) - _untouched(new, base)


def _untouched(reader, base):
    """Return the fields that nobody wrote since revision ``base``.

    pyHanko names fields that have a drawing as changed, whether they were or not.
    """
    names = set()
    fields = reader.root["/AcroForm"]["/Fields"]
    for index in range(len(fields)):
        field = fields[index]
        written = [fields.raw_get(index)]
        if "/AP" in field and "/N" in field["/AP"]:
            written.append(field["/AP"].raw_get("/N"))
        changes = [reader.xrefs.get_last_change(one.reference) for one in written]
        if "/Kids" not in field and max(changes) <= base:
            names.add(str(field.get("/T")))
    return names


def _check_first_form(old, new):
    """Check the update that brings a file its first field, and return its name.

    pyHanko's rules need a field. Of what was there only the catalogue may change, by
    its form, and the first page, by the one annotation that the field is.
    """
    first = old.xrefs.total_revisions
    page, place = _first_page(old)
    allowed = {old.root_ref.idnum: {"/AcroForm", "/Extensions", "/Version"}}
    allowed[place.idnum] = {"/Annots"}
    for node, key in ((page, "/Annots"), (old.trailer, "/Info")):
        if key in node:  # a list of its own; the date of the last change
            allowed[getattr(node.raw_get(key), "idnum", 0)] = None
    size = int(old.trailer["/Size"])
    for reference in new.xrefs.explicit_refs_in_revision(first):
        if reference.idnum >= size:
            continue
        if reference.idnum not in allowed:
            raise ChainBroken("content")
        free = allowed[reference.idnum]
        before = old.get_object(_of(reference, old))
        after = new.get_object(_of(reference, new), revision=first)
        if free is not None and _written(before, free) != _written(after, free):
            raise ChainBroken("content")
    return _only_field(page, new.get_historical_resolver(first), place)


def _first_page(reader):
    """Return the first page and the reference to it."""
    page = reader.root["/Pages"]
    while "/Kids" in page:
        place = page["/Kids"].raw_get(0)
        page = place.get_object()
    return page, place


def _only_field(page, state, place):
    """Return the name of the only field, a signature's: nothing else was drawn.

    ``page``: as it was before; ``state``: the file after the update.
    """
    form = state.root["/AcroForm"]
    fields = _marks(form["/Fields"])
    if set(form) - {"/Fields", "/SigFlags"} or len(fields) != 1:
        raise ChainBroken("fields")
    shown = _marks(state.get_object(_of(place, state))["/Annots"])
    field = form["/Fields"][0]
    if shown != _marks(page.get("/Annots", ())) + fields or field["/FT"] != "/Sig":
        raise ChainBroken("fields")
    return str(field["/T"])


def _marks(items):
    """Return what tells the entries of a list apart: object numbers, or bytes."""
    entries = [items.raw_get(index) for index in range(len(items))]
    return [getattr(one, "idnum", None) or _bytes(one) for one in entries]


def _bytes(node):
    out = io.BytesIO()
    node.write_to_stream(out)
    return out.getvalue()


def _of(reference, reader):
    from pyhanko.pdf_utils.generic import Reference

    return Reference(reference.idnum, reference.generation, reader)


def _written(node, free):
    """Return {key: bytes} of a dictionary without the keys that may change."""
    return {key: _bytes(node.raw_get(key)) for key in set(node) - free}


def _policy():
    """Return pyHanko's rules, with the mark that the first signature leaves allowed.

    They are made for files that carry a signature already, which have the mark.
    """
    from pyhanko.sign.diff_analysis import (
        DEFAULT_DIFF_POLICY,
        FormUpdatingRule,
        GenericFieldModificationRule,
        SigFieldCreationRule,
        SigFieldModificationRule,
        StandardDiffPolicy,
    )
    from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

    return StandardDiffPolicy(
        DEFAULT_DIFF_POLICY.global_rules,
        FormUpdatingRule(
            [
                SigFieldCreationRule(),
                SigFieldModificationRule(),
                GenericFieldModificationRule(),
            ],
            ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
        ),
    )


def _check_values(reader, texts):
    for reference in reader.root["/AcroForm"]["/Fields"]:
        widget = reference.get_object()
        name = widget.get("/T")
        if name in texts and str(widget.get("/V", "")) != texts[name]:
            raise ChainBroken("fields")
