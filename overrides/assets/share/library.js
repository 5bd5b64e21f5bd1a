// The share library. All of it runs in this browser: what an adviser writes is kept in localStorage and never sent.
import { counters } from './counting.js';
import { FIELDS, faults, fromFragment, known, missing, personal } from './personal.js';
import { toCsv } from './schedule.js';
import { zip } from './zip.js';

const place = document.getElementById('library');
const root = document.documentElement;
const base = new URL(root.dataset.base || './', location).href;
const { locale } = root.dataset;
const folder = new URL('./', new URL(place.dataset.library, location)).href;
const KEPT = ['hub.profile', 'hub.share'];
const kept = (key) => { try { return JSON.parse(localStorage[key]) || {}; } catch { return {}; } };
const keep = (key, value) => { try { localStorage[key] = JSON.stringify(value); } catch { /* it holds for this page */ } };
const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const PAGE = 12, SOON = 45, NEW = 90, MINUTE = 60_000, DAY = 86_400_000;

/** h('p.quiet', { id }, 'words', child): a small maker of elements; text is always text. */
function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

function drawing(paths, box = '0 0 24 24') {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', box);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  for (const d of paths) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
const LOCK = ['M5 11h14v9.5H5z', 'M8 11V8a4 4 0 0 1 8 0v3'], PEN = ['M4 20h4L19 9l-4-4L4 16z'], TICK = ['m5 12.5 4.5 4.5L19 7'];
const WAYS = ['M12 15V4M8 7.5 12 3.5l4 4M5 12v8h14v-8'], COPY = ['M8 8h12v12H8z', 'M16 8V4.5H4V16h4'];

const fetched = async (name) => {
  const answer = await fetch(folder + name);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
};

let data, count, message, tools = [];
const topics = new Map();
const state = { platform: '', topic: '', place: '', audience: '', show: 'newest', query: '', shown: PAGE, forms: new Map(), chosen: new Map(), ranked: null };
let profile; // as personal.js knows it
const t = (word, filled = {}) => data.words[word].replace(/\{(\w+)\}/g, (_, name) => filled[name] ?? '');
const network = () => data.platforms.find((one) => one.id === state.platform);
const measure = (text, platform = network()) => count[platform.unit](text);
const day = (iso) => new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(iso));
const listed = (words) => words.join(t('list_separator'));
const names = (places) => listed(places.map((each) => data.places[each]?.name || each));
// The day on the adviser's own calendar, and the day by which approvals and licences end (UTC), as YYYY-MM-DD.
const here = (at = Date.now()) => new Date(at - new Date(at).getTimezoneOffset() * MINUTE).toISOString().slice(0, 10);
const utc = (at = Date.now()) => new Date(at).toISOString().slice(0, 10);
const say = (words) => { document.getElementById('say').textContent = words; };
const fieldName = (field) => (field === 'licence' && data.places[profile.place] ? data.places[profile.place].licence : t(field));
const wrong = () => faults(profile, data).filter(([, why]) => why !== 'odd_licence');

// --- which texts ------------------------------------------------------------------------------------------------------------------------------------

// What could not be fetched is asked for again the next time.
function texts(topic) {
  if (!topics.has(topic)) topics.set(topic, fetched(`${topic}.json`).catch((error) => { topics.delete(topic); throw error; }));
  return topics.get(topic);
}

const kit = async (item) => (await texts(item.topic))[item.id];

function versions(kit, platform) {
  const found = new Map();
  for (const [form, part, parts, lines] of kit.kits[platform.id] || []) {
    const [id] = data.forms[form];
    found.set(id, [...(found.get(id) || []), { part, parts, text: lines.map((at) => kit.lines[at]).join('\n') }]);
  }
  return found;
}

