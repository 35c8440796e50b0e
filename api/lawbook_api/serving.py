"""Serve the application with granian, until somebody says stop."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.util import Finalize
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep
from types import FrameType
from typing import TYPE_CHECKING, Any

from flask import Flask
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from lawbook import Library
from lawbook.access.keeping import KeysInFile
from lawbook.operations.bundling import BadBundle
from lawbook.record import BadKey, BadStore, Checkpointer, MasterKeys, Pacing, Recorder, StoreDown, open_store, signer_in
from lawbook_api.local_key import FILE as KEY_FILE
from lawbook_api.local_key import local_key
from lawbook_api.log import RequestLog, write_log_as_lines
from lawbook_api.memory import share_memory
from lawbook_api.origins import candidate_of, open_origin, origin_of
from lawbook_api.pages import KEY, curl, in_force
from lawbook_api.processors import take_processor
from lawbook_api.settings import BadSetting, Settings, from_environment

if TYPE_CHECKING:
    from lawbook_api.source import LibrarySource

BACKLOG = 1_024
"""How many connections the system keeps waiting before it refuses more."""
AGAIN = 0.5
"""Seconds until a server that was told to stop is told again."""
THREADS = 4
RECORDING_THREADS = 16
"""An ordinary posting needs none of them; batches, and postings that name a day or a version, wait for the store on one."""
TURN = 0.0002
"""Seconds after which a thread that wants the interpreter has it: the one that records wants it several times for each group, and all who wait, wait for it."""
PROBLEMS, USAGE = 1, 2
"""The exit codes of a process that has nothing sound to serve, and of one that was started in a way it does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """Where and how to serve: *threads* requests at a time in each of *workers* processes."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = THREADS
    over_tls: bool = False

    @property
    def address(self) -> str:
        """Where a client on this machine reaches the service."""
        reached_at = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared
        host = f"[{reached_at}]" if ":" in reached_at else reached_at
        return f"{'https' if self.over_tls else 'http'}://{host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Tell whether nobody but this machine can reach it."""
        return self.host in {"127.0.0.1", "::1", "localhost"}


def run(  # noqa: PLR0913 - the options of a command
    policies: Path,
    *,
    host: str,
    port: int,
    workers: int,
    threads: int | None,
    quiet: bool,
    with_local_key: bool | None = None,
    recorded: bool = True,
    shadow: Path | None = None,
    bundle: tuple[Path | None, Path | None] = (None, None),
    released_only: bool = False,
) -> None:
    """Serve *policies*, or a *bundle* (with the public key that is trusted), or what is released, with the settings of the environment, after saying where; PolicyRejected when they cannot be used.

    A local key is made where it is asked for, and without being asked where nobody but this machine can reach the service.
    """
    try:
        settings = replace(from_environment(os.environ), policies=policies)
        settings = settings if recorded else replace(settings, record=None)
        file, key_file = bundle
        settings = replace(
            settings, shadow=shadow or settings.shadow, bundle=file or settings.bundle, bundle_key=key_file or settings.bundle_key
        )
        settings = replace(settings, released_only=released_only or settings.released_only)
        library = _first(settings)
        if (candidate := candidate_of(settings)) is not None:
            open_origin(candidate, settings.today())
        _prepare_record(settings)
    except BadBundle as bad:
        sys.stderr.write("".join(f"the bundle is not sound: {finding}\n" for finding in bad.findings))
        raise SystemExit(PROBLEMS) from None
    except (BadSetting, BadStore, BadKey) as bad:
        sys.stderr.write(f"{bad}\n")
        raise SystemExit(USAGE) from None
    usual = THREADS if settings.record is None else RECORDING_THREADS
    listening = Listening(host=host, port=port, workers=workers, threads=threads or usual, over_tls=settings.tls is not None)
    if not listening.is_local and settings.tls is None:
        sys.stderr.write(
            f"{host} can be reached from elsewhere without TLS: let nothing but a proxy that has it reach it, or set LAWBOOK_TLS_CERTIFICATE\n"
        )
    key = None
    if listening.is_local if with_local_key is None else with_local_key:
        key = local_key(settings.state, KeysInFile(settings.state), settings.now(), os.urandom)
    serve(settings, listening, "" if quiet else _banner(library, settings, listening, key))


