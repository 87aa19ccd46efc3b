"""What was typed and not yet saved, per account and workstation; outside journal and undo."""

import json
from typing import Any

import peewee

from models.base import clock
from models.base.database import handle, holding_pen, tx
from models.base.fields import CodeField, IdField, InstantField
from models.base.ids import new_id
from models.base.table import PlainTable, dumps


class Draft(PlainTable):
    """`cle` names the place that was typed in; `contenu` is JSON, or ciphertext for a note."""

    id = IdField(primary_key=True, default=new_id)
    poste_id = IdField()
    agent_id = IdField(null=True)
    cle = CodeField(max_length=120)
    contenu = peewee.BlobField()
    at = InstantField()

    class Meta:
        indexes = ((("poste_id", "agent_id", "cle"), True),)


def keep_draft(cle: str, values: dict[str, Any] | bytes) -> None:
    """Keep what is typed at `cle`; values are JSON, or bytes already sealed by their owner."""
    body = values if isinstance(values, bytes) else dumps(values).encode()
    actor = handle().require_actor()
    with holding_pen(), tx():
        Draft.delete().where(_here(cle)).execute()
        Draft.insert(
            poste_id=actor.poste_id, agent_id=actor.agent_id, cle=cle, contenu=body, at=clock.now()
        ).execute()


def draft(cle: str) -> dict[str, Any] | None:
    """What was kept at `cle`, or None."""
    body = draft_bytes(cle)
    if body is None:
        return None
    values: dict[str, Any] = json.loads(body)
    return values


def draft_bytes(cle: str) -> bytes | None:
    row = Draft.select(Draft.contenu).where(_here(cle)).tuples().first()
    return None if row is None else bytes(row[0])


def forget_draft(cle: str) -> None:
    if draft_bytes(cle) is None:
        return
    with holding_pen(), tx():
        Draft.delete().where(_here(cle)).execute()


def _here(cle: str) -> Any:
    actor = handle().require_actor()
    return (
        (Draft.poste_id == actor.poste_id) & (Draft.agent_id == actor.agent_id) & (Draft.cle == cle)
    )
