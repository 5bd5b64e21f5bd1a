/* What sw.js runs: a page that was opened can be read again without a connection, and never as what is current.
   Pages come from the network first; a copy is shown only where that fails, with a notice above its title, and never after the day until which all
   on it is approved. Whenever there is a connection, at most once an hour, copies that the site no longer vouches for are dropped.
   `HUB` is written by hooks/hub/outputs/offline.py; why it is so: .github/decisions/0019. */
'use strict';

const { HUB } = self; // version, assets (the version in addresses), words by locale, shell and search: what each is made of
const { words } = HUB;
const BASE = self.registration.scope;
const LOCALES = Object.keys(words);
const MOST = 200; // pages
const RENEWED = 20; // pages fetched anew at once, when their copies are no longer right
const PATIENCE = 3000; // ms until a copy stands in for a slow network
const HOUR = 3600e3, SEARCHED = 14 * 24 * HOUR; // ms: between two checks; for how long a search that was used is renewed
const named = (kind) => `hub ${BASE} ${kind}`; // other sites may share this origin
const SHELL = named(`shell ${HUB.version}`), PAGES = named('pages'), ASSETS = named('assets'), SEARCH = named('search'), NOTES = named('notes');

const after = (time) => new Promise((done) => { setTimeout(done, time); });
const plain = (address) => { const url = new URL(address); url.search = url.hash = ''; return url.href; };
const saves = () => Boolean(self.navigator.connection?.saveData);
const find = async (cache, url) => (await caches.open(cache)).match(url, { ignoreVary: true });
const isGone = ({ status }) => status === 404 || status === 410;

function localeOf(url) {
  const [first] = url.slice(BASE.length).split('/');
  return LOCALES.includes(first) ? first : LOCALES[0];
}

const offlineOf = (locale) => `${BASE}${locale}/offline/`;

async function note(name, value) {
  const url = `${BASE}notes/${name}`;
  if (value !== undefined) return (await caches.open(NOTES)).put(url, new Response(String(value)));
  return Number(await (await find(NOTES, url))?.text()) || 0;
}

// --- what is kept -------------------------------------------------------------------------------------------------------------------------------------

// A full device loses the oldest pages, and is asked once more.
async function put(name, url, response) {
  const cache = await caches.open(name), again = response.clone();
  try { await cache.put(url, response); } catch {
    await trim(MOST / 4);
    await cache.put(url, again).catch(() => {});
  }
}

async function trim(most) {
  const cache = await caches.open(PAGES), urls = await cache.keys();
  await Promise.all(urls.slice(0, Math.max(0, urls.length - most)).map((url) => cache.delete(url)));
}

// The page itself says its mark and its last day. One that does not (a redirect, a page for a missing address) is never kept.
async function keep(url, response) {
  const headers = new Headers(response.headers), html = await response.text();
  const [, mark, until = ''] = /^[^>]*>\s*<html[^>]* data-kept="(\w+) ?([\d-]*)"/.exec(html) || [];
  await (await caches.open(PAGES)).delete(url); // a page that is opened again becomes the newest
  if (!mark) return;
  for (const name of ['content-encoding', 'content-length', 'set-cookie']) headers.delete(name);
  headers.set('x-hub-kept', [Math.max(Date.now(), Date.parse(headers.get('date')) || 0), mark, /\?v=(\w*)/.exec(html)?.[1], until].join(' '));
  await put(PAGES, url, new Response(html, { headers }));
  await trim(MOST);
  for (const [, path] of html.matchAll(/ (?:src|href)="([^"]+\.(?:css|js|svg)\?v=\w+)"/g)) await furnish(new URL(path, url).href);
}

// The style and scripts of a kept page are those that it names, whichever the site has by then.
async function furnish(url) {
  if (await find(ASSETS, url) || await find(SHELL, url)) return;
  const response = await fetch(url);
  if (response.ok) await put(ASSETS, url, response);
}

// A new version: what kept pages still need of the old one stays, the rest goes.
async function tidy() {
  const used = new Set([HUB.assets]), pages = await caches.open(PAGES), assets = await caches.open(ASSETS);
  for (const { url } of await pages.keys()) used.add((await copyOf(url)).version);
  for (const name of await caches.keys()) {
    if (!name.startsWith(named('shell')) || name === SHELL) continue;
    const old = await caches.open(name);
    for (const request of await old.keys()) if (request.url.includes('?v=')) await assets.put(request, await old.match(request));
    await caches.delete(name);
  }
  for (const { url } of await assets.keys()) {
    const own = new URL(url).searchParams.get('v');
    if (own && !used.has(own)) await assets.delete(url);
  }
}

