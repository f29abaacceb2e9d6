"""A documentation site on this machine, for commands that fetch pages."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MARKDOWN = {"Content-Type": "text/markdown; charset=utf-8"}
HTML = {"Content-Type": "text/html"}

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A site on this machine: what it answers by path, and the paths it was asked for."""

    def __init__(self, pages: dict[str, Answer]) -> None:
        self.asked: list[str] = []
        self.pages = pages
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, headers, content = pages.get(self.path, (404, {"Content-Type": "text/html"}, b"no"))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value.replace("HERE", site.address))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Serve nothing any more."""
        self.server.shutdown()
        self.server.server_close()
