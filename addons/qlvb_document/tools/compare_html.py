# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A comparison of two versions as HTML: what was inserted, and what was deleted."""

from markupsafe import Markup

from vnrecords.compare import Kind, count

TAGS = {
    Kind.SAME: Markup("{}"),
    Kind.INSERTED: Markup("<ins>{}</ins>"),
    Kind.DELETED: Markup("<del>{}</del>"),
}
# Unchanged paragraphs that are shown beside a changed one.
AROUND = 1


def as_html(paragraphs, env):
    """Return the changed paragraphs with their neighbours; the rest is only counted."""
    shown = _shown(paragraphs)
    parts, skipped = [], 0
    for place, paragraph in enumerate(paragraphs):
        if place not in shown:
            skipped += 1
            continue
        parts += _gap(skipped, env)
        skipped = 0
        parts.append(_line(paragraph))
    parts += _gap(skipped, env)
    return Markup('<div class="o_qlvb_compare">{}{}</div>').format(
        _summary(paragraphs, env), Markup().join(parts)
    )


def _shown(paragraphs):
    changed = [n for n, part in enumerate(paragraphs) if part.kind != Kind.SAME]
    return {
        near for n in changed for near in range(n - AROUND, n + AROUND + 1) if near >= 0
    }


def _summary(paragraphs, env):
    found = count(paragraphs)
    words = env._(
        "Paragraphs changed: %(changed)s, inserted: %(inserted)s, deleted: %(deleted)s",
        **found,
    )
    return Markup('<p class="o_qlvb_compare_sum">{}</p>').format(words)


def _gap(skipped, env):
    if not skipped:
        return []
    words = env._("… %s paragraphs without a change …", skipped)
    return [Markup('<p class="o_qlvb_compare_gap">{}</p>').format(words)]


def _line(paragraph):
    inner = Markup().join(TAGS[span.kind].format(span.text) for span in paragraph.spans)
    return Markup('<p class="o_qlvb_compare_{}">{}</p>').format(
        str(paragraph.kind), inner
    )
