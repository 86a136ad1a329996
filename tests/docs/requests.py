"""Requests as the documentation shows them: lines with curl, read and sent without a network."""

import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

HOST = "http://127.0.0.1:8000"
_ALONE = {"-s", "-i", "-si", "-L"}


@dataclass
class Curl:
    """What one line asks."""

    path: str = ""
    body: list[str] = field(default_factory=list)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    type: str = "application/x-www-form-urlencoded"

    def ask(self, client):
        """The answer of the site."""
        if self.files:
            return client.post(self.path, files=self.files)
        if self.body:
            kind = {"content-type": self.type}
            return client.post(self.path, content="&".join(self.body), headers=kind)
        return client.get(self.path)


def read(line: str, folder: Path) -> Curl:
    """The request of a line; an option that is not known here is a mistake of the page."""
    # A shell takes the backslash off a dollar, which shlex leaves there.
    asked, words = Curl(), iter(shlex.split(line.replace("\\$", "$"), comments=True)[1:])
    for word in words:
        if word == "-d":
            text = next(words)
            asked.body.append((folder / text[1:]).read_text("utf-8") if text[0] == "@" else text)
        elif word == "-H":
            asked.type = next(words).removeprefix("content-type: ")
        elif word == "--data-urlencode":
            name, mark, value = re.fullmatch(r"([^=@]+)([=@])(.*)", next(words)).groups()
            text = (folder / value).read_text("utf-8") if mark == "@" else value
            asked.body.append(urlencode({name: text}))
        elif word == "-F":
            name, file = next(words).split("=@")
            asked.files[name] = (file, (folder / file).read_bytes())
        elif word.startswith(HOST):
            asked.path = word.removeprefix(HOST)
        else:
            assert word in _ALONE, word
    return asked
