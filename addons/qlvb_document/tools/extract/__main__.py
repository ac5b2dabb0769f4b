# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Write the text of what stands on the standard input to the standard output.

Arguments: the kind (pdf, docx, xlsx, zip) and the most characters. The memory and the
processor time of this process are limited before a byte is read.
"""

import resource
import sys

MEMORY = 1_000_000_000
SECONDS = 60
# pdftotext writes no more than this to the disk, in bytes.
WRITTEN = 50_000_000


def limit_self():
    bounds = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: WRITTEN,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        hard = resource.getrlimit(what)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, most))


def main():
    limit_self()
    from . import texts

    kind, most = sys.argv[1], int(sys.argv[2])
    data = sys.stdin.buffer.read()
    size = 0
    for piece in texts.READERS[kind](data):
        piece = piece[: most - size]
        sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
        size += len(piece)
        if size >= most:
            break


if __name__ == "__main__":
    main()
