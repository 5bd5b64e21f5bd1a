"""Pages of the firm's own advisors, and their files: licences first, and in words that an expired one cannot hide behind. See decision 0016.

Without `_data/advisors` there are none of them.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator

import segno

from hub.composing.wording import day
from hub.model.data import Advisor, ContactEntry, Licence
from hub.model.pages import AdvisorPage, AdvisorsPage, ChannelView, Contact, LicenceView, Link, Page
from hub.model.places import LOCALES, Locale
from hub.model.release import Site
from hub.outputs.artifact import Artifact, text

MOST_BYTES = 75
"""The longest line of a vCard, without its line break (RFC 6350, 3.2)."""


def pages(site: Site) -> Iterator[Page]:
    """The list, and for each advisor a page and a short one on licences alone."""
    for locale in LOCALES if site.library.advisors else ():
        every = [_view(site, locale, name) for name in site.library.advisors]
        words = site.library.strings[locale]
        home = Link(f"{locale}/", words["nav_home"])
        here = Link(f"{locale}/advisors/", words["title_advisors"])
        yield Page(here.path, "advisors.html", locale, here.title, words["lead_advisors"], AdvisorsPage(tuple(every)), crumbs=(home,))
        for view in every:
            named = {"name": view.name, "company": view.company}
            lead = words["lead_advisor"].format(**named)
            yield Page(view.path, "advisor.html", locale, view.name, lead, view, crumbs=(home, here))
            title, lead = words["title_advisor_licence"].format(**named), words["lead_advisor_licence"].format(**named)
            yield Page(f"{view.path}licence/", "licence.html", locale, title, lead, view, crumbs=(home, here, Link(view.path, view.name)))


def files(site: Site) -> Iterator[Artifact]:
    """For each advisor and language `<locale>/advisors/<id>.vcf` and `.svg`: the contact, and the QR code that leads to the page."""
    for locale in LOCALES:
        for name, advisor in site.library.advisors.items():
            stem = f"{locale}/advisors/{name}"
            yield text(f"{stem}.vcf", _vcard(site, locale, name, advisor))
            yield text(f"{stem}.svg", _svg(f"{site.url}{stem}/"))


def profile(advisor: Advisor, licence: Licence, locale: Locale) -> str:
    """What the share library reads from the fragment of its address: base64url, without padding, of JSON in UTF-8.

    It keeps the profile for good, so it is told the licence's last day too.
    """
    told = {"name": advisor.name[locale], "company": advisor.company[locale], "licence": licence.number, "place": licence.place}
    told["until"] = licence.valid_until.isoformat()
    return urlsafe_b64encode(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).decode().rstrip("=")


def _licence(site: Site, locale: Locale, advisor: Advisor, licence: Licence) -> LicenceView:
    authority = site.library.authorities.get(licence.place)
    register: ContactEntry | None = licence.check_at or (authority.licence_register if authority else None)
    now = licence.state(site.instant.date())
    return LicenceView(
        place=licence.place,
        place_name=authority.name[locale] if authority else licence.place,
        name=licence.name[locale],
        number=licence.number,
        valid_until=licence.valid_until,
        state=now,
        register=Contact(register.name[locale], register.url) if register else None,
        share="" if now == "ended" else f"{locale}/share/#profile={profile(advisor, licence, locale)}",
    )


def _view(site: Site, locale: Locale, name: str) -> AdvisorPage:
    advisor, library = site.library.advisors[name], site.library
    path = f"{locale}/advisors/{name}/"
    files = "" if site.shows_held else path.rstrip("/")
    return AdvisorPage(
        id=name,
        path=path,
        name=advisor.name[locale],
        company=advisor.company[locale],
        about=advisor.about[locale],
        licences=tuple(_licence(site, locale, advisor, licence) for licence in advisor.licences),
        languages=tuple((language.tag, language.name[locale]) for language in advisor.languages),
        hours=advisor.hours[locale] if advisor.hours else "",
        channels=tuple(ChannelView(library.platforms[key].name[locale], channel.handle, channel.url) for key, channel in advisor.channels.items()),
        email=advisor.email or "",
        phone=advisor.phone or "",
        demonstration=advisor.demonstration,
        vcard=f"{files}.vcf" if files else "",
        qr_file=f"{files}.svg" if files else "",
        qr=_modules(site.url + path),
    )


# --- QR code ----------------------------------------------------------------------------------------------------------------------------------------


def _modules(address: str) -> tuple[int, str]:
    """A QR code, error correction M, as (its size with the quiet zone of 4, the path of its dark modules)."""
    matrix = segno.make(address, error="m", micro=False).matrix
    strokes = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            run = next((at for at in range(x, len(row)) if bool(row[at]) != bool(row[x])), len(row)) - x
            if row[x]:
                strokes.append(f"M{x + 4} {y + 4}h{run}v1h-{run}z")
            x += run
    return len(matrix) + 8, "".join(strokes)


def _svg(address: str) -> str:
    size, path = _modules(address)
    box = f'width="{size * 8}" height="{size * 8}" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>\n'


# --- vCard ------------------------------------------------------------------------------------------------------------------------------------------


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, none cut inside a letter; what continues begins with a space."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > MOST_BYTES:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces) + "\r\n"


def _vcard(site: Site, locale: Locale, name: str, advisor: Advisor) -> str:
    """vCard 4.0 (RFC 6350). Licences say their last day, because the file outlives the page."""
    words, url = site.library.strings[locale], f"{site.url}{locale}/advisors/{name}/"
    notes = [words["demo_person"]] if advisor.demonstration else []
    for view in (_licence(site, locale, advisor, licence) for licence in advisor.licences):
        ends = "advisor_ended_on" if view.state == "ended" else "advisor_valid_until_day"
        until = words[ends].format(date=day(view.valid_until, locale, words))
        notes.append(words["advisor_licence_line"].format(place=view.place_name, name=view.name, number=view.number, until=until))
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:individual",
        f"UID;VALUE=text:{_escaped(f'tag:{site.library.site.tag_authority}:advisors/{name}:{locale}')}",  # a URI's comma would split it for some
        f"SOURCE:{url.rstrip('/')}.vcf",
        f"FN:{_escaped(advisor.name[locale])}",
        f"N:;{_escaped(advisor.name[locale])};;;",
        f"ORG:{_escaped(advisor.company[locale])}",
        *(f"LANG;PREF={at}:{language.tag}" for at, language in enumerate(advisor.languages, 1)),
        *([f"EMAIL:{_escaped(advisor.email)}"] if advisor.email else []),
        *([f"TEL;VALUE=uri:tel:{advisor.phone.replace(' ', '-')}"] if advisor.phone else []),
        f"URL:{url}",
        *(f"SOCIALPROFILE;SERVICE-TYPE={_service(site, key)}:{channel.url}" for key, channel in advisor.channels.items()),
        f"NOTE:{_escaped(chr(10).join(notes))}",
        "END:VCARD",
    ]
    return "".join(map(_folded, lines))


def _service(site: Site, platform: str) -> str:
    """The network's name as a quoted parameter (RFC 9554): quotes cannot stand in one."""
    name = site.library.platforms[platform].name["en"].replace('"', "")
    return f'"{name}"'
