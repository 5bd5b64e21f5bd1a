// The search panel, the search page and the missing address. Text reaches them as text nodes only.

import { SITE, find, tables, warm } from './search.js';

const WAIT = 140; // ms without a key before a search begins
const STEP = 10; // results at a time
const NONE = { type: '', topic: '', place: '' };

// make('p', {class: 'x', onclick: f}, 'text', element)
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

// fill('Also {words}.', [b]) as nodes.
function fill(sentence, nodes) {
  const [before, after] = sentence.split(/\{\w+\}/);
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

const homePlace = () => { try { return localStorage['hub.place'] || ''; } catch { return ''; } };

async function vocabulary(locale) {
  const table = await tables(locale);
  return {
    t: (key, values = {}) => (table.strings['search_' + key] || key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole),
    names: { topic: new Map(table.topics), place: new Map(table.places), type: new Map(table.types.map((id) => [id, table.strings['type_' + id]])) },
  };
}

function bold(words, t) {
  return words.flatMap((word, at) => [at ? t(at === words.length - 1 ? 'and' : 'comma') : '', make('b', {}, word)]);
}

const marks = (pieces) => pieces.map(([text, isFound]) => (isFound ? make('mark', {}, text) : text));

function hit(result, answer, { names, t }, locale, level) {
  const day = result.reviewed && new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(result.reviewed));
  return make('li', { class: 'seek__hit' },
    make('p', { class: 'seek__kind' }, make('b', {}, names.type.get(result.type) || ''), make('span', {}, names.topic.get(result.topic) || ''), day && make('span', { class: 'seek__day' }, t('reviewed', { date: day }))),
    make(level, { class: 'seek__title', lang: result.locale }, make('a', { href: result.url }, marks(answer.marked(result.title)))),
    make('p', { class: 'seek__text', lang: result.locale }, marks(answer.marked(result.excerpt))));
}

function topicLinks(base, locale, { names, t }) {
  const rows = [...names.topic].map(([id, name]) => make('li', {}, make('a', { href: new URL(`${locale}/topics/${id}/`, base).href }, name)));
  return rows.length ? [make('p', { class: 'seek__head' }, t('topics')), make('ul', { class: 'seek__topics' }, rows)] : [];
}

