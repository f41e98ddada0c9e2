"""What supervisord's own parser makes of confs, in one process for as long as it is asked.

A line with a JSON list of texts in, a line with a list of answers out. Each text stands alone behind a main conf.
An answer is ["error", why] or ["read", groups, fingerprint], where a group is [name, programs] and the fingerprint shows
everything that a conf of a program must not change: supervisord itself and the servers that it opens.
"""
import json
import shlex
import sys

from supervisor.options import ServerOptions


class Refused(Exception):
    pass


class Quiet(ServerOptions):
    def usage(self, msg):
        raise Refused(msg)


def program(config):
    """What a program was understood as; the environment as a list, as names may be anything."""
    log = config.stdout_logfile
    return {
        "name": config.name,
        "words": shlex.split(config.command),
        "environment": [list(item) for item in (config.environment or {}).items()],
        "directory": config.directory,
        "log": log if isinstance(log, str) else None,
        "nul": any("\0" in value for value in vars(config).values() if isinstance(value, str)),
        "large": any(value >= 2**31 for value in vars(config).values() if isinstance(value, int)),
    }


def read(path):
    options = Quiet()
    options.realize(["-c", path])
    root = options.configroot.supervisord
    groups = [[group.name, [program(one) for one in group.process_configs]] for group in root.process_group_configs]
    own = {key: value for key, value in vars(root).items() if key not in ("process_group_configs", "here")}
    servers = [[server[1].get("section"), server[1].get("file")] for server in root.server_configs]
    return ["read", groups, repr([sorted(own.items(), key=str), servers])]


def check(text, path):
    with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        # Only with an include does supervisord replace %(here)s as it does in a file that it includes.
        file.write("[supervisord]\n[include]\nfiles = .none\n" + text)
    try:
        return read(path)
    except Refused as error:
        return ["error", str(error)]
    except Exception as error:  # what the parser does not catch itself would end supervisord
        return ["error", "%s: %s" % (type(error).__name__, error)]


path = sys.argv[1]
for line in sys.stdin:
    sys.stdout.write(json.dumps([check(text, path) for text in json.loads(line)]) + "\n")
    sys.stdout.flush()
