# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Slips and steps made before approval stages could ask several people.

Each decision gets the version that it was made on (the one of its slip) with its
SHA-256, and its place among the decisions of the slip; each open step the moment from
which its time counts; each slip the matter that it is about. Stages keep asking the
first of several people, as they did. Safe to be run again: it fills what is empty.
"""


def migrate(cr, version):
    """Fill the new columns; see the docstring of the module."""
    if not version:
        return
    cr.execute(
        """UPDATE qlvb_submission_step step
           SET file_id = slip.file_id, sha256 = file.sha256
           FROM qlvb_submission slip JOIN qlvb_document_file file
               ON file.id = slip.file_id
           WHERE slip.id = step.submission_id AND step.decided_at IS NOT NULL
           AND step.file_id IS NULL"""
    )
    cr.execute(
        """UPDATE qlvb_submission_step step SET decision = told.place
           FROM (SELECT id, row_number() OVER (
                     PARTITION BY submission_id ORDER BY decided_at, sequence, id
                 ) AS place
                 FROM qlvb_submission_step WHERE decided_at IS NOT NULL) told
           WHERE told.id = step.id AND COALESCE(step.decision, 0) = 0"""
    )
    cr.execute(
        """UPDATE qlvb_submission_step step SET opened_at = step.write_date
           WHERE state = 'current' AND opened_at IS NULL"""
    )
    cr.execute(
        """UPDATE qlvb_submission slip SET matter = document.name
           FROM qlvb_document document
           WHERE document.id = slip.document_id AND slip.matter IS NULL"""
    )
