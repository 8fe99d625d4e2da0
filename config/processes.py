"""The processes of an installation under one supervisor, which starts anew what dies."""

import os
import sys
from pathlib import Path

from config.env import BASE_DIR
from config.machine import venv_bin

HEADER = """[supervisord]
nodaemon=true
user={user}
logfile=/dev/null
logfile_maxbytes=0
pidfile={data}/supervisord.pid
silent=true

[unix_http_server]
file={data}/supervisor.sock
chmod=0700

[supervisorctl]
serverurl=unix://{data}/supervisor.sock

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
PROGRAM = """
[program:{name}]
command={command}
directory={base}
autorestart=true
startretries=1000000
startsecs=1
stopasgroup=true
killasgroup=true
stopwaitsecs=20
priority={priority}
numprocs={count}
process_name=%(program_name)s_%(process_num)d
stdout_logfile=/dev/fd/1
stdout_logfile_maxbytes=0
redirect_stderr=true
"""


def commands(host: str, port: int) -> dict[str, str]:
    """What each process runs. The live process answers one port above the pages'."""
    here = venv_bin()
    manage = f"{sys.executable} {BASE_DIR / 'manage.py'}"
    return {
        "web": f"{here}/gunicorn config.wsgi --bind {host}:{port} --workers 2 --threads 8 --worker-class gthread --preload "
        "--keep-alive 75 --max-requests 20000 --max-requests-jitter 2000 --graceful-timeout 15 --log-level warning --no-control-socket",
        "live": f"{here}/granian --interface asginl --host {host} --port {port + 1} --workers 1 --log-level warning config.asgi:application",
        # Pages go before background work, and before the programs of learners.
        "worker": f"nice -n 5 {manage} work --queue default",
        "judge": f"nice -n 5 {manage} work --queue judge",
    }


def configuration(data: Path, host: str, port: int) -> str:
    user = "root" if os.geteuid() == 0 else str(os.geteuid())
    judges = os.environ.get("LYCEUM_JUDGES", "1")
    programs = [
        PROGRAM.format(
            name=name,
            command=command.replace("%", "%%"),
            base=BASE_DIR,
            priority=place,
            count=judges if name == "judge" else 1,
        )
        for place, (name, command) in enumerate(commands(host, port).items(), 1)
    ]
    return HEADER.format(user=user, data=data) + "".join(programs)