async function copyOf(url) {
  const response = await find(PAGES, url);
  if (!response) return null;
  const [kept, mark, version, until] = response.headers.get('x-hub-kept').split(' ');
  const now = Math.max(Date.now(), Number(kept)); // a clock that was put back proves nothing
  return { response, mark, version, until, kept: Number(kept), isEnded: Boolean(until) && new Date(now).toISOString().slice(0, 10) > until };
}

async function visit(url, cache = 'no-cache') {
  const response = await fetch(url, { cache });
  if (response.ok && !response.redirected) await keep(url, response);
}

// What an answer of the network means for the copy; and, now that there is one, whether the other copies are still right.
async function remember(url, response) {
  const isPage = response.ok && !response.redirected && response.headers.get('content-type')?.startsWith('text/html');
  if (url === offlineOf(localeOf(url))) return; // it belongs to the worker
  if (isPage) await keep(url, response.clone());
  else if (isGone(response) || response.redirected || response.type === 'opaqueredirect') await (await caches.open(PAGES)).delete(url);
  if (response.ok || isGone(response)) await check(localeOf(url));
}

async function check(locale) {
  if (Math.abs(Date.now() - await note(`checked/${locale}`)) < HOUR) return;
  const response = await fetch(`${BASE}${locale}/current.json`, { cache: 'no-cache' });
  if (isGone(response)) return forget(); // another site stands here now
  if (!response.ok) return;
  const current = await response.json(), marks = new Set(current.pages);
  const cache = await caches.open(PAGES), lost = [];
  for (const { url } of await cache.keys()) {
    if (localeOf(url) !== locale || marks.has((await copyOf(url)).mark)) continue;
    await cache.delete(url);
    lost.push(url);
  }
  await note(`checked/${locale}`, Date.now());
  const packed = await find(SEARCH, packOf(locale));
  if (packed && packed.headers.get('x-hub-version') !== current.search) {
    await (await caches.open(SEARCH)).delete(packOf(locale));
    if (Date.now() - await note(`searched/${locale}`) < SEARCHED) await keepSearch(locale);
  }
  for (const url of saves() ? [] : lost.slice(-RENEWED)) await visit(url).catch(() => {});
}

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith(named(''))) await caches.delete(name);
  await self.registration.unregister();
}

// --- search -------------------------------------------------------------------------------------------------------------------------------------------

const packOf = (locale) => `${BASE}assets/search/${locale}/pack.bin`;
const TYPES = { js: 'text/javascript', json: 'application/json' };
const SEARCHING = new RegExp(`^assets/search/(${LOCALES.join('|')})/(.+)$`);

async function keepSearch(locale) {
  await note(`searched/${locale}`, Date.now());
  const { search } = await (await fetch(`${BASE}${locale}/current.json`, { cache: 'no-cache' })).json();
  const before = await find(SEARCH, packOf(locale));
  if (!search || saves() || before?.headers.get('x-hub-version') === search) return;
  const response = await fetch(packOf(locale), { cache: 'no-cache' });
  if (!response.ok) return;
  const assets = await caches.open(ASSETS);
  await assets.addAll(HUB.search.map((path) => BASE + path));
  await put(SEARCH, packOf(locale), new Response(response.body, { headers: { 'x-hub-version': search } }));
}

// One file of a kept search: a line of JSON says where each lies in what follows. Nothing after the day on which the first of its items ends.
async function packedFile(locale, name) {
  const pack = await find(SEARCH, packOf(locale));
  if (!pack) return null;
  const bytes = new Uint8Array(await pack.arrayBuffer()), end = bytes.indexOf(10);
  const { until, files } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const isEnded = until && new Date().toISOString().slice(0, 10) > until;
  if (!files[name] || (isEnded && name !== 'tables.json')) return null; // its words say what went wrong
  const [start, length] = files[name];
  return new Response(bytes.subarray(end + 1 + start, end + 1 + start + length), { headers: { 'content-type': TYPES[name.split('.').pop()] || 'application/octet-stream' } });
}