// When a day or period of the calendar begins and ends in a year, in ms: hub.model.data has the same three kinds of rules.
function inYear(rule, year) {
  const at = ({ month, day }, offset = 0) => Date.UTC(year + offset, month - 1, day);
  if (rule.kind === 'period') return [at(rule.first), at(rule.last) < at(rule.first) ? at(rule.last, 1) : at(rule.last)];
  if (rule.kind === 'day') return [at(rule), at(rule)];
  const first = new Date(Date.UTC(year, rule.month - 1, 1)), wanted = WEEK.indexOf(rule.weekday);
  const found = Date.UTC(year, rule.month - 1, 1 + ((wanted - first.getUTCDay() + 7) % 7) + 7 * (rule.week - 1));
  return [found, found];
}

function isSoon(item, now) {
  const year = new Date(now).getUTCFullYear();
  const near = (rule) => [year - 1, year, year + 1].some((each) => { const [from, to] = inYear(rule, each); return from - now < SOON * DAY && to + DAY > now; });
  return data.days.some((one) => one.topics.includes(item.topic) && near(one.rule));
}

function wanted() {
  const now = Date.now(), platform = network();
  const words = state.query.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean);
  const says = (item) => words.every((word) => `${item.title} ${item.summary}`.toLowerCase().includes(word));
  const chosen = data.items.filter((item) => item.places.some((each) => platform.markets.includes(each))
    && (!state.topic || item.topic === state.topic)
    && (!state.place || item.places.includes(state.place))
    && (!state.audience || item.audience.includes(state.audience))
    && (state.show !== 'new_only' || now - Date.parse(item.published) < NEW * DAY)
    && (state.show !== 'in_season' || isSoon(item, now))
    && (!words.length || (state.ranked ? state.ranked.has(item.path) : says(item))));
  return state.ranked && words.length ? chosen.sort((one, other) => state.ranked.get(one.path) - state.ranked.get(other.path)) : chosen;
}

// What the hub's own search finds first; where it cannot be reached, the words of title and summary.
let asked = 0;
async function look(query) {
  const turn = asked += 1;
  state.query = query;
  state.ranked = null;
  if (query.trim()) {
    try {
      const { search } = await import(`${base}assets/search/search.js`);
      const found = await search(query, { locale, limit: 60 });
      const path = (url) => new URL(url, base).href.slice(base.length).replace(/[#?].*$/, '');
      if (found.length) state.ranked = new Map(found.map((one, at) => [path(one.url), at]).reverse());
    } catch { /* the words themselves are looked for */ }
  }
  if (turn === asked) refresh();
}

// --- one text ---------------------------------------------------------------------------------------------------------------------------------------

// Where the network hides the rest: the last letter that is still seen.
function foldAt(text, platform) {
  if (!platform.fold || measure(text, platform) <= platform.fold) return -1;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(text.slice(0, middle), platform) <= platform.fold) low = middle; else high = middle - 1;
  }
  return /[\udc00-\udfff]/.test(text[low]) ? low - 1 : low; // never between the halves of a letter
}

// The post as it will stand: the adviser's own lines and the disclosures marked, the fold drawn. Only its looks: what is copied is the text itself.
function preview(post, platform, item) {
  const fold = foldAt(post.text, platform), marks = [];
  let at = 0;
  for (const part of post.parts) {
    if (part.whose === 'own') marks.push([at, at + part.text.length, 'own']);
    else {
      for (const name of item.disclosures) {
        const [wording] = data.disclosures[name], start = part.text.indexOf(wording);
        if (start >= 0) marks.push([at + start, at + start + wording.length, 'd']);
      }
    }
    at += part.text.length + 2;
  }
  const cuts = [...new Set([0, post.text.length, ...marks.flatMap(([start, end]) => [start, end]), ...(fold >= 0 ? [fold] : [])])].sort((one, other) => one - other);
  const box = h('p.net__text');
  cuts.slice(0, -1).forEach((start, number) => {
    if (start === fold) box.append(h('span.fold', { 'data-fold': t('fold'), 'aria-hidden': 'true' }));
    const words = post.text.slice(start, cuts[number + 1]), mark = marks.find(([from, to]) => from <= start && start < to);
    box.append(mark ? h(`span.${mark[2]}`, mark[2] === 'own' ? { title: t('yours') } : {}, words) : words);
  });
  return box;
}

