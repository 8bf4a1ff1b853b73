"""The proxies of deploy/ as processes: the shipped files, with nothing but nodes, ports and paths put in."""

import os
import re
import shutil
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

import requests

from tests.house.tree import ROOT
from tests.nodes.http import new_http
from tests.nodes.ports import free_port

DEPLOY = ROOT / "deploy"
# The nodes of the shipped files: a line for the first, and its like for the others.
FIRST_NODE, NODE_LINE = re.compile(r"^ *server .*127\.0\.0\.1:8000.*\n"), re.compile(r"^ *server .*127\.0\.0\.1:80.*\n")
NGINX_AROUND = """
daemon off; master_process on; worker_processes 1; pid {folder}/pid; error_log stderr;{user}
worker_shutdown_timeout 1h;
events {{ worker_connections 1000; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site;
}}
"""
# A proxy without TLS, as behind which people try things out on one machine, differs in these lines.
PLAIN = {
    "    bind :443 ssl crt /etc/haproxy/workshop.pem alpn h2,http/1.1\n": "",
    "    http-request redirect scheme https code 308 unless { ssl_fc }\n": "",
    "X-Forwarded-Proto https": "X-Forwarded-Proto http",
    '    http-response set-header Strict-Transport-Security "max-age=31536000"\n': "",
}


def replaced(text: str, changes: dict[str, str]) -> str:
    """Put other values into a shipped file; each must be in it."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def in_front_of(text: str, ports: Sequence[int]) -> str:
    """Put these nodes into a shipped file, each by a line like the first node's."""
    lines = []
    for line in text.splitlines(keepends=True):
        if FIRST_NODE.match(line):
            nodes = enumerate(ports, 1)
            lines += [line.replace("node1", f"node{n}").replace("127.0.0.1:8000", f"127.0.0.1:{p}") for n, p in nodes]
        elif not NODE_LINE.match(line):
            lines.append(line)
    return "".join(lines)


def binary(name: str) -> str:
    """Return the path of a proxy, also where only root has it in the path."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{name} is not installed: run bin/setup test"
    return found


class Proxy(ABC):
    """A proxy in front of some ports of this machine; `log` holds what it logged of requests."""

    def __init__(self, folder: Path, nodes: Sequence[int], port: int | None = None):
        self.folder, self.nodes = folder, nodes
        self.port, self.plain_port = port or free_port(), free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.certificate, self.log = folder / "cert", folder / "log"
        self._process: subprocess.Popen | None = None
        folder.mkdir(exist_ok=True)
        self.write()

    def write(self) -> None:
        """Write the configuration and a certificate of its own."""
        make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=workshop"]
        make += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.folder / "key", "-out", self.certificate]
        subprocess.run(make, check=True, capture_output=True)
        both = self.certificate.read_text() + (self.folder / "key").read_text()
        (self.folder / "pem").write_text(both)

    def check(self) -> subprocess.CompletedProcess[str]:
        """Let the proxy check the configuration."""
        return subprocess.run(self.command("check"), capture_output=True, text=True, timeout=60)

    def start(self) -> "Proxy":
        """Start it and wait until it passes something on."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command("run"), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + 30
        while not self._passes():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"the proxy does not pass anything on:\n{self.log.read_text()}")
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """End it."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(30)

    @property
    def pid(self) -> int:
        """The number of the process, and of its group."""
        return self._process.pid

    def http(self) -> requests.Session:
        """Return a keeper of connections that trusts this proxy's certificate."""
        http = new_http()
        http.verify = str(self.certificate)
        return http

    @abstractmethod
    def command(self, purpose: str) -> list:
        """Return the command that checks the configuration or runs the proxy."""

    def _passes(self):
        with self.http() as http:
            try:
                return http.get(f"{self.url}/readyz", timeout=5).status_code == 200
            except requests.RequestException:
                return False


class HAProxy(Proxy):
    """deploy/haproxy.cfg, with its log on standard output and its own figures on `figures_port`."""

    def write(self) -> None:
        """Put in nodes, ports, certificate and log."""
        super().write()
        self.put(
            {
                "bind :80\n": f"bind 127.0.0.1:{self.plain_port}\n",
                "bind :443 ": f"bind 127.0.0.1:{self.port} ",
                "/etc/haproxy/workshop.pem": str(self.folder / "pem"),
                "maxconn 20000\n": "maxconn 1000\n",
            }
        )

    def put(self, changes: dict[str, str]) -> None:
        """Write the configuration with these changes, besides the nodes and what every machine has of its own."""
        self.figures_port = free_port()
        changes |= {
            "log /dev/log local0": "log stdout format raw local0",
            "127.0.0.1:8404": f"127.0.0.1:{self.figures_port}",
        }
        text = in_front_of((DEPLOY / "haproxy.cfg").read_text(), self.nodes)
        (self.folder / "haproxy.cfg").write_text(replaced(text, changes))

    def command(self, purpose: str) -> list:
        """Check, or run in the foreground."""
        return [binary("haproxy"), "-c" if purpose == "check" else "-db", "-f", self.folder / "haproxy.cfg"]


class PlainHAProxy(HAProxy):
    """The same without TLS; `more` changes further lines."""

    def __init__(self, folder: Path, nodes: Sequence[int], port: int | None = None, more: dict[str, str] | None = None):
        self.more = more or {}
        super().__init__(folder, nodes, port)
        self.url = f"http://127.0.0.1:{self.port}"

    def write(self) -> None:
        """Put in nodes, port and log."""
        own = {"bind :80\n": f"bind 127.0.0.1:{self.port}\n", "maxconn 20000\n": "maxconn 7000\n"}
        self.put({**PLAIN, **own, **self.more})

    def http(self) -> requests.Session:
        """Return a keeper of connections."""
        return new_http()


class Nginx(Proxy):
    """deploy/nginx.conf, included as an installed nginx includes its sites."""

    def write(self) -> None:
        """Put in nodes, ports, certificate and log."""
        super().write()
        changes = {
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "/etc/nginx/workshop.crt": str(self.certificate),
            "/etc/nginx/workshop.key": str(self.folder / "key"),
            "/var/log/nginx/workshop.log": str(self.log),
        }
        text = in_front_of((DEPLOY / "nginx.conf").read_text(), self.nodes)
        (self.folder / "site").write_text(replaced(text, changes))
        # What root starts would work as a user who can't enter the tests' own folder.
        user = " user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(NGINX_AROUND.format(folder=self.folder, user=user))

    def command(self, purpose: str) -> list:
        """Check, or run in the foreground."""
        start = [binary("nginx"), "-e", "stderr", "-p", self.folder, "-c", self.folder / "nginx.conf"]
        return [*start, "-t"] if purpose == "check" else start


PROXIES = {"haproxy": HAProxy, "nginx": Nginx}
