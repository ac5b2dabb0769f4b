"""What the steps of one walk share: the people, the records, what was found."""

import base64
import time
from dataclasses import dataclass, field
from pathlib import Path

from .checks import sha256
from .people import Cast, Person


@dataclass
class Journey:
    """One walk under way."""

    cast: Cast
    out: Path
    demo: Path
    """The folder of the demo add-on, whose text of the regulation is used."""
    specialist: Person | None = None
    """Who works on the document; known from the step in which it is given."""
    signer: Person | None = None
    records: dict = field(default_factory=dict)
    summary: dict = field(
        default_factory=lambda: {
            "documents": {},
            "files": {},
            "deadlines": {},
            "recipients": [],
            "refusals": {},
            "seconds": {},
        }
    )

    @property
    def clerk(self):
        return self.cast.holder("clerk", self.cast.a)

    @property
    def clerk_b(self):
        return self.cast.holder("clerk", self.cast.b)

    def record(self, name, person):
        """Return a record of this walk as somebody sees it."""
        return self.records[name].seen_by(person)

    def note_document(self, name, person):
        """Keep the codes and numbers of a document for the summary."""
        row = self.record(name, person).read(
            "uuid", "state", "direction", "register_number", "notation", "issue_date"
        )
        row["status"] = self.record(name, person).get("status")
        self.summary["documents"][name] = row
        return row

    def note_deadline(self, name, due):
        self.summary["deadlines"][name] = str(due)

    def note_refusal(self, name, sentence):
        self.summary["refusals"][name] = sentence

    def keep(self, name, data):
        """Leave a file in the results and keep its SHA-256; return that."""
        (self.out / name).write_bytes(data)
        self.summary["files"][name] = sha256(data)
        return self.summary["files"][name]

    def keep_download(self, name, file):
        """Leave a file of the server, whose bytes must have the SHA-256 it tells."""
        data = base64.b64decode(file.do("download"))
        return self.keep(name, data), data

    def main_file(self, name, person):
        document = self.record(name, person)
        return person.open("qlvb.document.file", document.get("main_file_id"))

    def walk(self, steps, report):
        """Take the steps in order; ``report`` gets (title, told, seconds)."""
        for step in steps:
            start = time.monotonic()
            told = step(self)
            seconds = round(time.monotonic() - start, 2)
            self.summary["seconds"][step.__name__] = seconds
            report(step.__doc__.splitlines()[0], told or "", seconds)
