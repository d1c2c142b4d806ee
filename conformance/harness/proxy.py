"""A TCP proxy before the server that loses connections, refuses them or swallows what they carry, as networks do."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time

CHUNK = 16384


class Proxy:
    """Listens on a port of its own and moves bytes to and from another port of this machine."""

    def __init__(self, target: int):
        self.target = target
        self.connections = 0
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        self._flows = threading.Event()
        self._flows.set()
        # How many bytes still pass before all connections are lost; None for any number.
        self._budget: int | None = None
        self._listener = self._bind(0)
        self.port = self._listener.getsockname()[1]
        self._listen()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # What goes wrong.

    def drop(self) -> None:
        """Loses every connection."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            for end in pair:
                reset(end)

    def drop_after(self, count: int) -> None:
        """Loses every connection when so many bytes more have passed, whichever way."""
        with self._lock:
            self._budget = count

    def refuse(self, seconds: float) -> None:
        """Loses every connection and refuses new ones for a while; the port stays taken."""
        self._close_listener()
        self._listener = self._bind(self.port)
        self.drop()
        time.sleep(seconds)
        self._listen()

    def hang(self, seconds: float, *, drops: bool) -> None:
        """Swallows what is sent for a while, without a word; then it goes on, or every connection is lost."""
        self._flows.clear()
        time.sleep(seconds)
        if drops:
            self.drop()
        self._flows.set()

    def close(self) -> None:
        self._close_listener()
        self._flows.set()
        self.drop()

    # The bytes.

    @staticmethod
    def _bind(port: int) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        return listener

    def _listen(self) -> None:
        self._listener.listen(64)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _close_listener(self) -> None:
        # A thread that waits in accept() is woken by the shutdown, not by the closing.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        self._flows.wait()
        try:
            server = socket.create_connection(("127.0.0.1", self.target), 10)
            server.settimeout(None)
        except OSError:
            reset(client)
            return
        pair = (client, server)
        with self._lock:
            self._pairs.add(pair)
        for source, sink in (pair, pair[::-1]):
            threading.Thread(target=self._move, args=(source, sink, pair), daemon=True).start()

    def _move(self, source: socket.socket, sink: socket.socket, pair: tuple[socket.socket, socket.socket]) -> None:
        try:
            while data := source.recv(CHUNK):
                self._flows.wait()
                passing = self._spend(len(data))
                sink.sendall(data[:passing])
                if passing < len(data):
                    self.drop()
                    return
        except OSError:
            pass
        # Whoever ends a connection has got all that it wants.
        with self._lock:
            self._pairs.discard(pair)
        for end in pair:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _spend(self, count: int) -> int:
        """How many of so many bytes pass."""
        with self._lock:
            if self._budget is None:
                return count
            if count <= self._budget:
                self._budget -= count
                return count
            passing, self._budget = self._budget, None
            return passing


def reset(end: socket.socket) -> None:
    """Closes a connection as a crash does."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # A thread that waits in recv() is woken, and closes it too.
        end.shutdown(socket.SHUT_RD)
    with contextlib.suppress(OSError):
        end.close()
