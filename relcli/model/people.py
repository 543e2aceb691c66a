"""Those who may be in the room, as frozen values: what they are and how they hang together."""

from msgspec import field

from relcli.model import Frozen, Heard, Option, PersonId, PersonKind, RelationId, RoleId, Value


class KindOfPayer(Option):
    """What somebody is who pays, and under which answers."""

    id: PersonKind
    hears: Heard = field(default_factory=dict)


class Relation(Frozen, kw_only=True):
    """How somebody stands to another one in the room, and under which answers."""

    to: PersonId
    is_: RelationId = field(name="is")
    hears: Heard = field(default_factory=dict)


class Role(Value):
    """For whom a word is wanted; ``needs`` are the answers under which the role exists at all.

    ``kind`` is what they are, whoever pays.
    """

    needs: Heard = field(default_factory=dict)
    kind: PersonKind | None = None
    relations: tuple[Relation, ...] = ()


class Party(Value):
    """Somebody whom only some trades have in the room; ``like`` is the role of nearest evidence.

    ``of`` is whose they are where they are not one's own: the merchant's customer is his.
    """

    like: RoleId
    kind: PersonKind | None = None
    of: tuple[PersonId, ...] = ()
    relations: tuple[Relation, ...] = ()
