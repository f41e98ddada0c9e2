"""Writes one point of a sine curve a second to the gateway's message queue.

An app needs no library: one HTTP POST to localhost, in any language. The queue answers 204 when the value is safe,
whether the gateway is online or not; the app does not have to know.
"""

import configparser
import json
import math
import os
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.environ.get("GWE_ROOT", "/")
QUEUE = os.environ.get("GMQ_URL", "http://localhost:8090")
PERIOD_S = 60


def identity():
    """The X-Exosite-VMS header: who this gateway is, from Gateway.cfg."""
    cfg = configparser.RawConfigParser()
    cfg.read(os.path.join(ROOT, "etc/gateway-engine/Gateway.cfg"))
    device = cfg["device"]
    return " ".join((device["vendor"], device["model"], device["uuid"]))


def version():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "VERSION"), encoding="utf-8") as file:
        return file.read().strip()


def send(vms, value):
    body = urllib.parse.urlencode({"sine-data": json.dumps(value)}).encode()
    request = urllib.request.Request(QUEUE + "/onep:v1/stack/alias", body, {"X-Exosite-VMS": vms})
    with urllib.request.urlopen(request, timeout=30):
        pass


def main():
    # The run tells the values of this process from those of one before it, which also began with 0.
    vms, app_version, run, count = identity(), version(), int(time.time() * 1000), 0
    while True:
        # A quarter into the second: the platform keeps one value per alias and second.
        now = time.time()
        time.sleep(math.ceil(now - 0.25) + 0.25 - now)
        at = int(time.time())
        sine = round(math.sin(2 * math.pi * at / PERIOD_S), 4)
        value = {"n": count, "at": at, "version": app_version, "run": run, "value": sine}
        try:
            send(vms, value)
        except (urllib.error.URLError, OSError) as error:
            print("the queue did not take value %d, trying again: %s" % (count, error), flush=True)
            continue
        print("sent", json.dumps(value), flush=True)
        count += 1


if __name__ == "__main__":
    main()
