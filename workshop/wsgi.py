"""The app as a web server runs it: patched for gevent before any other import, with sockets, metrics and signals."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import logging  # noqa: E402
import signal  # noqa: E402

import gevent  # noqa: E402
from flask import Flask  # noqa: E402
from prometheus_client import start_http_server  # noqa: E402
from werkzeug.middleware.proxy_fix import ProxyFix  # noqa: E402

from workshop.config import Settings, read_settings  # noqa: E402
from workshop.config.private import keep_to_oneself  # noqa: E402
from workshop.config.values import AT_START  # noqa: E402
from workshop.db.pokes import Pokes  # noqa: E402
from workshop.logs import log_as_json  # noqa: E402
from workshop.queries.contributions.alike import read_dictionaries  # noqa: E402
from workshop.sockets.broadcast import Broadcaster  # noqa: E402
from workshop.sockets.gate import Gate  # noqa: E402
from workshop.sockets.listen import dropper, listen, make_socketio  # noqa: E402
from workshop.sockets.pings import Pings  # noqa: E402
from workshop.sockets.watch import Watch  # noqa: E402
from workshop.web.app import make_app  # noqa: E402
from workshop.web.http.headers import headers_of  # noqa: E402
from workshop.web.session.signing import same_origin  # noqa: E402

log = logging.getLogger("workshop")
# Allocations less deallocations before the garbage collector runs: at Python's default of 700, requests paid for it
# again and again.
COLLECTED_AFTER = 50_000
# After a restart everybody comes back at once; then the dictionaries, for which whoever types first would wait.
DICTIONARIES_AFTER_SECONDS = 15


def create_app(settings: Settings | None = None) -> Flask:
    """Make the app of a serving process: pages and sockets, with the greenlets that broadcast to listeners."""
    keep_to_oneself()
    settings = settings or read_settings()
    log_as_json(settings.log_level)
    app = make_app(settings)
    broadcaster = _tell_listeners(app)
    if settings.proxies:
        hops = settings.proxies
        # Flask's documentation wraps middleware around the app in this way.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    _say_goodbye_on_signal(broadcaster)
    _tell_figures(settings)
    _collect_seldom()
    gevent.spawn(_read_templates, app)
    if settings.dictionaries == AT_START:
        gevent.spawn_later(DICTIONARIES_AFTER_SECONDS, read_dictionaries)
    return app


def _tell_listeners(app):
    """Put the gate and the sockets before the pages, and start broadcasting; returns the broadcaster."""
    app_context, pages = app.extensions["workshop"], app.wsgi_app
    settings, database, commit_signal = app_context.settings, app_context.database, app_context.commit_signal
    socketio = make_socketio(app)
    broadcaster = Broadcaster(database, _emitter(socketio), dropper(socketio))
    listen(socketio, database, broadcaster)
    commit_signal.subscribe(broadcaster.ring)
    if not database.embedded:
        pokes = Pokes(database.url, broadcaster.ring)
        # Ballots alone tell nobody else anything until they are counted.
        commit_signal.subscribe(lambda consultation_id, quiet: None if quiet else pokes.send(consultation_id))
        broadcaster.on_count = pokes.send
        database.on_order = pokes.wake_worker
        pokes.start()
    gevent.spawn(broadcaster.run)
    gevent.spawn(Watch(socketio.server).run)
    if settings.fanout == "own":
        gevent.spawn(Pings(socketio.server).run)
    app.wsgi_app = Gate(app, pages, app.wsgi_app, same_origin, headers_of(settings))
    return broadcaster


def _emitter(socketio):
    def emit(name, data, sids):
        if sids:
            socketio.server.emit(name, data, to=sids)

    return emit


def _tell_figures(settings):
    """Serve this process's metrics at a port of their own, which the public address does not have."""
    if settings.metrics is None:
        return
    host, port = settings.metrics
    try:
        server, _ = start_http_server(port, addr=host)
    except OSError as taken:
        # Metrics are for monitoring: failing to serve them must not keep the app from serving people.
        log.warning("no metrics at %s port %s: %s", host, port, taken.strerror)
    else:
        log.info("metrics at %s port %s", host, server.server_port)


def _say_goodbye_on_signal(broadcaster):
    # The web server waits its whole graceful time-out for an open WebSocket, so listeners are disconnected at once.
    before = signal.getsignal(signal.SIGTERM)
    if not callable(before):
        return

    def stop(number, frame):
        gevent.spawn(broadcaster.farewell, "restart")
        before(number, frame)

    signal.signal(signal.SIGTERM, stop)


def _read_templates(app):
    """Compile what pages are made of: the first ones of a hall would wait for it, a second and a half."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
        gevent.sleep(0)


def _collect_seldom():
    # What exists by now stays, so the collector need not look at it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER, 20, 20)
