"""`scripts/hub VERB …`: one function a verb, which talks to a person; everything it knows comes from below."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from hub.cli import approve, check, count, digest, lint, new, schema
from hub.shell.settings import SettingsError, instant

VERBS = {"check": check, "count": count, "lint": lint, "new": new, "approve": approve, "digest": digest, "schema": schema}


def main(arguments: list[str]) -> int:
    """The exit status: 0 when all is well, 1 when something must be mended, 2 when the call itself is wrong."""
    parser = argparse.ArgumentParser(prog="scripts/hub", description="The Insurance Knowledge Hub's commands.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, module in VERBS.items():
        summary = (module.__doc__ or "").split("\n")[0]
        module.arguments(verbs.add_parser(name, help=summary, description=module.__doc__))
    options = parser.parse_args(arguments)
    try:
        return VERBS[options.verb].run(options, Path(os.environ.get("HUB_ROOT", os.getcwd())), instant().date())  # days are UTC, as for a build
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