// Everything below the field. Calls seen(query, filters) when it is shown.
function results({ base, locale, words, level, seen = () => {} }) {
  const { t, names } = words;
  const said = make('p', { class: 'vh', role: 'status' });
  const also = make('p', { class: 'seek__also' });
  const chips = make('div', { class: 'seek__chips', role: 'group', 'aria-label': t('narrow') });
  const list = make('ol', { class: 'seek__hits', 'aria-label': t('results') });
  const rest = make('div');
  const root = make('div', { class: 'seek__body' }, said, also, chips, list, rest);
  const button = (key, onclick) => make('button', { type: 'button', class: 'seek__more btn btn--plain', onclick }, t(key));
  const filters = { ...NONE };
  let query = null, limit = STEP, turn = 0, shown = null;

  const choose = (kind, value) => {
    filters[kind] = value;
    limit = STEP;
    return run();
  };
  function narrowing({ counts }) {
    const focused = document.activeElement.dataset.choice;
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
    const note = isOther ? fill(t('other_language'), bold([new Intl.DisplayNames(locale, { type: 'language' }).of(answer.locale)], t))
      : answer.corrected.length ? fill(t('corrected'), bold(answer.corrected.slice(0, 4), t))
        : answer.also.length ? fill(t('also'), bold(answer.also.slice(0, 4), t)) : [];
    if (!answer.results.length) {
      const none = (key) => make('p', { class: 'seek__none' }, t(key, { query: answer.query }));
      if (Object.values(filters).some(Boolean)) blank(none('none_filtered'), button('clear', () => { Object.assign(filters, NONE); run(); }));
      else blank(none('none'), make('p', {}, t('none_help')), ...topicLinks(base, locale, words));
      said.textContent = rest.firstChild.textContent;
      return;
    }
    also.replaceChildren(...note);
    also.hidden = !note.length;
    chips.hidden = isOther;
    if (!isOther) narrowing(answer);
    list.replaceChildren(...answer.results.map((result) => hit(result, answer, words, locale, level)));
    rest.replaceChildren(...(answer.total > answer.results.length ? [button('more', () => { limit += STEP; run(answer.results.length); })] : []));
    said.textContent = answer.total === 1 ? t('count_one') : t('count', { count: answer.total });
    if (from) list.children[from]?.querySelector('a').focus();
  }
  async function run(from = 0) {
    const mine = ++turn;
    if (!query) {
      shown = '';
      said.textContent = '';
      blank(make('p', { class: 'seek__also' }, t('start')), ...topicLinks(base, locale, words));
      return seen('', filters);
    }
    root.setAttribute('aria-busy', 'true');
    const slow = setTimeout(() => mine === turn && (said.textContent = t('loading')), 600);
    try {
      const answer = await find(query, { locale, limit, filters, preferPlace: homePlace() });
      if (mine === turn) show(answer, from);
    } catch {
      if (mine === turn) {
        query = null; // so that the same question may be asked again
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

// Searches while one types, but not in the middle of a Han syllable; gives a function that searches at once.
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

// Arrow keys walk from the field through the results and back.
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

let opened;

// Opens the panel; where it cannot be had, the search page takes over.
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
  const input = make('input', {
    class: 'seek__field', type: 'search', name: 'q', 'aria-label': t('label'), placeholder: t('placeholder'), autocomplete: 'off', maxlength: '200',
  });
  const close = () => dialog.close();
  const keys = [['↑', '↓', 'move'], ['Enter', 'open'], ['Esc', 'exit']].map((row) => make('span', {}, row.slice(0, -1).map((key) => make('kbd', {}, key)), ' ', t(row.at(-1))));
  const form = make('form', { class: 'seek__top', role: 'search', action: address.href, method: 'get' }, document.querySelector('[data-search] svg')?.cloneNode(true), input,
    make('button', { type: 'submit', class: 'vh', tabindex: '-1' }, t('submit')),
    make('button', { type: 'button', class: 'seek__tool', 'aria-label': t('close'), onclick: close }, '×'));
  const dialog = make('dialog', { class: 'seek', 'aria-label': t('label') }, form, found.root, make('p', { class: 'seek__keys', 'aria-hidden': 'true' }, keys));
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
    event.preventDefault(); // or it only empties the field
    close();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
    else if (event.target.closest('a') && !event.defaultPrevented) setTimeout(close);
  });
  document.body.append(dialog);
  return { dialog, input, now };
}

// The search page: uses its form, keeps question and choices in its address.
export async function page({ base = SITE.href, locale = 'en', element, query }) {
  const [words] = await Promise.all([vocabulary(locale), style()]);
  warm(locale);
  const asked = new URLSearchParams(location.search);
  const seen = (text, filters) => {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries({ q: text, ...filters })) value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
    history.replaceState(history.state, '', url);
  };
  const found = results({ base, locale, words, level: 'h2', seen });
  for (const name of Object.keys(found.filters)) if (words.names[name].has(asked.get(name))) found.filters[name] = asked.get(name);
  const scope = element.closest('main');
  const input = scope.querySelector('[name=q]');
  element.classList.add('seek', 'seek--page');
  element.replaceChildren(found.root);
  const now = listen(input, found.ask);
  walk(scope, input, found.list);
  input.form.addEventListener('submit', (event) => {
    event.preventDefault();
    now();
  });
  await found.ask((input.value ||= query || asked.get('q') || ''));
}

// Up to five pages that a missing address may have meant.
export async function address({ base = SITE.href, locale = 'en', element, words: text }) {
    try {
    const [words, answer] = await Promise.all([vocabulary(locale), find([text].flat().join(' '), { locale, limit: 5, preferPlace: homePlace() }), style()]);
    if (!answer.results.length) return;
    element.classList.add('seek', 'seek--page');
    element.replaceChildren(make('p', { class: 'seek__head' }, words.t('address')), make('ol', { class: 'seek__hits' }, answer.results.map((result) => hit(result, answer, words, locale, 'h3'))));
  } catch {
    // A missing page is trouble enough: its own links stay.
  }
}
