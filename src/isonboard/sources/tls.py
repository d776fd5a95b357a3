"""Whom we trust: the system's certificate store, and the company's CA wherever it is usually named."""

import contextlib
import os
import ssl
from collections.abc import Iterable, Mapping

from isonboard.errors import ConfigError

VARIABLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
"""Environment variables that name a CA bundle; all are honoured, beside the system's store."""


def context(
    env: Mapping[str, str], bundles: Iterable[str | None] = (), client_certificate: str | None = None
) -> ssl.SSLContext:
    """A context that trusts the system's store, the environment's bundles and `bundles`.

    `client_certificate` is a PEM file of certificate, chain and key. Raises ConfigError naming a file that cannot
    be read.
    """
    import truststore

    made: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for variable in VARIABLES:
        if path := env.get(variable):
            _trust(made, path, variable)
    for bundle in filter(None, bundles):
        _trust(made, bundle, "ca_bundle")
    if client_certificate:
        path = os.path.expanduser(client_certificate)
        try:
            made.load_cert_chain(path)
        except (OSError, ssl.SSLError) as error:
            raise ConfigError(
                f"the client certificate {path} cannot be used ({_why(error)})",
                hint="client_certificate names one PEM file with the certificate and its key.",
            ) from error
    return made


def _trust(made: ssl.SSLContext, path: str, where: str) -> None:
    path = os.path.expanduser(path)
    try:
        if os.path.isdir(path):
            made.load_verify_locations(capath=path)
        else:
            made.load_verify_locations(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the CA bundle {path} of {where} cannot be used ({_why(error)})",
            hint="It must be a PEM file that you may read.",
        ) from error


def _why(error: Exception) -> str:
    with contextlib.suppress(AttributeError):
        return str(error.strerror or error.reason or "no PEM data")  # type: ignore[attr-defined]
    return "no PEM data"
