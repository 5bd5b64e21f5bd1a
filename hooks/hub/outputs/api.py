"""The open data: every released item, snippet and share card, and why each page and card is there. JSON Schemas stand beside them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from hub.composing.cards import CardImage, cards_of
from hub.model.data import Unit
from hub.model.items import ItemType
from hub.model.pages import Page
from hub.model.places import Locale, Place
from hub.model.release import Release, Site
from hub.outputs.artifact import Artifact, as_json
from hub.text.canonical import digest_of_text

ROOT = "api/v1"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ChangeRecord(_Record):
    """What is different on a page since a day."""

    changed_on: date
    what: str


class ItemRecord(_Record):
    """One released item in one language. `url` is its whole address, `digest` the SHA-256 (format 1) that its reviewer approved."""

    id: str
    locale: Locale
    type: ItemType
    topic: str | None
    title: str
    summary: str
    url: str
    jurisdictions: tuple[Place, ...]
    audience: tuple[Literal["consumer", "adviser"], ...]
    needs: tuple[str, ...]
    author: str
    reviewer: str
    reviewed_on: date
    next_review_on: date
    valid_until: date
    changes: tuple[ChangeRecord, ...]
    digest: str


class Items(_Record):
    items: tuple[ItemRecord, ...]


class SnippetRecord(_Record):
    """One social post. `length` and `limit` are in `unit`; `digest` is the SHA-256 of its text in UTF-8 (NFC)."""

    item: str
    locale: Locale
    type: ItemType
    topic: str
    platform: str
    variant: str
    text: str
    length: int
    worst_length: int
    limit: int
    unit: Unit
    part: int
    parts: int
    url: str
    disclosures: tuple[str, ...]
    jurisdictions: tuple[Place, ...]
    image: str
    image_alt: str
    digest: str
    approved_on: date
    valid_until: date


class Snippets(_Record):
    snippets: tuple[SnippetRecord, ...]


class ShardRecord(_Record):
    locale: Locale
    platform: str
    url: str
    count: int


class Shards(_Record):
    shards: tuple[ShardRecord, ...]


class FileRecord(_Record):
    """One HTML page. Without an item it holds interface words, and lists of what is released."""

    path: str
    item: str | None = None
    locale: Locale | None = None
    digest: str | None = None
    approval: str | None = None


class PictureRecord(_Record):
    """One share card. `sha256` is of its bytes. Without an item it is the card of the site itself; `digest` is that of the item's approved words."""

    path: str
    sha256: str
    item: str | None = None
    locale: Locale | None = None
    digest: str | None = None
    approval: str | None = None


class Released(_Record):
    """What is public, and why. `instant` decided publication and expiry."""

    instant: datetime
    files: tuple[FileRecord, ...]
    pictures: tuple[PictureRecord, ...] = ()


class CardRecord(_Record):
    """One share card, a PNG file of `width` by `height` pixels. `use` says for what its size is made; `alt` is for those who do not see it."""

    item: str
    locale: Locale
    use: Literal["link", "instagram", "xiaohongshu", "wechat", "wechat-square"]
    url: str
    width: int
    height: int
    alt: str
    sha256: str


class Cards(_Record):
    cards: tuple[CardRecord, ...]


SCHEMAS: dict[str, type[BaseModel]] = {"items": Items, "snippets": Shards, "snippets-shard": Snippets, "cards": Cards, "released": Released}
Pictures = Sequence[tuple[CardImage, bytes]]
"""Every share card of the site with its file."""


def _item(release: Release, site: Site) -> ItemRecord:
    item, matter = release.item, release.item.matter
    return ItemRecord(
        id=item.id,
        locale=item.locale,
        type=item.type,
        topic=item.topic,
        title=matter.title,
        summary=matter.summary,
        url=site.url + item.address,
        jurisdictions=item.jurisdictions,
        audience=getattr(matter, "audience", ()),
        needs=getattr(matter, "needs", ()),
        author=matter.author,
        reviewer=release.approval.reviewer,
        reviewed_on=matter.reviewed_on,
        next_review_on=matter.next_review_on,
        valid_until=release.approval.valid_until,
        changes=tuple(ChangeRecord(changed_on=change.changed_on, what=change.what) for change in item.changes),
        digest=release.digest,
    )


