"""An issuer of tokens: its keys, and tokens with whatever claims a test wants."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

NAME, AUDIENCE = "https://issuer.example", "lawbook"


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    del number
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def published(*, rotated: bool = False) -> str:
    """Give the JWKS; after *rotated* the RSA key is another one, with another id."""
    one = RSAAlgorithm.to_jwk(rsa_key(1 if rotated else 0).public_key(), as_dict=True)
    other = ECAlgorithm.to_jwk(ec_key().public_key(), as_dict=True)
    return json.dumps({"keys": [{**one, "kid": "r2" if rotated else "r1", "alg": "RS256"}, {**other, "kid": "e1", "alg": "ES256"}]})


@dataclass(frozen=True, slots=True)
class Issuing:
    """Issues tokens at a moment."""

    now: datetime

    def token(self, *, key: Any = None, algorithm: str = "RS256", kid: str | None = "r1", headers: Any = None, **others: Any) -> str:
        """Sign a token for somebody who decides; *others* are claims in place of the usual ones, None for none."""
        usual = {
            "iss": NAME,
            "aud": AUDIENCE,
            "sub": "ann",
            "exp": int((self.now + timedelta(minutes=5)).timestamp()),
            "roles": ["decider"],
        }
        claims = {name: value for name, value in (usual | others).items() if value is not None}
        more = {} if kid is None else {"kid": kid}
        return jwt.encode(claims, rsa_key(0) if key is None else key, algorithm=algorithm, headers=more | (headers or {}))


def write_keys(folder: Path, *, rotated: bool = False) -> Path:
    """Write the JWKS into a file."""
    file = folder / "jwks.json"
    file.write_text(published(rotated=rotated), encoding="utf-8")
    return file
