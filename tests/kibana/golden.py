"""Writes the golden files anew: `python -m tests.kibana.golden`, then look at what git says of them."""

from __future__ import annotations

from pathlib import Path

from kibana.artefacts import write_artefacts
from tests.kibana.content import make_content

FOLDER = Path(__file__).parent / "golden"

if __name__ == "__main__":
    for name in write_artefacts(make_content(), FOLDER):
        print(name)
