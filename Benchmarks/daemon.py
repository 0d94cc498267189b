"""Starting searchd on a corpus and asking it over its socket, for benchmarks; Python 3 standard library only."""
import contextlib
import json
import os
import socket
import subprocess
import time
from urllib.parse import urlencode


class Connection:
    """A keep-alive HTTP/1.1 connection over a Unix socket that spends as little as it can on its own side."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)

    @staticmethod
    def request(target):
        """The bytes that ask for a target."""
        return f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()

    def get(self, target):
        """Sends one request and returns the body of its 200 answer."""
        return self.send(self.request(target))

    def send(self, request):
        """Sends the bytes of a request and returns the body of its 200 answer."""
        self.socket.sendall(request)
        received = b""
        while (head_end := received.find(b"\r\n\r\n")) < 0:
            received += self._receive()
        head = received[:head_end].lower()
        body = received[head_end + 4:]
        if b" 200 " not in head.split(b"\r\n", 1)[0] + b" ":
            raise RuntimeError(head.decode() + body.decode())
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(body) < length:
            body += self._receive()
        return body

    def search(self, **parameters):
        """Asks /v1/search and returns the decoded answer."""
        return json.loads(self.get("/v1/search?" + urlencode(parameters)))

    def _receive(self):
        chunk = self.socket.recv(1 << 15)
        if not chunk:
            raise EOFError("the daemon closed the connection")
        return chunk


def parameters(query):
    """The parameters of /v1/search for a query of the shared harness (`q`, `type`)."""
    text = " ".join(query["q"])
    if query["type"] == "phrase":
        text = f'"{text}"'
    return {"q": text, "match": "any" if query["type"] == "or" else "all"}


def percentile(values, percent):
    """The value below which a part of the values lies."""
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * percent / 100))]


def ingest(binaries, corpus, index):
    """Builds an index of a JSON Lines file unless it is there."""
    if not os.path.exists(index):
        subprocess.run([f"{binaries}/searchctl", "ingest", "--index", index, corpus], check=True)


def start(binaries, index, socket_path, *arguments):
    """Starts searchd on an index and waits until it answers; returns the process and a connection to it."""
    command = [f"{binaries}/searchd", "--index", index, "--socket", socket_path, "--log-level", "warning", *arguments]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while True:
        try:
            connection = Connection(socket_path)
            connection.get("/healthz")
            return process, connection
        except (OSError, RuntimeError):
            if time.monotonic() > deadline or process.poll() is not None:
                raise
            time.sleep(0.001)


def stop(process):
    """Ends a daemon and waits until it has ended."""
    process.terminate()
    process.wait(timeout=30)


@contextlib.contextmanager
def daemon(binaries, index, socket_path, *arguments):
    """Runs searchd on an index for the length of a `with` block and yields a connection to it."""
    process, connection = start(binaries, index, socket_path, *arguments)
    try:
        yield connection
    finally:
        stop(process)
