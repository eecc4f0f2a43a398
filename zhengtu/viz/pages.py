"""Pages that need nothing else: scripts, style and data inside one file.

Names reach a page only as JSON and as text nodes, so that none of them can become markup; the
content security policy lists the page's own scripts by digest and allows nothing else, no request
to anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhengtu.errors import ZhengtuError

if TYPE_CHECKING:
    from jinja2 import Environment


def environment(
    page: Mapping[str, Any], *, scripts: Sequence[str], styles: Sequence[str], before: Sequence[str] = ()
) -> Environment:
    """Return the environment in which a template of ours finds its data, scripts, style and policy.

    ``scripts`` and ``styles`` are files beside the template, ``before`` whole scripts to run first.
    """
    from jinja2 import Environment, FunctionLoader
    from markupsafe import Markup

    own = "\n".join(["'use strict';(()=>{", *map(read_file, scripts), "})();"])
    found = Environment(loader=FunctionLoader(read_file), autoescape=True, trim_blocks=True)
    found.filters["as_json"] = lambda value: Markup(as_script_json(value))
    found.globals.update(
        page=page,
        lang="zh-CN" if page["lang"] == "zh" else "en",
        style=Markup("".join(map(read_file, styles))),
        scripts=[Markup(script) for script in (*before, own)],
        policy=policy([*before, own]),
        words={key: value[page["lang"]] for key, value in page["words"].items()},
        from_json=json.loads,
    )
    return found


def policy(scripts: Sequence[str]) -> str:
    """Return a content security policy under which only these scripts run and nothing is fetched."""
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def as_script_json(value: object) -> str:
    r"""Return JSON that is safe inside a script element.

    >>> as_script_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def read_file(name: str) -> str:
    """Return the text of a file among the templates."""
    return (resources.files("zhengtu.viz") / "templates" / name).read_text(encoding="utf-8")


def write_page(page: str, path: Path) -> None:
    """Write a page as UTF-8, whatever the system's encoding is; ``-`` is stdout."""
    if str(path) == "-":
        sys.stdout.buffer.write(page.encode())
        return
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ZhengtuError(f"{path}: cannot be written: {error.strerror}; choose another place with -o") from error
    sys.stdout.write(f"{path}\n")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