async function search(event, [, locale, name]) {
  try {
    const response = await fetch(event.request);
    if (name === 'tables.json' && response.ok) event.waitUntil(after(PATIENCE).then(() => keepSearch(locale)).catch(() => {}));
    return response;
  } catch (error) {
    const kept = await packedFile(locale, name);
    if (kept) return kept;
    throw error;
  }
}

// --- pages and what they are made of ------------------------------------------------------------------------------------------------------------------

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const day = (locale, time, wishes) => new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', ...wishes }).format(time);

// The page with a notice at the head of its main part: nothing of the page itself is changed.
async function noticed(response, { url, locale, said, note: more, status = 200 }) {
  const again = `<a class="btn btn--plain" href="${escaped(url)}">${escaped(words[locale].again)}</a>`;
  const notice = `<div class="wrap"><div class="held" id="kept" role="status"><p><b>${escaped(said)}</b> ${escaped(more)}</p>${again}</div></div>`;
  const html = (await response.text()).replace(/<main\b[^>]*>/, (tag) => tag + notice);
  return new Response(html, { status, headers: response.headers });
}

// A page that is shown at another address than its own: its links are made whole.
async function standingAt(home, response) {
  const whole = (all, name, link) => ` ${name}="${escaped(new URL(link.replaceAll('&amp;', '&'), home).href)}"`;
  return new Response((await response.text()).replace(/ (href|src|action|data-base)="([^"#][^"]*)"/g, whole), { headers: response.headers });
}

async function instead(url, copy) {
  const preferred = self.navigator.languages.map((tag) => (/^zh(-cn|-sg|-hans|$)/i.test(tag) ? 'zh-Hans' : /^zh/i.test(tag) ? 'zh-Hant' : tag.slice(0, 2)));
  const locale = LOCALES.find((one) => url.startsWith(`${BASE}${one}/`)) || preferred.find((tag) => LOCALES.includes(tag)) || LOCALES[0];
  const own = words[locale];
  if (copy && !copy.isEnded) {
    return noticed(copy.response, { url, locale, said: own.copy.replace('{date}', day(locale, copy.kept, { timeStyle: 'short' })), note: own.copy_note });
  }
  const found = await find(SHELL, offlineOf(locale));
  if (!found || url === offlineOf(locale)) return found;
  const page = await standingAt(offlineOf(locale), found);
  if (!copy) return noticed(page, { url, locale, said: own.missing, note: own.missing_note, status: 503 });
  return noticed(page, { url, locale, said: own.ended.replace('{date}', day(locale, new Date(copy.until), { timeZone: 'UTC' })), note: own.ended_note, status: 503 });
}

async function page(event) {
  const url = plain(event.request.url);
  const network = (async () => (await event.preloadResponse) || fetch(event.request))();
  event.waitUntil(network.then((response) => remember(url, response)).catch(() => {}));
  const copy = await copyOf(url);
  const slow = copy && !copy.isEnded ? after(PATIENCE) : new Promise(() => {});
  const response = await Promise.race([network, slow]).catch(() => null);
  if (response && (response.status < 500 || !copy)) return response;
  return (await instead(url, copy)) || response || Response.error();
}

// An address with a version always means the same bytes. Others are fetched while there is a connection.
async function asset(event, url) {
  // Twice: while it was looked for in the shell, the next worker may have moved it.
  const kept = async () => (await find(ASSETS, url.href)) || (await find(SHELL, url.href)) || find(ASSETS, url.href);
  const found = url.searchParams.has('v') && await kept();
  if (found) return found;
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(put(ASSETS, url.href, response.clone()));
    return response;
  } catch (error) {
    const old = await kept();
    if (old) return old;
    throw error;
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== 'GET' || !request.url.startsWith(BASE)) return;
  const path = url.pathname.slice(new URL(BASE).pathname.length), searching = SEARCHING.exec(path);
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (searching) event.respondWith(search(event, searching));
  else if (/^assets\/.*\.(js|css|svg)$/.test(path)) event.respondWith(asset(event, url));
});

self.addEventListener('install', (event) => {
  self.skipWaiting(); // addresses carry versions: a page of the old one goes on with what is its own
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(HUB.shell.map((path) => new Request(BASE + path, { cache: 'no-cache' })))));
});

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  await tidy();
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
  for (const client of await self.clients.matchAll({ type: 'window' })) await visit(plain(client.url), 'default').catch(() => {});
})()));
