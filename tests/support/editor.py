"""A small editor: it starts the language server and speaks its protocol over pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, Queue
from typing import Any

PATIENCE = 30


class Editor:
    """Messages by method as they came; the texts that are open, as a list of UTF-16 units would have them."""

    def __init__(self, environment: Mapping[str, str], *arguments: str, cwd: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "relcli", "lsp", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=environment,
        )
        self.heard: list[dict[str, Any]] = []
        self._queue: Queue[dict[str, Any] | None] = Queue()
        self._last = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        stream = self.process.stdout
        while header := stream.readline():
            name, _, length = header.partition(b":")
            assert name == b"Content-Length", header
            while stream.readline().strip():
                pass
            self._queue.put(json.loads(stream.read(int(length))))
        self._queue.put(None)

    def send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method: str, **params: Any) -> None:
        self.send(method=method, params=params)

    def ask(self, method: str, **params: Any) -> Any:
        self._last += 1
        number = self._last
        params = {"params": params} if params else {}
        self.send(id=number, method=method, **params)
        answer = self.wait(lambda m: m.get("id") == number and "method" not in m)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def wait(self, is_it: Any, seconds: float = PATIENCE) -> dict[str, Any]:
        """The next message that is it; those before it are kept."""
        end = time.monotonic() + seconds
        while True:
            message = self._queue.get(timeout=max(0.01, end - time.monotonic()))
            assert message is not None, self.process.stderr.read().decode()
            if message.get("method") and "id" in message:
                self.send(id=message["id"], result=None)
            self.heard.append(message)
            if is_it(message):
                return message

    def is_silent(self, seconds: float = 1.0) -> bool:
        try:
            self.wait(lambda _: True, seconds)
        except Empty:
            return True
        return False

    def told(self, method: str) -> dict[str, Any]:
        return self.wait(lambda m: m.get("method") == method)["params"]

    def found(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """The next diagnostics of a text, or those of this version of it."""

        def is_it(message: dict[str, Any]) -> bool:
            params = message.get("params")
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and (version is None or params.get("version") == version)
            )

        return self.wait(is_it)["params"]["diagnostics"]

    # ---- what a person does -----------------------------------------------------------------------------

    def start(self, *folders: Path, **more: Any) -> dict[str, Any]:
        capabilities = {
            "workspace": {
                "workspaceEdit": {"documentChanges": True},
                "didChangeWatchedFiles": {"dynamicRegistration": True},
            },
            "textDocument": {
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}
            },
            **more.pop("capabilities", {}),
        }
        folders = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        told = self.ask(
            "initialize",
            processId=os.getpid(),
            rootUri=folders[0]["uri"] if folders else None,
            workspaceFolders=folders or None,
            capabilities=capabilities,
            **more,
        )
        self.tell("initialized")
        return told["capabilities"]

    def open(self, uri: str, text: str, language: str = "markdown") -> list[dict[str, Any]]:
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.found(uri)

    def type(self, uri: str, text: str, version: int = 2) -> list[dict[str, Any]]:
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        return self.found(uri, version)

    def save(self, uri: str) -> None:
        self.tell("textDocument/didSave", textDocument={"uri": uri})

    def hover(self, uri: str, line: int, character: int) -> str | None:
        position = {"line": line, "character": character}
        shown = self.ask("textDocument/hover", textDocument={"uri": uri}, position=position)
        return shown and shown["contents"]["value"]

    def actions(self, uri: str, place: dict[str, Any], *only: str) -> list[dict[str, Any]]:
        context = {"diagnostics": [], **({"only": [*only]} if only else {})}
        return self.ask("textDocument/codeAction", textDocument={"uri": uri}, range=place, context=context)

    def leave(self) -> int:
        self.ask("shutdown")
        self.send(method="exit")
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()


def applied(text: str, action: dict[str, Any], version: int = 1) -> str:
    """The text with the edit of an action made, which is for that version; places are in UTF-16."""
    [change] = action["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == version
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len((line + "\n").encode("utf-16-le")))
    units = text.encode("utf-16-le")
    for edit in sorted(
        change["edits"],
        key=lambda e: -starts[e["range"]["start"]["line"]] - 2 * e["range"]["start"]["character"],
    ):
        first, last = (
            starts[edit["range"][end]["line"]] + 2 * edit["range"][end]["character"]
            for end in ("start", "end")
        )
        units = units[:first] + edit["newText"].encode("utf-16-le") + units[last:]
    return units.decode("utf-16-le")
