/* The search panel, the search page and the missing address: three places that show what search.js finds.

   open({base, locale, query}) · page({base, locale, element, query}) · address({base, locale, element, words})
   Text reaches the page as text nodes only, never as HTML. */

import { SITE, find, tables, warm } from './search.js';

const WAIT = 140; // ms without a key before a search begins
const STEP = 10; // results at a time
const DATES = { en: 'en-GB', 'zh-Hant': 'zh-TW', 'zh-Hans': 'zh-CN' };
const NAMES = { en: 'English', 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文' };

/* make('p', {class: 'x', onclick: f}, 'text', element): an element. Attributes that are false or undefined are left out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== '' && child != null && child !== false));
  return element;
}

function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'seek__icon' })) svg.setAttribute(name, value);
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/* A sentence with one placeholder, as nodes: fill('Also {words}.', 'words', [b]). */
function fill(sentence, name, nodes) {
  const [before, after = ''] = sentence.split(`{${name}}`);
  return [before, ...nodes, after];
}

let styled;
function style() {
  styled ||= new Promise((done) => {
    document.head.append(make('link', { rel: 'stylesheet', href: new URL('panel.css', import.meta.url).href, onload: done, onerror: done }));
    setTimeout(done, 2000);
  });
  return styled;
}

function homePlace() {
  try {
    return localStorage.getItem('hub.place') || '';
  } catch {
    return '';
  }
}

/* The words of a language with their keys, and its names of kinds, topics and places. */
async function vocabulary(locale) {
  const table = await tables(locale);
  return {
    t: (key, values = {}) => (table.strings['search_' + key] || key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole),
    kind: (id) => table.strings['type_' + id] || id,
    names: { topic: new Map(table.topics), place: new Map(table.places), type: new Map(table.types.map((id) => [id, table.strings['type_' + id] || id])) },
  };
}

function bold(words, t) {
  return words.flatMap((word, at) => [at ? t(at === words.length - 1 ? 'and' : 'comma') : '', make('b', {}, word)]);
}

const marks = (pieces) => pieces.map(([text, isFound]) => (isFound ? make('mark', {}, text) : text));

function hit(result, answer, { kind, names, t }, locale, level) {
  const day = result.reviewed && new Intl.DateTimeFormat(DATES[locale], { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(result.reviewed));
  return make('li', { class: 'seek__hit' },
    make('p', { class: 'seek__kind' }, make('b', {}, kind(result.type)), make('span', {}, names.topic.get(result.topic) || ''), day && make('span', { class: 'seek__day' }, t('reviewed', { date: day }))),
    make(level, { class: 'seek__title', lang: result.locale }, make('a', { href: result.url }, marks(answer.marked(result.title)))),
    make('p', { class: 'seek__text', lang: result.locale }, marks(answer.marked(result.excerpt))));
}

function topicLinks(base, locale, { names, t }) {
  const rows = [...names.topic].map(([id, name]) => make('li', {}, make('a', { href: new URL(`${locale}/topics/${id}/`, base).href }, name)));
  return rows.length ? [make('p', { class: 'seek__head' }, t('topics')), make('ul', { class: 'seek__topics' }, rows)] : [];
}

/* The part that panel and page share: everything below the field. Calls `seen(query, filters)` when results are shown. */
function results({ base, locale, words, level, seen = () => {} }) {
  const { t, names } = words;
  const said = make('p', { class: 'seek__vh', role: 'status' });
  const also = make('p', { class: 'seek__also' });
  const chips = make('div', { class: 'seek__chips', role: 'group', 'aria-label': t('narrow') });
  const list = make('ol', { class: 'seek__hits', 'aria-label': t('results') });
  const rest = make('div', { class: 'seek__rest' });
  const root = make('div', { class: 'seek__body' }, said, also, chips, list, rest);
  const filters = { type: '', topic: '', place: '' };
  let query = null, limit = STEP, turn = 0, shown = null;

  const choose = (kind, value) => {
    filters[kind] = value;
    limit = STEP;
    return run();
  };
  function narrowing({ counts }) {
    const focused = document.activeElement?.dataset?.choice;
    const choice = (value, name) => (value === filters.type || counts.type[value] > 0) && make('button', {
      type: 'button', class: 'seek__chip', 'aria-pressed': String(filters.type === value), 'data-choice': 'type' + value, onclick: () => choose('type', value),
    }, name, make('span', {}, String(counts.type[value] ?? 0)));
    const select = (kind) => make('select', { class: 'seek__chip', 'aria-label': t(kind), 'data-choice': kind, onchange: (event) => choose(kind, event.target.value) },
      make('option', { value: '', selected: !filters[kind] }, t(kind + '_any')),
      [...names[kind]].filter(([id]) => counts[kind][id] > 0 || id === filters[kind]).map(([id, name]) => make('option', { value: id, selected: id === filters[kind] }, `${name} (${counts[kind][id]})`)));
    chips.replaceChildren(...[choice('', t('all')), ...[...names.type].map(([id, name]) => choice(id, name)), select('topic'), select('place')].filter(Boolean));
    if (focused !== undefined) [...chips.children].find((one) => one.dataset.choice === focused)?.focus();
  }
  function blank(...nodes) {
    also.replaceChildren();
    list.replaceChildren();
    rest.replaceChildren(...nodes);
    chips.hidden = also.hidden = true;
  }
  function show(answer, from) {
    shown = answer.query;
    const isOther = answer.locale !== locale;
    const note = isOther ? fill(t('other_language'), 'language', [make('b', { lang: answer.locale }, NAMES[answer.locale])])
      : answer.corrected.length ? fill(t('corrected'), 'words', bold(answer.corrected.slice(0, 4), t))
        : answer.also.length ? fill(t('also'), 'words', bold(answer.also.slice(0, 4), t)) : [];
    if (!answer.results.length) {
      const isNarrowed = Object.values(filters).some(Boolean);
      blank(make('p', { class: 'seek__none' }, t(isNarrowed ? 'none_filtered' : 'none', { query: answer.query })),
        isNarrowed ? make('button', { type: 'button', class: 'seek__more', onclick: () => { Object.assign(filters, { type: '', topic: '', place: '' }); run(); } }, t('clear'))
          : make('p', {}, t('none_help')), ...(isNarrowed ? [] : topicLinks(base, locale, words)));
      said.textContent = rest.firstChild.textContent;
      return;
    }
    also.replaceChildren(...note);
    also.hidden = !note.length;
    chips.hidden = isOther;
    if (!isOther) narrowing(answer);
    list.replaceChildren(...answer.results.map((result) => hit(result, answer, words, locale, level)));
    rest.replaceChildren(...(answer.total > answer.results.length ? [make('button', { type: 'button', class: 'seek__more', onclick: () => { limit += STEP; run(answer.results.length); } }, t('more'))] : []));
    said.textContent = answer.total === 1 ? t('count_one') : t('count', { count: answer.total });
    if (from) list.children[from]?.querySelector('a').focus();
  }
  async function run(from = 0) {
    const mine = ++turn;
    if (!query) {
      shown = '';
      said.textContent = '';
      blank(make('p', { class: 'seek__start' }, t('start')), ...topicLinks(base, locale, words));
      return seen('', filters);
    }
    root.setAttribute('aria-busy', 'true');
    const slow = setTimeout(() => mine === turn && (said.textContent = t('loading')), 600);
    try {
      const answer = await find(query, { locale, limit, filters, preferPlace: homePlace() });
      if (mine === turn) show(answer, from);
    } catch {
      if (mine === turn) {
        blank(make('p', { class: 'seek__none' }, t('failed')), ...topicLinks(base, locale, words));
        said.textContent = t('failed');
      }
    }
    clearTimeout(slow);
    if (mine === turn) {
      root.removeAttribute('aria-busy');
      seen(query, filters);
    }
  }
  const ask = (text) => {
    const next = text.trim();
    if (next === query) return;
    query = next;
    limit = STEP;
    return run();
  };
  return { root, list, filters, ask, isCurrent: (text) => shown === text.trim() };
}

/* Searches while a field is typed into; not in the middle of a Han syllable. Gives a function that searches at once. */
function listen(field, ask) {
  let waiting = 0, isComposing = false;
  const now = () => {
    clearTimeout(waiting);
    return ask(field.value);
  };
  const soon = () => {
    clearTimeout(waiting);
    if (!isComposing) waiting = setTimeout(now, WAIT);
  };
  field.addEventListener('compositionstart', () => { isComposing = true; });
  field.addEventListener('compositionend', () => { isComposing = false; soon(); });
  field.addEventListener('input', soon);
  return now;
}

/* Arrow keys walk from the field through the results and back. */
function walk(root, field, list) {
  root.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
    const down = event.key === 'ArrowDown', up = event.key === 'ArrowUp';
    const stops = [field, ...list.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement);
    if (!(down || up) || at < 0) return;
    const next = stops[at + (down ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
  });
}

const field = (t, query) => make('input', {
  class: 'seek__field', type: 'search', name: 'q', value: query || undefined, 'aria-label': t('label'), placeholder: t('placeholder'), autocomplete: 'off', spellcheck: 'false',
  enterkeyhint: 'search', maxlength: '200',
});
const LENS = 'M15.5 15.5l5 5M17 10.5a6.5 6.5 0 1 1-13 0a6.5 6.5 0 0 1 13 0z';

let opened;

/* Opens the panel over the page. Where it cannot be had, the search page takes over. */
export async function open({ base = SITE.href, locale = 'en', query = '' } = {}) {
  const address = new URL(`${locale}/search/`, base);
  let words;
  try {
    [words] = await Promise.all([vocabulary(locale), style()]);
  } catch {
    if (query) address.searchParams.set('q', query);
    if (location.pathname !== address.pathname) location.assign(address);
    return;
  }
  warm(locale);
  opened ||= build(base, locale, words, address);
  const { dialog, input, now } = opened;
  if (query) input.value = query;
  if (!dialog.open) dialog.showModal();
  input.focus();
  if (!query) input.select(); // what was just typed must not be typed over
  now();
}

function build(base, locale, words, address) {
  const { t } = words;
  const found = results({ base, locale, words, level: 'h2' });
  const input = field(t, '');
  const close = () => dialog.close();
  const keys = [['↑', '↓', 'move'], ['Enter', 'open'], ['Esc', 'exit']].map((row) => make('span', {}, row.slice(0, -1).map((key) => make('kbd', {}, key)), ' ', t(row.at(-1))));
  const form = make('form', { class: 'seek__top', role: 'search', action: address.href, method: 'get' }, icon(LENS), input,
    make('button', { type: 'submit', class: 'seek__vh', tabindex: '-1' }, t('submit')),
    make('button', { type: 'button', class: 'seek__tool', 'aria-label': t('close'), onclick: close }, icon('M6 6l12 12M18 6L6 18')));
  const dialog = make('dialog', { class: 'seek', 'aria-label': t('label'), lang: locale }, form, found.root, make('p', { class: 'seek__keys', 'aria-hidden': 'true' }, keys));
  const now = listen(input, found.ask);
  walk(dialog, input, found.list);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const first = found.list.querySelector('a');
    if (found.isCurrent(input.value) && first) first.click();
    else now();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault(); // or the first Escape only empties the field
    close();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
    else if (event.target.closest('a') && !event.defaultPrevented) setTimeout(close);
  });
  document.body.append(dialog);
  return { dialog, input, now };
}

