"""The environment of a request (PEP 3333), made of its scope (ASGI 3)."""

import sys
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LATIN = "latin-1"
"""In which the texts of an environment stand for bytes."""


def environ_of(scope: Any) -> "WSGIEnvironment":
    """Give the environment of the request *scope*, yet without its body; a header that stands twice is one with a comma between."""
    host, port = scope["server"]
    path: str = scope["path"]
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path if path.isascii() else path.encode().decode(LATIN),
        "QUERY_STRING": scope["query_string"].decode(LATIN),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multiprocess": False,
        "wsgi.multithread": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        variable, told = _variable(name), value.decode(LATIN)
        environ[variable] = f"{environ[variable]},{told}" if variable in environ else told
    return environ


@lru_cache(maxsize=1_024)
def _variable(name: bytes) -> str:
    variable = name.decode(LATIN).upper().replace("-", "_")
    return variable if variable in {"CONTENT_TYPE", "CONTENT_LENGTH"} and b"_" not in name else f"HTTP_{variable}"
