#!/bin/sh
# In SARIF 2.1.0 a result may name its message by a key, and its rule holds the text of it, with places for arguments
# (3.11.5 and 3.11.7). sarif-tools writes the key itself into its tables: of "x is used before f sets it" readers see
# "unset".
#
# What follows: messages are read from what compilers print, and not from a format between them.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --no-deps sarif-tools==3.0.5 jsonpath-ng==1.8.0 pyyaml==6.0.3
cat >report.sarif <<'END'
{
  "version": "2.1.0",
  "runs": [{
    "tool": {"driver": {"name": "lint", "rules": [{
      "id": "R1",
      "messageStrings": {"unset": {"text": "{0} is used before {1} sets it"}}
    }]}},
    "results": [{
      "ruleId": "R1",
      "ruleIndex": 0,
      "message": {"id": "unset", "arguments": ["x", "f"]},
      "locations": [{"physicalLocation": {
        "artifactLocation": {"uri": "main.c"},
        "region": {"startLine": 3}
      }}]
    }]
  }]
}
END
venv/bin/python -m pip list 2>/dev/null | grep sarif
venv/bin/python - <<'END'
import sys

from sarif.loader import load_sarif_file

[record] = load_sarif_file("report.sarif").get_records()
print(record)
sys.exit(record["Description"] != "unset")
END
