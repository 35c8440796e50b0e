"""An authority, and a certificate of it for this machine, which a client may show as well."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def write_certificates(folder: Path) -> tuple[Path, Path, Path]:
    """Write the certificate of an authority, one for 127.0.0.1, and the key of the latter."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    authority = _for("authority", authority_key).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    one = _for("here", key).add_extension(here, critical=False)
    files = folder / "authority.pem", folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(authority.sign(authority_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(one.sign(authority_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    unlocked = serialization.NoEncryption()
    files[2].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unlocked))
    return files


def _for(name: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "authority")])
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