def _first(settings: Settings) -> Library:
    """Open what is to be served, before workers do; of releases nothing where the store is down, which is told when it is prepared."""
    try:
        return open_origin(origin_of(settings), settings.today())
    except StoreDown:
        return Library(Path(), ())


def _prepare_record(settings: Settings) -> None:
    """Make the signing key and the tables where they are missing, before workers do so at the same time."""
    if settings.record is None:
        return
    signer_in(settings.record_key)
    try:
        open_store(settings.record).close()
    except StoreDown as down:
        sys.stderr.write(f"decisions will be refused until they can be recorded: {down.detail}\n")


def _banner(library: Library, settings: Settings, listening: Listening, key: str | None) -> str:
    day = settings.today()
    versions = [version for name in library.policies if (version := in_force(library, name, day)) is not None]
    served = ", ".join(f"{version.name} v{version.version}" for version in versions)
    lines = [f"Lawbook serves {served or 'no policy in force'} at {listening.address}", f"Docs: {listening.address}/docs"]
    if settings.shadow is not None:
        lines.append(f"The policies of {settings.shadow} decide beside them, without effect; see {listening.address}/v1/shadow")
    if settings.released_only:
        lines.append("Nothing is served but what is released; see: lawbook release list")
    if settings.record is None:
        lines.append("DECISIONS ARE NOT RECORDED")
    requests = [curl(version, library, listening.address, key or KEY) for version in versions]
    if requests:
        lines += ["Try:", min(requests, key=len)]
    if key is None:
        lines.append("Every request needs a key; make one with: lawbook keys create CALLER --role decider --policy '*'")
    else:
        lines.append(f"The key of the request is for this machine, has every role, and is kept in {settings.state / KEY_FILE}")
    return "\n".join(lines) + "\n"


def serve(settings: Settings, listening: Listening, banner: str) -> None:
    """Serve until SIGINT or SIGTERM, letting requests finish; SIGHUP has every worker look at the policies at once.

    The first worker that serves says *banner*. No thread is begun here: workers are forks, in which a lock that a thread holds stays held.
    """
    with TemporaryDirectory(prefix="lawbook-") as folder:
        nudge = Path(folder) / "nudge"
        nudge.touch()
        counters = Path(folder) / "counters"
        counters.mkdir()
        # prometheus_client reads this when a worker first imports it.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counters)
        leaving = Path(folder) / "leaving"
        server = _server(listening, settings)
        _reload_on_hangup(server, nudge)
        _leave_before_stopping(server, leaving, settings.leave_seconds)
        load = partial(_worker, Path(folder), listening, replace(settings, nudge=nudge, leaving=leaving), counters, banner)
        server.serve(target_loader=load, wrap_loader=False)


def _server(listening: Listening, settings: Settings) -> Any:
    tls = settings.tls
    return Server(
        "lawbook_api",
        address=listening.host,
        port=listening.port,
        interface=Interfaces.ASGINL,
        # In HTTP/2 a connection that says nothing is never ended.
        http=HTTPModes.http1,
        workers=listening.workers,
        http1_settings=HTTP1Settings(header_read_timeout=int(settings.client_seconds * 1_000)),
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=int(settings.finish_seconds),
        backpressure=settings.connections,
        backlog=BACKLOG,
        ssl_cert=None if tls is None else tls.certificate,
        ssl_key=None if tls is None else tls.key,
        ssl_ca=None if tls is None else tls.clients,
        ssl_client_verify=tls is not None and tls.clients is not None,
        ssl_protocol_min=SSLProtocols.tls12,
    )


