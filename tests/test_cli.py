"""The command line as its user meets it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from zhengtu.cli import main

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = sorted(main.commands)
HEAVY = ("spacy", "rdflib", "networkx", "pyvis")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert len(main.commands[command].get_short_help_str()) > 10


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readmes(command, readme):
    assert re.search(rf"zhengtu {command}\b", (ROOT / readme).read_text(encoding="utf-8"))


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["extract", "--help"]])
def test_start_up_loads_no_heavy_library(arguments):
    code = (
        "import sys; from zhengtu.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip().endswith("[]"), done.stderr