function meter(text, platform) {
  const size = measure(text, platform), over = size - platform.limit;
  const told = platform.unit === 'sms' ? `${message(text).units} · ${size} / ${platform.limit}` : `${size.toLocaleString()} / ${platform.limit.toLocaleString()}`;
  const bar = drawing([`M0 5h${Math.min(size, platform.limit)}`], `0 0 ${platform.limit} 10`);
  bar.setAttribute('class', 'meter');
  bar.setAttribute('preserveAspectRatio', 'none');
  return h(`div.count${over > 0 ? '.is-over' : ''}`, {}, bar,
    h('p.meter__row', {}, h('span', {}, over > 0 ? t('over', { over }) : t('left', { left: (-over).toLocaleString() })), h('b.num', {}, `${told} ${platform.unit_name}`)));
}

// A button says for two seconds what came of it, however often it is pressed.
const telling = new WeakMap();
function tell(button, words) {
  const { label = button.lastChild.textContent, timer } = telling.get(button) || {};
  clearTimeout(timer);
  button.lastChild.textContent = words;
  say(words);
  telling.set(button, { label, timer: setTimeout(() => { button.lastChild.textContent = label; telling.delete(button); say(''); }, 2000) });
}

async function copied(button, block, write) {
  try {
    await write();
    tell(button, t('copied'));
  } catch {
    getSelection().selectAllChildren(block);
    tell(button, t('select'));
  }
}

const size = (item, platform) => (item.cards[platform.picture] ? platform.picture : '1200x630');
const picture = (item, platform) => item.cards[size(item, platform)] || '';
const alt = (item) => [item.title, ...item.disclosures.map((name) => data.disclosures[name][0])].join(' ');

async function drawn(path) {
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.blob();
}

