#!/usr/bin/env python3
"""Audits a whole company: declares its servers and systems, imports their account lists, prints who is in danger.

    URL=http://127.0.0.1:8420 TOKEN=kgm_... python3 examples/audit.py [company.json] [report.csv]

Needs Python 3.9 or later and nothing else. May be run again. The ranked accounts go to standard output, the same
findings as CSV to the second file when one is named. Ends with 1 and the refusal where the service refuses.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

EXAMPLE = Path(__file__).parent / "company" / "company.json"


def call(method, path, body=None, content_type="application/json", headers=None):
    """Sends one request; answers the parsed JSON, or the bytes of what is not JSON."""
    request = urllib.request.Request(
        f"{os.environ['URL']}/api/v1{path}",
        method=method,
        data=json.dumps(body).encode() if isinstance(body, (dict, list)) else body,
        headers={
            "Authorization": f"Bearer {os.environ['TOKEN']}",
            **({} if body is None else {"Content-Type": content_type}),
            **(headers or {}),
        },
    )
    with urllib.request.urlopen(request) as answer:
        data = answer.read()
        return json.loads(data) if "json" in answer.headers.get("Content-Type", "") else data


def declare(company):
    for server in company["servers"]:
        call("PUT", f"/servers/{server['id']}", server)
    for system in company["systems"]:
        facts = {name: value for name, value in system.items() if name not in ("allowlist", "list")}
        call("PUT", f"/systems/{system['id']}", facts)


def restrict(system):
    """Sets the allowlist, on the version just read."""
    path = f"/systems/{system['id']}/allowlist"
    version = call("GET", path)["version"]
    call("PUT", path, {"entries": system["allowlist"]}, headers={"If-Match": f'"v{version}"'})


def import_list(system, folder):
    file = folder / system["list"]["file"]
    answer = call(
        "POST",
        f"/systems/{system['id']}/account-lists",
        file.read_bytes(),
        content_type="application/octet-stream",
    )
    print(f"{file.name}: {answer['format']}, {answer['encoding']}, {answer['accepted']} accounts")


def audit(systems):
    """Starts an audit and waits for its end."""
    running = call("POST", "/audits", {"systems": [system["id"] for system in systems]})
    while running["status"] == "running":
        time.sleep(0.2)
        running = call("GET", f"/audits/{running['id']}")
    if running["status"] != "done":
        sys.exit(f"audit {running['id']} {running['status']}")
    return running


def show(report):
    for account in report["accounts"]:
        reasons = [reason for reason in account["reasons"] if reason["verdict"] == "bad"]
        if reasons:
            print(f"\n{account['risk']:>3}  {account['system']}:{account['login']}")
        for reason in reasons:
            print(f"     {reason['rule']} {reason['reason']}")
    coverage = report["coverage"]
    print(f"\n{coverage['assessed']} of {coverage['accounts']} accounts assessed")


def main(company_file=EXAMPLE, csv_file=None):
    company_file = Path(company_file)
    company = json.loads(company_file.read_text(encoding="utf-8"))
    declare(company)
    for system in company["systems"]:
        if "allowlist" in system:
            restrict(system)
        if "list" in system:
            import_list(system, company_file.parent)
    done = audit(company["systems"])
    show(call("GET", f"/audits/{done['id']}/report.json"))
    if csv_file:
        Path(csv_file).write_bytes(call("GET", f"/audits/{done['id']}/report.csv"))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except urllib.error.HTTPError as refusal:
        sys.exit(f"{refusal.url}: {refusal.code}\n{refusal.read().decode()}")
