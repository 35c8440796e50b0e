"""The record of decisions: chained, signed, durable before anything is answered.

    recorder = Recorder("sqlite:///record.db", writer=new_id())
    recorder.append("key-issued", {"caller": "...", "time": "..."})

Needs the extra `record`.
"""

from lawbook.record.chain import Claim, Entry, Head
from lawbook.record.committing import Draft
from lawbook.record.recorder import Condition, Pacing, Recorder
from lawbook.record.snapshots import Snapshot, take_snapshot
from lawbook.record.store import BadStore, Store, StoreDown, open_store

__all__ = [
    "BadStore",
    "Claim",
    "Condition",
    "Draft",
    "Entry",
    "Head",
    "Pacing",
    "Recorder",
    "Snapshot",
    "Store",
    "StoreDown",
    "open_store",
    "take_snapshot",
]
