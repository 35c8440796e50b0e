"""The Ed25519 key that signs checkpoints and evidence packs, in a file that only its owner may read."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from lawbook.record.secret_files import make_secret


class BadKey(ValueError):  # noqa: N818 - it is an outcome that the caller reads, named as one
    """A file that holds no Ed25519 key."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key, and the name by which its signatures are known."""

    private: Ed25519PrivateKey
    public: bytes
    key: str

    def sign(self, message: bytes) -> bytes:
        """Sign *message*."""
        return self.private.sign(message)


def name_of(public: bytes) -> str:
    """Name the raw *public* key: the beginning of its SHA-256."""
    return sha256(public).hexdigest()[:16]


def signer_in(file: Path) -> Signer:
    """Read the private key in *file*, and make one there, with its public half in a `.pub` beside it, where there is none."""
    if not file.exists():
        _make(file)
    try:
        private = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise BadKey(f"{file} holds no Ed25519 key in PEM")
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Signer(private, public, name_of(public))


def _make(file: Path) -> None:
    private = Ed25519PrivateKey.generate()
    if make_secret(file, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())):
        file.with_suffix(".pub").write_bytes(private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def public_in(file: Path) -> bytes:
    """Read the raw public key in the PEM *file*."""
    return public_from(file.read_bytes(), str(file))


def public_from(pem: bytes, told: str) -> bytes:
    """Read the raw public key of a PEM text; *told* is what to call it when it is none."""
    try:
        public = load_pem_public_key(pem)
    except (ValueError, TypeError):
        public = None
    if not isinstance(public, Ed25519PublicKey):
        raise BadKey(f"{told} holds no public Ed25519 key in PEM")
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether *signature* on *message* is of the owner of *public*."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
