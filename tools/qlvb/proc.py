"""Children: started in their own group, stopped with everything they started."""

import contextlib
import os
import signal
import subprocess

from .base import die

GRACE = 20


def stop(process, grace=GRACE):
    """End a child and its group: politely first, then not."""
    if process.poll() is not None:
        return process.returncode
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGTERM)
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        pass
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


@contextlib.contextmanager
def child(*command, **options):
    """A process that does not outlive the block, however the block ends."""
    process = subprocess.Popen(
        [str(word) for word in command], start_new_session=True, **options
    )
    try:
        yield process
    finally:
        stop(process)


def code(*command, **options):
    """Run to the end; the exit code."""
    with child(*command, **options) as process:
        return process.wait()


def run(*command, failure=None, **options):
    """Run to the end; anything but success ends the launcher with `failure`."""
    result = code(*command, **options)
    if result:
        words = " ".join(str(word) for word in command)
        die(failure or f"failed with code {result}: {words}")


def output(*command, **options):
    """What a quick command prints; it must succeed."""
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        **options,
    )
    if done.returncode:
        words = " ".join(str(word) for word in command)
        die(f"failed with code {done.returncode}: {words}\n{done.stderr.strip()}")
    return done.stdout.strip()


def foreground(*command, **options):
    """An interactive program: the terminal's Ctrl-C belongs to it alone."""
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = subprocess.Popen(
            [str(word) for word in command],
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            **options,
        )
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    finally:
        signal.signal(signal.SIGINT, previous)