/* The search page: uses the form that stands on the page, and keeps question and choices in the address. */
export async function page({ base = SITE.href, locale = 'en', element, query }) {
  if (!element) return;
  let words;
  try {
    [words] = await Promise.all([vocabulary(locale), style()]);
  } catch {
    return;
  }
  warm(locale);
  const asked = new URLSearchParams(location.search);
  const { t } = words;
  const seen = (text, filters) => {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries({ q: text, ...filters })) value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
    history.replaceState(history.state, '', url);
  };
  const found = results({ base, locale, words, level: 'h2', seen });
  for (const name of Object.keys(found.filters)) if (words.names[name].has(asked.get(name))) found.filters[name] = asked.get(name);
  const scope = element.closest('main') || element.parentElement || document;
  let input = scope.querySelector('input[name=q]');
  element.classList.add('seek', 'seek--page');
  element.replaceChildren(found.root);
  if (!input) {
    input = field(t, '');
    element.prepend(make('form', { class: 'seek__top', role: 'search', method: 'get' }, icon(LENS), input, make('button', { type: 'submit', class: 'seek__more' }, t('submit'))));
  }
  const now = listen(input, found.ask);
  walk(scope, input, found.list);
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    now();
  });
  const text = query ?? asked.get('q') ?? '';
  if (!input.value) input.value = text;
  await found.ask(input.value);
}

/* Up to five pages that the words of a missing address may have meant; nothing when there are none. */
export async function address({ base = SITE.href, locale = 'en', element, words: text }) {
  if (!element || !text) return;
  try {
    const [words, answer] = await Promise.all([vocabulary(locale), find([text].flat().join(' '), { locale, limit: 5, preferPlace: homePlace() }), style()]);
    if (!answer.results.length) return;
    element.classList.add('seek', 'seek--page');
    element.replaceChildren(make('p', { class: 'seek__head' }, words.t('address')), make('ol', { class: 'seek__hits' }, answer.results.map((result) => hit(result, answer, words, locale, 'h3'))));
  } catch {
    // A missing page is trouble enough: its own links stay.
  }
}
