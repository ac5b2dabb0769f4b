"""Every XML file is well-formed, declares UTF-8 and is tidy at its line ends."""

import sys
import xml.etree.ElementTree as tree
from pathlib import Path


def faults(path):
    content = path.read_bytes()
    try:
        tree.fromstring(content)
    except tree.ParseError as error:
        yield f"not well-formed: {error}"
    if b"\t" in content:
        yield "indented with tabs"
    if b"\r" in content:
        yield "line ends of Windows"
    if not content.endswith(b"\n"):
        yield "no end of line at the end of the file"
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.endswith(b" "):
            yield f"blanks at the end of line {number}"
            return


def main(folders):
    count = 0
    for folder in map(Path, folders):
        for path in sorted(folder.rglob("*.xml")):
            for fault in faults(path):
                print(f"{path}: {fault}")
                count += 1
    return count


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
