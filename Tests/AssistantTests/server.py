"""The server under test, and the dumps that it is asked about."""

import atexit
import functools
import json
import os
import pathlib
import queue
import subprocess
import tempfile
import threading

DUMPSCAN = os.environ["DUMPSCAN"]
FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Fixtures"
# The dump of the post with which the project began.
FOUNDING = "unbuffered-early-return.leaking.debug1.txt"

SENDERS = """goroutine 1 [running]:
main.main()
\t/home/alice/pay/main.go:51 +0x10

""" + "".join(
    f"""goroutine {number} [chan send, {minutes} minutes]:
main.send(0xc000012018, 0x1)
\t/home/alice/pay/send.go:22 +0x4d
created by main.start in goroutine 1
\t/home/alice/pay/main.go:20 +0x71

"""
    for number, minutes in [(7, 3), (8, 40), (9, 147)]
)

# What every request carries that comes without a handshake.
META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


def write_dumps(folder):
    """Writes the dumps that tools are asked about."""
    folder = pathlib.Path(folder)
    (folder / "dump.txt").write_text(SENDERS)
    (folder / FOUNDING).write_bytes((FIXTURES / "posts" / FOUNDING).read_bytes())
    for name, count in [("t0.txt", 10), ("t1.txt", 60), ("t2.txt", 90)]:
        (folder / name).write_text(alike(count))


def alike(count):
    """So many goroutines in one place."""
    return "".join(
        f"""goroutine {number} [chan send, 20 minutes]:
main.send(0xc000012018)
\t/home/alice/pay/send.go:22 +0x4d
created by main.start in goroutine 1
\t/home/alice/pay/main.go:20 +0x71

"""
        for number in range(1, count + 1)
    )


LARGE_SIZE = int(os.environ.get("DUMPSCAN_LARGE_DUMP", 200 << 20))


@functools.cache
def large_folder():
    """A folder with `large.txt` and `dump.txt`, which is removed at the end of all tests."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    write_large(f"{folder.name}/large.txt", LARGE_SIZE)
    pathlib.Path(folder.name, "dump.txt").write_text(SENDERS)
    return folder.name


def write_large(path, size):
    """A dump of so many bytes: hundreds of places, and thousands of goroutines at each."""
    stack = "".join(
        f"example.com/service/internal/layer{depth}.(*Handler).Serve(0xc000{depth:06x})\n"
        f"\t/home/alice/service/internal/layer{depth}/handler.go:{depth + 40} +0x4d\n"
        for depth in range(4)
    )
    written = 0
    number = 0
    with open(path, "w") as file:
        while written < size:
            block = "".join(
                f"goroutine {number + n} [chan receive, {(number + n) % 300} minutes]:\n"
                f"example.com/service/worker.(*Pool).run{(number + n) % 400}(0xc000{n:06x})\n"
                f"\t/home/alice/service/worker/pool.go:{(number + n) % 400} +0x1f\n{stack}"
                "created by example.com/service/worker.start in goroutine 1\n"
                "\t/home/alice/service/worker/pool.go:20 +0x71\n\n"
                for n in range(2000)
            )
            file.write(block)
            written += len(block)
            number += 2000


class RawServer:
    """A server that is sent lines as they stand: also those that no client would send."""

    def __init__(self, *arguments, cwd=None):
        self.process = subprocess.Popen(
            [DUMPSCAN, "mcp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self.process.stdin.closed:
            self.close()
        self.process.stdout.close()
        self.process.stderr.close()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, method, params=None, id=None):
        message = {"jsonrpc": "2.0", "method": method}
        if id is not None:
            message["id"] = id
        params = dict(params or {})
        if id is not None:
            params["_meta"] = {**META, **params.get("_meta", {})}
        message["params"] = params
        self.send_bytes(json.dumps(message).encode() + b"\n")

    def next(self, timeout=60):
        """The next line, None at the end."""
        return self.lines.get(timeout=timeout)

    def ask(self, method, params=None, id=1):
        """The answer to a request; notifications are passed over."""
        self.send(method, params, id)
        while (line := self.next()) is not None:
            if line.get("id") == id:
                return line
        raise AssertionError("the server ended")

    def call(self, tool, arguments, id=1):
        return self.ask("tools/call", {"name": tool, "arguments": arguments}, id)["result"]

    def peak_memory(self):
        """Bytes of memory that the server has used at most."""
        with open(f"/proc/{self.process.pid}/status") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) * 1024
        raise AssertionError("no VmHWM")

    def close(self):
        """Closes standard input; the exit status."""
        self.process.stdin.close()
        return self.process.wait(timeout=60)