def _reload_on_hangup(server: Any, nudge: Path) -> None:
    """Nudge the workers on SIGHUP, in place of granian's own way, which would start them anew on policies that may be bad."""

    def hangup(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        os.utime(nudge)

    server.signal_handler_reload = hangup


def _leave_before_stopping(server: Any, leaving: Path, seconds: float) -> None:
    """Say on the first SIGTERM or SIGINT that the service is leaving, for *seconds*, so that nothing new is sent to it; then stop."""
    stop = server.signal_handler_interrupt
    parent = os.getpid()

    def leave(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        if os.getpid() != parent:
            # A worker has this handler until it begins to serve; what it is told meanwhile would be forgotten, and it would serve on.
            os._exit(0)
        wait = 0.0
        if seconds and not leaving.exists():
            leaving.touch()
            wait = seconds
        Thread(target=_stop, args=(stop, wait), daemon=True).start()

    server.signal_handler_interrupt = leave


def _stop(stop: Callable[[], None], wait: float) -> None:
    """Say *stop* after a while, again and again: said once, just as a worker is started anew, it is overheard.

    A thread says it, as what it wakes holds a lock for a moment that whoever was interrupted may hold.
    """
    sleep(wait)
    while True:
        stop()
        sleep(AGAIN)


def _worker(folder: Path, listening: Listening, settings: Settings, counters: Path, banner: str) -> Any:
    """Make what takes in the requests of one of several workers, which have *folder* in common."""
    if settings.own_processors:
        take_processor(folder, listening.workers)
    app = _application(settings, counters, (banner, folder / "said"))
    from lawbook_api.app import QUICK  # noqa: PLC0415 - within the worker, as below
    from lawbook_api.intake import Intake  # noqa: PLC0415

    return Intake(app.extensions[QUICK], settings, listening.threads)


def _application(settings: Settings, counters: Path, banner: tuple[str, Path]) -> Flask:
    """Make the application of one worker."""
    from lawbook_api.app import SHADOW, create_app  # noqa: PLC0415 - counters are shared only by what is imported within the worker
    from lawbook_api.source import LibrarySource  # noqa: PLC0415

    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    share_memory()
    sys.setswitchinterval(TURN)
    write_log_as_lines()
    source = LibrarySource(origin_of(settings), now=settings.now, today=settings.today, nudge=settings.nudge)
    source.watch(settings.reload_seconds)
    log = RequestLog(settings.now) if settings.log_requests else None
    if log is not None:
        at_the_end(log.close)
    candidate = _candidate(settings)
    app = create_app(
        source, settings, recorder=_recorder(settings), shared_metrics=counters, log=log, traces=_traces(settings), candidate=candidate
    )
    if candidate is not None:
        at_the_end(app.extensions[SHADOW].close)
    _say_once(*banner)
    return app


def _say_once(banner: str, said: Path) -> None:
    """Say *banner*, unless another worker *said* it; whoever connects now is answered."""
    try:
        said.touch(exist_ok=False)
    except FileExistsError:
        return
    sys.stdout.write(banner)
    sys.stdout.flush()


def _candidate(settings: Settings) -> "LibrarySource | None":
    """Open the policies that decide beside those being served."""
    origin = candidate_of(settings)
    if origin is None:
        return None
    from lawbook_api.source import LibrarySource  # noqa: PLC0415 - within the worker, as above

    candidate = LibrarySource(origin, now=settings.now, today=settings.today, nudge=settings.nudge)
    candidate.watch(settings.reload_seconds)
    return candidate


def at_the_end(close: Callable[[], None]) -> None:
    """Have *close* called when this worker ends; processes begun by multiprocessing pass over what stands in atexit."""
    Finalize(None, close, exitpriority=1)


def _traces(settings: Settings) -> Any:
    if settings.traces is None:
        return None
    from lawbook_api.traces import traces_sent_to  # noqa: PLC0415 - an extra of its own

    traces = traces_sent_to(settings.traces)
    at_the_end(traces.close)
    return traces


def _recorder(settings: Settings) -> Recorder | None:
    """Begin the chain of one worker."""
    if settings.record is None:
        return None
    kept = settings.state / "checkpoints.ndjson"
    checkpoint = Checkpointer(signer_in(settings.record_key), now=settings.now, every=settings.checkpoint_seconds, kept=kept)
    pacing = Pacing(wait=settings.record_seconds, checkpoint=settings.checkpoint_seconds)
    masters = MasterKeys(settings.privacy_key)
    recorder = Recorder(settings.record, settings.new_id(), masters=masters, pacing=pacing, after_commit=checkpoint)
    at_the_end(recorder.close)
    return recorder