function save(name, bytes, type) {
  const link = h('a', { href: URL.createObjectURL(new Blob([bytes], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function shareUrl(platform, text, item) {
  const filled = { text, link: data.site.url + item.path, title: item.title };
  return platform.share_url.replace(/\{(text|link|title)\}/g, (_, name) => encodeURIComponent(filled[name].replace(/\r?\n/g, platform.id === 'email' ? '\r\n' : '\n')));
}

function ways(post, platform, item, shown, isClosed) {
  const list = h('ul.ways');
  const add = (...children) => list.append(h('li', {}, ...children));
  const file = item.id.split('/').pop();
  if (!isClosed) {
    if (navigator.share) {
      add(h('button.link', { type: 'button', onclick: () => navigator.share({ text: post.text }).catch(() => {}) }, t('share')));
    }
    if (platform.share_url) add(h('a', { href: shareUrl(platform, post.text, item), target: '_blank', rel: 'noopener' }, t('open', { platform: platform.name })));
    if (picture(item, platform) && window.ClipboardItem) {
      const both = () => navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([post.text], { type: 'text/plain' }), 'image/png': drawn(picture(item, platform)) })]);
      add(h('button.link', { type: 'button', onclick: ({ currentTarget }) => copied(currentTarget, shown, both) }, t('copy_picture')));
    }
    add(h('button.link', { type: 'button', onclick: () => save(`${file}-${platform.id}.txt`, post.text, 'text/plain;charset=utf-8') }, t('download_text')));
  }
  if (picture(item, platform)) add(h('a', { href: base + picture(item, platform), download: `${file}-${size(item, platform)}.png` }, t('picture')));
  add(h('details.code', {}, h('summary', {}, t('code')), h('img', { src: base + item.code, alt: `${t('code')}: ${item.title}`, width: 240, height: 240, loading: 'lazy' }), h('p.quiet', {}, t('code_note'))));
  add(h('a', { href: base + item.path }, t('read_page')));
  return list;
}

function proofs(post, platform, item) {
  const seen = item.disclosures.map((name) => data.disclosures[name]);
  const folded = (wording) => platform.fold && post.text.includes(wording) && measure(post.text.slice(0, post.text.indexOf(wording) + wording.length), platform) <= platform.fold;
  const early = seen.filter(([, stands]) => stands === 'before_fold').map(([wording]) => wording);
  const lines = [
    seen.every(([wording]) => post.text.includes(wording)) && t('has_disclosure'),
    early.length && platform.fold && early.every(folded) && t('before_fold'),
    t('rules_passed', { places: names(item.places) }),
    t('approved_until', { date: day(item.valid_until) }),
  ].filter(Boolean);
  return h('ul.proof', {}, lines.map((line) => h('li', {}, drawing(TICK), h('span', {}, line))), h('li', {}, h('span'), h('span', {}, t('own_firm'))));
}

const initials = (name) => (/\p{Script=Han}/u.test(name) ? [...name.replace(/\P{Script=Han}/gu, '')].slice(-1).join('') : name.split(/\s+/).map((word) => word[0] || '').join('').slice(0, 2).toUpperCase());

function closedBecause(item) {
  if (`${item.valid_until}T23:59:59Z` < new Date().toISOString()) return t('ended');
  const fault = wrong().find(([, why]) => why === 'refused');
  if (fault) return t('refused', fault[2]);
  if (wrong().length) return t('closed', { fields: listed(wrong().map(([field]) => fieldName(field))) });
  if (profile.place && !item.places.includes(profile.place)) return t('not_there', { place: data.places[profile.place]?.name });
  const fields = missing(profile, data);
  return fields.length ? t('closed', { fields: listed(fields.map(fieldName)) }) : '';
}

function block(snippet, platform, item, because) {
  const post = personal(snippet.text, profile, platform, item, data, (text) => measure(text, platform));
  const shown = preview(post, platform, item), many = snippet.parts > 1;
  const title = platform.title && [...item.title].length <= platform.title ? item.title : '';
  const tooLong = measure(post.text, platform) > platform.limit;
  const card = picture(item, platform);
  return h('div.shown', {},
    many && h('p.quiet', {}, t('part', snippet)),
    h('div.net', {},
      profile.name && h('p.net__who', {}, h('span.ava', { 'aria-hidden': 'true' }, initials(profile.name)), h('span', {}, h('b', {}, profile.name), profile.company && h('span', {}, profile.company))),
      title && h('p.net__title', {}, h('span.quiet', {}, t(platform.id === 'email' ? 'subject' : 'title_line')), ' ', h('b', {}, title)),
      shown,
      card && snippet.part === 1 && h('img.net__card', { src: base + card, alt: alt(item), width: size(item, platform).split('x')[0], height: size(item, platform).split('x')[1] })),
    meter(post.text, platform),
    !many && proofs(post, platform, item),
    because && h('p.closed', {}, because),
    h('p.acts', {},
      h('button.btn', { type: 'button', 'data-share-copy': item.id, disabled: Boolean(because) || tooLong, onclick: ({ currentTarget }) => copied(currentTarget, shown, () => navigator.clipboard.writeText(post.text)) },
        drawing(COPY), many ? t('copy_part', snippet) : t('copy')),
      snippet.part === 1 && h('button.btn.btn--plain', { type: 'button', 'aria-expanded': 'false', 'aria-label': t('ways'), onclick: ({ currentTarget: button }) => {
        const open = button.getAttribute('aria-expanded') === 'true';
        button.setAttribute('aria-expanded', String(!open));
        if (open) button.closest('.shown').querySelector('.ways').remove();
        else button.closest('.acts').after(ways(post, platform, item, shown, Boolean(because) || tooLong));
      } }, drawing(WAYS))));
}

async function show(item, article) {
  const platform = network(), found = versions(await kit(item), platform);
  if (!found.size) { article.remove(); return; }
  const form = found.has(state.forms.get(item.id)) ? state.forms.get(item.id) : [...found.keys()][0];
  const because = closedBecause(item), key = `${item.id} ${platform.id} ${form}`;
  const choose = h('input', { type: 'checkbox', checked: state.chosen.has(key), disabled: Boolean(because), onchange: ({ target }) => {
    if (target.checked) state.chosen.set(key, { item, platform, form, snippets: found.get(form) }); else state.chosen.delete(key);
    tray();
  } });
  article.replaceChildren(
    h('div.post__head', {}, h('div', {}, h('h2', {}, h('a', { href: base + item.path }, item.title)), h('p.quiet', {}, data.topics.find(([id]) => id === item.topic)[1])),
      h('span.seal', { role: 'img', 'aria-label': item.digest.slice(0, 4).toUpperCase() }, item.digest.slice(0, 2).toUpperCase(), h('br'), item.digest.slice(2, 4).toUpperCase())),
    h('div.vars', { role: 'group', 'aria-label': t('version') }, data.forms.filter(([id]) => found.has(id)).map(([id, name]) => h('button', { type: 'button', 'aria-pressed': String(id === form), onclick: async () => {
      state.forms.set(item.id, id);
      await show(item, article);
      article.querySelector('[aria-pressed=true]').focus();
    } }, name))),
    ...found.get(form).map((snippet) => block(snippet, platform, item, because)),
    h('label.pick', {}, choose, h('span', {}, t('choose_post'))));
}

// --- many texts -------------------------------------------------------------------------------------------------------------------------------------

const hex = async (text) => {
  if (!globalThis.crypto?.subtle) return '';
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

// [{ item, platform, form, posts: [{ text, approved, own, part, parts }] }]: each post whole, and which of its words are whose.
function chosenPosts() {
  return [...state.chosen.values()].filter(({ item }) => !closedBecause(item)).map(({ item, platform, form, snippets }) => ({
    item,
    platform,
    form,
    posts: snippets.map(({ text: approved, part, parts }) => {
      const post = personal(approved, profile, platform, item, data, (text) => measure(text, platform));
      return { text: post.text, approved, own: post.parts.filter(({ whose }) => whose === 'own').map((one) => one.text), part, parts };
    }),
  }));
}

async function proofSheet(rows) {
  const page = document.implementation.createHTMLDocument(t('proof'));
  page.documentElement.lang = locale;
  page.head.prepend(Object.assign(page.createElement('meta'), { httpEquiv: 'Content-Type', content: 'text/html; charset=utf-8' }));
  page.head.append(Object.assign(page.createElement('style'), { textContent: 'body{font:16px/1.6 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}pre{white-space:pre-wrap;border:1px solid #999;padding:1em;font:inherit}dl{display:grid;grid-template-columns:auto 1fr;gap:.2em 1em}dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}' }));
  const body = [h('h1', {}, `${t('proof')} — ${data.site.name}`), h('p', {}, t('made_on', { date: day(here()) })), h('p', {}, t('proof_note', { url: `${data.site.url}api/v1/items.json` }))];
  for (const { item, platform, form, posts } of rows) {
    body.push(h('h2', {}, `${item.title} · ${platform.name} · ${data.forms.find(([id]) => id === form)[1]}`));
    for (const post of posts) {
      const facts = [[t('item'), item.id], [t('fingerprint'), item.digest], [t('text_fingerprint'), await hex(post.approved)], ['', item.checked_by], ['', t('approved_until', { date: day(item.valid_until) })], [t('place'), names(item.places)]];
      body.push(h('h3', {}, t('approved_text')), h('pre', {}, post.approved), h('dl', {}, facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
      if (post.own.length) body.push(h('h3', {}, t('your_text')), h('pre', {}, post.own.join('\n\n')));
    }
  }
  page.body.append(...body);
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

async function download() {
  const rows = chosenPosts(), encoder = new TextEncoder(), files = [];
  const today = here();
  for (const { item, platform, form, posts } of rows) {
    const name = `${item.id.replaceAll('/', '.')}-${platform.id}-${form}`;
    for (const post of posts) files.push({ name: `${name}${post.parts > 1 ? `-${post.part}` : ''}.txt`, bytes: encoder.encode(post.text) });
    const image = picture(item, platform);
    if (image && !files.some((file) => file.name === image.split('/').pop())) {
      try { files.push({ name: image.split('/').pop(), bytes: new Uint8Array(await (await drawn(image)).arrayBuffer()) }); } catch { /* without a network the texts and their proof are all there is */ }
    }
  }
  files.push({ name: 'proof-sheet.html', bytes: encoder.encode(await proofSheet(rows)) });
  save(`${locale}-posts-${today}.zip`, zip(files, today), 'application/zip');
}

// One chosen text a day, the parts of numbered ones a minute apart: tools that are given one minute for all keep no order.
function importFile(tool, first, time, told) {
  const start = Date.parse(`${first}T${time}Z`), rows = [];
  told.textContent = '';
  for (const [at, { item, platform, posts }] of chosenPosts().entries()) {
    const image = picture(item, platform), begins = start + at * DAY;
    if (utc(begins) > item.valid_until) {
      told.textContent = t('refused_row', { title: item.title, reason: t('approved_until', { date: day(item.valid_until) }) });
      return;
    }
    posts.forEach((post, minute) => rows.push({
      text: post.text, link: '', image: image && data.site.url + image, alt: image && alt(item), title: item.title,
      date: new Date(begins + minute * MINUTE).toISOString().slice(0, 16).replace('T', ' '), labels: [item.topic],
    }));
  }
  try { save(`${tool.id}-${first}.csv`, toCsv(tool, rows), 'text/csv'); } catch (error) {
    told.textContent = t('refused_row', { title: rows[error.row]?.title, reason: t('no_marks') });
  }
}

function tray() {
  document.getElementById('tray')?.remove();
  const count = chosenPosts().length; // what is closed for this adviser now is not downloaded, so it is not counted
  if (!count) return;
  const soon = here(Date.now() + DAY);
  const tool = h('select.field', { id: 'tool' }, tools.map((one, at) => h('option', { value: at }, one.name)));
  const note = h('p.quiet', {}, tools[0]?.note);
  tool.addEventListener('change', () => { note.textContent = tools[tool.value].note; });
  const first = h('input.field', { type: 'date', value: soon, min: soon, required: true, id: 'first' }), time = h('input.field', { type: 'time', value: '09:00', required: true, id: 'time' }), told = h('p.quiet', { role: 'status' });
  const plan = () => { if (first.reportValidity() && time.reportValidity()) importFile(tools[tool.value], first.value, time.value, told); };
  place.append(h('section.tray', { id: 'tray', 'aria-label': t('chosen', { count }) },
    h('p.acts', {}, h('b', {}, t('chosen', { count })), h('button.btn', { type: 'button', onclick: download }, t('download'))),
    tools.length > 0 && h('details', {}, h('summary', {}, t('schedule')), h('div.plan', {}, h('label', {}, t('import_file'), tool), h('label', {}, t('first_day'), first), h('label', {}, t('time'), time)), note,
      h('p.acts', {}, h('button.btn.btn--plain', { type: 'button', onclick: plan }, t('import_file'))), told)));
}

// --- the adviser ------------------------------------------------------------------------------------------------------------------------------------

function me() {
  const incomplete = profile.place ? missing(profile, data) : [];
  return h('section.me', { 'aria-label': t('me') },
    profile.name
      ? h('p.me__who', {}, h('span.ava', { 'aria-hidden': 'true' }, initials(profile.name)), h('span', {}, h('b', {}, profile.name), profile.company && h('span', {}, profile.company), profile.licence && h('span', {}, `${fieldName('licence')} ${profile.licence}`)),
        h('button.tool', { type: 'button', 'aria-label': t('me_change'), onclick: () => sheet(profile) }, drawing(PEN)))
      : h('p', {}, h('button.btn.btn--plain', { type: 'button', onclick: () => sheet(profile) }, drawing(PEN), t('me'))),
    incomplete.length > 0 && h('p.closed', {}, t('needed', { place: data.places[profile.place].name, fields: listed(incomplete.map(fieldName)) })),
    h('p.quiet.local', {}, drawing(LOCK), h('span', {}, t('local'))));
}

/** What the adviser says of themselves, to be changed and saved; `proposed` is what stands in it first. */
function sheet(proposed) {
  const draft = { ...proposed };
  const box = h('dialog.sheet', { 'aria-labelledby': 'sheet-title', onclose: () => box.remove() });
  const form = h('form', { method: 'dialog', onsubmit: (event) => {
    event.preventDefault();
    if (draw()) return;
    profile = Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, value.trim()]));
    if (profile.licence !== proposed.licence) profile.until = ''; // the last day was the old number's
    keep(KEPT[0], profile);
    if (profile.place) state.place = profile.place;
    box.close();
    render();
  } });
  const notes = new Map();
  const field = (name, note, attributes = {}) => {
    const told = h('p.fault', { id: `sheet-${name}-told` });
    notes.set(name, told);
    return h('div.fields', {}, h('label', { for: `sheet-${name}` }, name === 'licence' ? t('licence') : t(name)), note && h('p.quiet', { id: `sheet-${name}-note` }, note),
      h('input.field', { id: `sheet-${name}`, value: draft[name] || '', autocomplete: 'off', 'aria-describedby': `sheet-${name}-told${note ? ` sheet-${name}-note` : ''}`, oninput: ({ target }) => { draft[name] = target.value; draw(); }, ...attributes }), told);
  };
  const select = h('select.field', { id: 'sheet-place', required: true, onchange: ({ target }) => { draft.place = target.value; draw(); } }, h('option', { value: '' }, t('choose')),
    Object.entries(data.places).map(([id, one]) => h('option', { value: id, selected: draft.place === id }, one.name)));
  function draw() {
    const found = faults(draft, data), must = missing(draft, data);
    for (const [name, told] of notes) {
      const fault = found.find(([which]) => which === name);
      told.textContent = fault ? t(fault[1], fault[2]) : '';
      const label = form.querySelector(`label[for=sheet-${name}]`);
      label.classList.toggle('is-needed', must.includes(name));
      if (name === 'licence') label.textContent = data.places[draft.place]?.licence || t('licence');
    }
    return found.some(([, why]) => why !== 'odd_licence');
  }
  form.append(
    h('div.sheet__head', {}, h('h2', { id: 'sheet-title' }, t('me')), h('button.tool', { type: 'button', 'aria-label': t('close'), onclick: () => box.close() }, drawing(['M5 5l14 14M19 5 5 19']))),
    h('p.quiet.local', {}, drawing(LOCK), h('span', {}, t('local'))),
    h('div.fields', {}, h('label', { for: 'sheet-place' }, t('work_place')), select),
    field('name', '', { autocomplete: 'name' }), field('company', '', { autocomplete: 'organization' }), field('licence'), field('greeting', t('greeting_note')),
    ...(data.tagging.is_on ? [field('tag', t('tag_note'))] : []),
    h('p.acts', {}, h('button.btn', { type: 'submit' }, t('save')), h('button.btn.btn--plain', { type: 'button', onclick: () => {
      profile = known({}, data, utc());
      try { localStorage.removeItem(KEPT[0]); } catch { /* nothing was kept */ }
      box.close();
      render();
    } }, t('clear'))));
  box.append(form);
  place.append(box);
  box.showModal();
  draw();
}

// --- the page ---------------------------------------------------------------------------------------------------------------------------------------

function refresh() {
  const list = document.getElementById('posts'), found = wanted();
  const shown = found.slice(0, state.shown);
  list.replaceChildren(...shown.map((item) => {
    const article = h('article.post', { 'data-item': item.id, 'aria-busy': 'true' }, h('h2', {}, item.title));
    show(item, article).then(() => article.removeAttribute('aria-busy')).catch(() => article.append(h('p.closed', {}, t('failed'))));
    return article;
  }));
  document.getElementById('count').textContent = found.length ? t('found', { count: found.length }) : t('none');
  document.getElementById('more').hidden = found.length <= state.shown;
}

function choice(name, label, options) {
  return h('div.fields', {}, h('label', { for: `by-${name}` }, label),
    h('select.field', { id: `by-${name}`, onchange: ({ target }) => { state[name] = target.value; state.shown = PAGE; remember(); refresh(); } },
      options.map(([value, words]) => h('option', { value, selected: state[name] === value }, words))));
}

const remember = () => keep(KEPT[1], { platform: state.platform, topic: state.topic, place: state.place, audience: state.audience });

function render() {
  const chips = h('div.chips', { role: 'group', 'aria-label': t('network') }, data.platforms.map((one) => h('button.chip', { type: 'button', 'aria-pressed': String(one.id === state.platform), onclick: ({ currentTarget }) => {
    state.platform = one.id;
    state.shown = PAGE;
    for (const chip of chips.children) chip.setAttribute('aria-pressed', String(chip === currentTarget));
    remember();
    refresh();
  } }, one.name)));
  place.replaceChildren(
    h('div.lib', {},
      h('div.lib__side', {}, me(),
        h('details.filters', { open: innerWidth >= 992 }, h('summary', {}, t('find')),
          h('div.fields', {}, h('label', { for: 'by-words' }, t('find')), h('input.field', { id: 'by-words', type: 'search', value: state.query, oninput: ({ target }) => look(target.value) })),
          choice('topic', t('topic'), [['', t('all_topics')], ...data.topics]),
          choice('place', t('place'), [['', t('all_places')], ...Object.entries(data.places).map(([id, one]) => [id, one.name])]),
          choice('audience', t('for_whom'), [['', t('everyone')], ['consumer', t('consumer')], ['adviser', t('adviser')]]),
          choice('show', t('order'), ['newest', 'new_only', 'in_season'].map((one) => [one, t(one)])))),
      h('div.lib__main', {}, chips, h('p.quiet', { id: 'count', role: 'status' }), h('div.lib__posts', { id: 'posts' }),
        h('p', {}, h('button.btn.btn--plain', { type: 'button', id: 'more', onclick: () => { state.shown += PAGE; refresh(); } }, t('more'))))));
  refresh();
  tray();
  const pressed = chips.querySelector('[aria-pressed=true]');
  if (pressed) chips.scrollLeft = pressed.offsetLeft - chips.offsetLeft - 8;
}

async function start() {
  const [index, tables, planned] = await Promise.all([fetched('library.json'), fetch(`${base}assets/share/counting.json`).then((answer) => answer.json()), fetched('schedulers.json').catch(() => ({ tools: [] }))]);
  data = index;
  tools = planned.tools;
  count = counters(tables);
  message = count.message;
  const given = fromFragment(location.hash, data, utc());
  profile = known(kept(KEPT[0]), data, utc());
  // A link may fill in what is empty. It never takes the place of what the adviser keeps: that is theirs to save.
  const isProposed = given && profile.name && [...FIELDS, 'place'].some((field) => given[field] !== profile[field]);
  if (given) history.replaceState(null, '', location.pathname + location.search);
  if (given && !isProposed) {
    profile = given;
    keep(KEPT[0], given);
  }
  const before = kept(KEPT[1]);
  const choices = { platform: data.platforms.map(({ id }) => id), topic: data.topics.map(([id]) => id), place: Object.keys(data.places), audience: ['consumer', 'adviser'] };
  for (const [name, offered] of Object.entries(choices)) if (offered.includes(before[name])) state[name] = before[name];
  if (!state.platform) state.platform = data.platforms.find((one) => one.id === (locale === 'en' ? 'x' : 'facebook'))?.id || data.platforms[0].id;
  if (profile.place && !state.place) state.place = profile.place;
  const item = new URLSearchParams(location.search).get('item');
  if (item) data.items.sort((one, other) => Number(other.id === item) - Number(one.id === item));
  document.getElementById('listed').hidden = true;
  render();
  if (isProposed) sheet(given);
  // The rest is fetched while nothing else happens, so that all of it works without a network afterwards.
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 300));
  idle(async () => {
    for (const [topic] of data.topics) await texts(topic).catch(() => {});
    // The pictures that are shown too: from here on a post is copied without asking the network for anything.
    await Promise.all([...document.querySelectorAll('.net__card')].map((image) => image.decode().catch(() => {})));
    place.dataset.ready = '';
  });
}

// Whatever goes wrong, the plain list of all texts is there.
if (place) {
  start().catch(() => {
    place.textContent = '';
    document.getElementById('listed').hidden = false;
  });
}
