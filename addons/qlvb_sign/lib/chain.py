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
    """Return the names of the form fields that the last update changed."""
    from pyhanko.sign.diff_analysis import ModificationLevel, SuspiciousModification

    if "/AcroForm" not in old.root:
        _check_first_form(old, new)
        return {str(one.field_name) for one in new.embedded_signatures}
    result = _policy().review_file(new, old.xrefs.total_revisions - 1)
    if isinstance(result, SuspiciousModification):
        raise ChainBroken("content")
    if result.modification_level > ModificationLevel.FORM_FILLING:
        raise ChainBroken("content")
    return set(result.changed_form_fields)


def _check_first_form(old, new):
    """Check the update that brings a file its first field: pyHanko's rules need one.

    Of what was there only the catalogue may change, by its form, and the first page,
    by its annotations.
    """
    page = old.root["/Pages"]
    while "/Kids" in page:
        place = page["/Kids"].raw_get(0)
        page = place.get_object()
    allowed = {old.root_ref.idnum: {"/AcroForm", "/Extensions", "/Version"}}
    allowed[place.idnum] = {"/Annots"}
    for node, key in ((page, "/Annots"), (old.trailer, "/Info")):
        if key in node:  # a list of its own; the date of the last change
            allowed[getattr(node.raw_get(key), "idnum", 0)] = None
    last = new.xrefs.total_revisions - 1
    if last != old.xrefs.total_revisions:
        raise ChainBroken("updates")
    size = int(old.trailer["/Size"])
    for reference in new.xrefs.explicit_refs_in_revision(last):
        if reference.idnum >= size:
            continue
        if reference.idnum not in allowed:
            raise ChainBroken("content")
        free = allowed[reference.idnum]
        before, after = (r.get_object(_of(reference, r)) for r in (old, new))
        if free is not None and _written(before, free) != _written(after, free):
            raise ChainBroken("content")


def _of(reference, reader):
    from pyhanko.pdf_utils.generic import Reference

    return Reference(reference.idnum, reference.generation, reader)


def _written(node, free):
    """Return {key: bytes} of a dictionary without the keys that may change."""
    result = {}
    for key in set(node) - free:
        out = io.BytesIO()
        node.raw_get(key).write_to_stream(out)
        result[key] = out.getvalue()
    return result


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
