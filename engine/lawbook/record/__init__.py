"""The record of decisions: chained, signed, durable before anything is answered.

    recorder = Recorder("sqlite:///record.db", writer=new_id())
    recorder.append("key-issued", {"caller": "...", "time": "..."})

Needs the extra `record`.
"""

from lawbook.record.chain import Claim, Entry, Head
from lawbook.record.checkpoints import Checkpointer
from lawbook.record.decided import Asked, Decided, Making, Telling, decision_draft, digest_of, read_decided
from lawbook.record.drafts import Draft
from lawbook.record.master_keys import MasterKeys
from lawbook.record.recorder import PLAIN, Condition, Pacing, Recorder
from lawbook.record.signing import BadKey, Signer, signer_in
from lawbook.record.snapshots import Snapshot, take_snapshot
from lawbook.record.store import BadStore, Store, StoreDown, open_store

__all__ = [
    "PLAIN",
    "Asked",
    "BadKey",
    "BadStore",
    "Checkpointer",
    "Claim",
    "Condition",
    "Decided",
    "Draft",
    "Entry",
    "Head",
    "Making",
    "MasterKeys",
    "Pacing",
    "Recorder",
    "Signer",
    "Snapshot",
    "Store",
    "StoreDown",
    "Telling",
    "decision_draft",
    "digest_of",
    "open_store",
    "read_decided",
    "signer_in",
    "take_snapshot",
]
