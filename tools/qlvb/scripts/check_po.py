"""Every translation is there, agreed upon, and keeps its placeholders."""

import re
import sys
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdifr]|\{\w*\}")


def faults(path):
    catalog = polib.pofile(str(path), check_for_duplicates=True)
    for entry in catalog:
        if entry.obsolete:
            yield f"obsolete: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"untranslated: {entry.msgid!r}"
        elif placeholders(entry.msgid) != placeholders(entry.msgstr):
            yield f"other placeholders: {entry.msgid!r} -> {entry.msgstr!r}"


def placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def main(addons):
    count = 0
    for addon in sorted(path.parent for path in addons.glob("*/__manifest__.py")):
        path = addon / "i18n/vi.po"
        if not path.exists():
            found = ["no i18n/vi.po"] if shows_text(addon) else []
        else:
            try:
                found = list(faults(path))
            except (OSError, ValueError) as error:
                found = [str(error)]
        for fault in found:
            print(f"{path}: {fault}")
        count += len(found)
    return count


def shows_text(addon):
    return any(addon.glob("views/*.xml")) or any(addon.glob("models/*.py"))


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
