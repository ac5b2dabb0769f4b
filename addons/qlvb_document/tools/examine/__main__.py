# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Examine what stands on the standard input; answer with one line of JSON.

The one argument is JSON: the wanted media type, and the fields of `Limits`. The answer
holds ``pages`` and ``texts``, or ``refused`` with its ``details``. A process that ends
without an answer was stopped by its limits.
"""

import json
import resource
import sys

from .kinds import Limits, Refused


def limit_self(limits):
    """Let this process, and those it starts, use no more than allowed."""
    bounds = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.unpacked,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        hard = resource.getrlimit(what)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, most))


def main():
    wanted, numbers = json.loads(sys.argv[1])
    limits = Limits(**{**numbers, "kinds": tuple(numbers["kinds"])})
    limit_self(limits)
    try:
        # Only now: the libraries that read files are part of what is limited.
        from . import package

        data = sys.stdin.buffer.read()
        pages, texts = package.check(data, wanted, limits)
        answer = {"pages": pages, "texts": texts}
    except Refused as refused:
        answer = {"refused": refused.code, "details": refused.details}
    except (MemoryError, RecursionError):
        answer = {"refused": "too_heavy", "details": {}}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
