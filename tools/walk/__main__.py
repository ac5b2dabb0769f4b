"""`python -m walk OUTDIR --url URL --db DATABASE [--accounts FILE]`."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from . import arriving, closing, delivering, directing, drafting, issuing
from .checks import NotAsItShouldBe
from .client import RemoteError
from .journey import Journey
from .people import Cast

STEPS = (
    arriving.receive,
    arriving.refuse_secret,
    arriving.register,
    directing.instruct,
    directing.give,
    directing.open_workfile,
    directing.coordinate,
    drafting.draft,
    drafting.submit,
    drafting.return_once,
    drafting.second_version,
    drafting.agree,
    issuing.sign,
    issuing.refuse_seal,
    issuing.issue,
    delivering.arrive,
    delivering.verify,
    delivering.register_there,
    delivering.statuses,
    closing.close_workfile,
    closing.prints,
    closing.trails,
)
DEMO = Path(__file__).resolve().parents[2] / "addons/qlvb_demo"


def arguments(words):
    parser = argparse.ArgumentParser(prog="walk", description=__doc__)
    given = os.environ.get
    parser.add_argument("outdir", type=Path, help="where to leave the results")
    parser.add_argument("--url", default=given("QLVB_URL"))
    parser.add_argument("--db", default=given("QLVB_DB"))
    parser.add_argument(
        "--accounts",
        type=Path,
        default=given("QLVB_ACCOUNTS", str(DEMO / "accounts.json")),
        help="JSON: login, password, name and, of who signs or seals, pin",
    )
    found = parser.parse_args(words)
    if not (found.url and found.db):
        parser.error("say which server: --url and --db, or QLVB_URL and QLVB_DB")
    return found


def report(title, told, seconds):
    print(f"{seconds:7.2f} s  {title}  {told}".rstrip(), flush=True)


def walk(options):
    """Sign in, take every step, leave the results; return the journey."""
    options.outdir.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    cast = Cast.meet(options.url, options.db, options.accounts)
    journey = Journey(cast, options.outdir, options.accounts.resolve().parent)
    seconds = round(time.monotonic() - start, 2)
    journey.summary["seconds"]["sign_in"] = seconds
    report(
        "Everybody signs in and gets a key.", f"{len(cast.needed())} people", seconds
    )
    try:
        journey.walk(STEPS, report)
    finally:
        text = json.dumps(journey.summary, ensure_ascii=False, indent=1, sort_keys=True)
        (options.outdir / "summary.json").write_text(text + "\n", encoding="utf-8")
        cast.leave()
    return journey


def main(words=None):
    options = arguments(words)
    options.accounts = Path(options.accounts)
    try:
        journey = walk(options)
    except (NotAsItShouldBe, RemoteError, OSError) as error:
        print(f"walk: not as it should be: {error}", file=sys.stderr)
        return 1
    total = sum(journey.summary["seconds"].values())
    print(f"{total:7.2f} s  all as it should be; the results are in {options.outdir}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
