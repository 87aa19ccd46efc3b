"""What was typed and not yet saved, per account and workstation; outside journal and undo."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

import peewee

from models.base import clock
from models.base.database import handle, holding_pen, in_carnet, tx
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
    exchange_drafts(keep={cle: values})


def exchange_drafts(
    *, keep: Mapping[str, dict[str, Any] | bytes], forget: Iterable[str] = ()
) -> None:
    """Keep some and forget others at one stroke: a power cut loses none and doubles none."""
    actor = handle().require_actor()
    with holding_pen(), tx():
        for cle in (*forget, *keep):
            Draft.delete().where(_here(cle)).execute()
        for cle, values in keep.items():
            body = values if isinstance(values, bytes) else dumps(values).encode()
            Draft.insert(
                poste_id=actor.poste_id,
                agent_id=actor.agent_id,
                cle=cle,
                contenu=body,
                at=clock.now(),
            ).execute()


def draft(cle: str) -> dict[str, Any] | None:
    """What was kept at `cle`, or None."""
    body = draft_bytes(cle)
    if body is None:
        return None
    values: dict[str, Any] = json.loads(body)
    return values


def drafts_under(prefix: str) -> list[tuple[str, dict[str, Any], dt.datetime]]:
    """What was kept at the places that begin so, with its instant, the oldest place first."""
    rows: Any = Draft.select(Draft.cle, Draft.contenu, Draft.at).where(
        _mine() & Draft.cle.startswith(prefix)
    )
    return [
        (cle, json.loads(bytes(body)), at) for cle, body, at in rows.order_by(Draft.cle).tuples()
    ]


def draft_bytes(cle: str) -> bytes | None:
    row = Draft.select(Draft.contenu).where(_here(cle)).tuples().first()
    return None if row is None else bytes(row[0])


def forget_draft(cle: str) -> None:
    if draft_bytes(cle) is None:
        return
    with holding_pen(), tx():
        Draft.delete().where(_here(cle)).execute()


def _here(cle: str) -> Any:
    return _mine() & (Draft.cle == cle)


def _mine() -> Any:
    """Those of this account at this workstation; a carnet is taken from one to another with all
    that was begun in it, whatever way its one account was opened."""
    actor = handle().require_actor()
    if in_carnet():
        return Draft.cle.is_null(False)
    return (Draft.poste_id == actor.poste_id) & (Draft.agent_id == actor.agent_id)