def _snippets(release: Release, site: Site) -> Iterator[SnippetRecord]:
    item = release.item
    cards = {(card.width, card.height): card for card in cards_of(release, site.library)}
    for made in release.composed.snippets if release.allows("social") else ():
        picture = site.library.platforms[made.platform].picture
        card = cards.get((picture.width, picture.height)) or next(iter(cards.values()))
        yield SnippetRecord(
            item=item.id,
            locale=item.locale,
            type=item.type,
            topic=item.topic or "",
            platform=made.platform,
            variant=made.variant,
            text=made.text,
            length=made.length,
            worst_length=made.worst_length,
            limit=made.limit,
            unit=made.unit,
            part=made.part,
            parts=made.parts,
            url=site.url + made.link,
            disclosures=made.disclosures,
            jurisdictions=made.jurisdictions,
            image=site.url + card.path,
            image_alt=card.alt,
            digest=digest_of_text(made.text),
            approved_on=release.approval.approved_on,
            valid_until=release.approval.valid_until,
        )


def _json(path: str, record: BaseModel) -> Artifact:
    return as_json(path, record.model_dump(mode="json", exclude_none=isinstance(record, Released)))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _picture(card: CardImage, data: bytes, site: Site) -> PictureRecord:
    release = site.release(card.item, card.words.locale)
    if not release:
        return PictureRecord(path=card.path, sha256=_sha256(data))
    approval = release.approval
    path = f"content/_approvals/{approval.locale}/{approval.item}.yml"
    return PictureRecord(path=card.path, sha256=_sha256(data), item=card.item, locale=card.words.locale, digest=release.digest, approval=path)


def _cards(pictures: Pictures, site: Site) -> Cards:
    return Cards(
        cards=tuple(
            CardRecord(
                item=card.item,
                locale=card.words.locale,
                use=card.use,  # type: ignore[arg-type]
                url=site.url + card.path,
                width=card.width,
                height=card.height,
                alt=card.alt,
                sha256=_sha256(data),
            )
            for card, data in pictures
        )
    )


def released(site: Site, pages: Iterable[Page], pictures: Pictures = ()) -> Artifact:
    """released.json: every HTML page and every share card, and why it is there. A deployment without it is refused."""
    files = []
    for page in pages:
        path = page.path if page.path.endswith(".html") else f"{page.path}index.html"
        files.append(FileRecord(path=path, **page.why))  # type: ignore[arg-type]
    drawn = tuple(_picture(card, data, site) for card, data in pictures)
    return _json(f"{ROOT}/released.json", Released(instant=site.instant, files=tuple(files), pictures=drawn))


def build(site: Site, pages: Iterable[Page], pictures: Pictures = ()) -> Iterator[Artifact]:
    """All files below api/v1/."""
    yield _json(f"{ROOT}/items.json", Items(items=tuple(_item(release, site) for release in site.releases)))
    shards: dict[tuple[Locale, str], list[SnippetRecord]] = defaultdict(list)
    for release in site.releases:
        for record in _snippets(release, site):
            shards[record.locale, record.platform].append(record)
    listed = []
    for (locale, platform), records in sorted(shards.items()):
        path = f"{ROOT}/snippets/{locale}/{platform}.json"
        listed.append(ShardRecord(locale=locale, platform=platform, url=site.url + path, count=len(records)))
        yield _json(path, Snippets(snippets=tuple(records)))
    yield _json(f"{ROOT}/snippets.json", Shards(shards=tuple(listed)))
    yield _json(f"{ROOT}/cards.json", _cards(pictures, site))
    for name, model in SCHEMAS.items():
        yield as_json(f"{ROOT}/{name}.schema.json", model.model_json_schema(mode="serialization"))
    yield released(site, pages, pictures)
