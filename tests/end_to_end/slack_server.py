"""A Slack for tests on a port of its own: it answers the few methods the bot calls and keeps what it was told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Trouble:
    """One answer that is none: a status with Slack's word, seconds to wait, or silence for `delay` seconds."""

    error: str = "internal_error"
    status: int = 200
    retry_after: int | None = None
    delay: float = 0.0


@dataclass
class SlackServer:
    """`posts` are (channel, text); `refusal` is answered to everything while it is set; `delay` slows each post.

    `troubles` are met one after the other by the calls of the method they are listed under; `closed` is Slack's word
    for each channel that takes no messages.
    """

    url: str = ""
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    delay: float = 0.0
    refusal: str | None = None
    posts: list[tuple[str, str]] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)

    def meets(self, method: str) -> Trouble | None:
        self.asked.append(method)
        waiting = self.troubles.get(method)
        trouble = waiting.pop(0) if waiting else None
        if trouble is not None:
            time.sleep(trouble.delay)
        return trouble

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        if self.refusal is not None:
            return {"ok": False, "error": self.refusal}
        if method == "conversations.open":
            return {"ok": True, "channel": {"id": f"D{given['users']}"}}
        if method == "chat.postMessage" and given["channel"] in self.closed:
            return {"ok": False, "error": self.closed[given["channel"]]}
        if method == "chat.postMessage":
            self.posts.append((given["channel"], given["text"]))
            time.sleep(self.delay)
            return {"ok": True, "channel": given["channel"], "ts": f"{len(self.posts)}.0"}
        if method == "response":
            time.sleep(self.delay)
            self.responses.append(given)
        return {"ok": True, "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"}


@contextmanager
def slack_server() -> Iterator[SlackServer]:
    slack = SlackServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            is_json = "json" in self.headers.get("Content-Type", "")
            path, _, query = self.path.partition("?")
            fields = {key: values[0] for key, values in parse_qs(f"{body}&{query}").items()}
            given = json.loads(body) if is_json else fields
            method = path.rsplit("/", 1)[-1]
            trouble = slack.meets(method)
            found = {"ok": False, "error": trouble.error} if trouble else slack.answer(method, given)
            answer = json.dumps(found).encode()
            self.send_response(trouble.status if trouble else 200)
            self.send_header("Content-Type", "application/json")
            if trouble and trouble.retry_after is not None:
                self.send_header("Retry-After", str(trouble.retry_after))
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None: ...

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """A connection that ends in the middle is a bot that was killed."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    slack.url = f"http://127.0.0.1:{server.server_port}/api/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
