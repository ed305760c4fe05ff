# ruff: noqa: N999 (gunicorn looks for this name)
"""How gunicorn serves the API: threads for waiting on the database, processes for the cores."""

import os

host = os.environ.get("BIND", "127.0.0.1")
port = os.environ.get("API_PORT", "5000")
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
# Without Redis the cache and the rate limits live in the process: a second one would have its own.
workers = int(os.environ.get("WEB_CONCURRENCY", "2" if os.environ.get("REDIS_URL") else "1"))

timeout = 120  # an export streams for as long as its reader reads; its thread tells it is alive
graceful_timeout = 8
keepalive = 75  # longer than a proxy keeps a connection idle
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112

accesslog = None  # the application logs each request itself, with its id
errorlog = "-"
control_socket_disable = True  # it lies in the home folder, where two clones would share it
