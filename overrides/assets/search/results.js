/* What a search found, as a reader meets it: below the field of the panel, on the search page, on the page of a missing address.

   Field and results are a combobox with a grid (ARIA Authoring Practices): focus stays in the field, the arrow keys move an active row, Enter opens
   it. A grid and not a listbox, because an option hides what is inside of it: its link would be no link to a screen reader, its title no heading,
   and the short answer could not be read line by line. In a cell all three stay what they are, and axe agrees. */

import { keep, kept, make, style } from './panel.js';
import { find, tables, warm } from './search.js';

const WAIT = 140; // ms without a key before a search begins
const SETTLED = 400; // ms without a key before results are announced and their passages looked up
const HURRY = 250; // ms that Enter waits for the passage of its result
const STEP = 10; // results at a time
const LED = 5; // results that lead to a passage
const NONE = { type: '', topic: '', audience: '', place: '' };

// fill('Also {words}.', [b]) as nodes.
function fill(sentence, nodes) {
  const [before, after] = sentence.split(/\{\w+\}/);
  return [before, ...nodes, after];
}

const homePlace = () => { try { return localStorage['hub.place'] || ''; } catch { return ''; } };

async function vocabulary(locale) {
  const table = await tables(locale);
  const t = (key, values = {}) => (table.strings['search_' + key] || key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const simpler = new Map(table.letters.length ? Array.from(table.letters[0], (letter, at) => [letter, Array.from(table.letters[1])[at]]) : []);
  return {
    t,
    simple: (text) => Array.from(text.toLowerCase(), (letter) => simpler.get(letter) || letter).join(''),
    names: {
      type: new Map(table.types.map((id) => [id, table.strings['type_' + id]])), topic: new Map(table.topics),
      audience: new Map([['consumer', t('audience_consumer')], ['adviser', t('audience_adviser')]]), place: new Map(table.places),
    },
  };
}

function bold(words, t) {
  return words.flatMap((word, at) => [at ? t(at === words.length - 1 ? 'and' : 'comma') : '', make('b', {}, word)]);
}

const marks = (pieces) => pieces.map(([text, isFound]) => (isFound ? make('mark', {}, text) : text));

// The words of the question that a page has, but neither its title nor what is shown of it.
function unseen({ why, title, excerpt }, { marked }, simple) {
  const shown = `${title} ${excerpt}`, seen = simple(shown);
  const lit = marked(shown).filter(([, isFound]) => isFound).map(([text]) => text.toLowerCase());
  return (why || []).filter((word) => {
    const begins = word.toLowerCase().slice(0, Math.max(4, word.length - 3));
    return !seen.includes(simple(word)) && !(/[a-z]/i.test(word) && lit.some((piece) => piece.startsWith(begins)));
  }).slice(0, 4);
}

let made = 0;

// Kind, title and text of a result, with ids by which its row is named and described.
function hit(result, answer, { names, t, simple }, locale, level) {
  const id = `seek-${++made}`;
  const day = result.reviewed && new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(result.reviewed));
  const why = unseen(result, answer, simple);
  const kind = result.type === 'topic' ? t('topic') : names.type.get(result.type) || '';
  return { id, parts: [
    make('p', { class: 'seek__kind', id: `${id}-kind` }, make('b', {}, kind), result.type !== 'topic' && make('span', {}, names.topic.get(result.topic) || ''), day && make('span', { class: 'seek__day' }, t('reviewed', { date: day }))),
    make(level, { class: 'seek__title', lang: result.locale, id: `${id}-title` }, make('a', { href: result.url }, marks(answer.marked(result.title)))),
    make('div', { id: `${id}-text` }, make('p', { class: 'seek__text', lang: result.locale }, marks(answer.marked(result.excerpt || ''))), why.length > 0 && make('p', { class: 'seek__why' }, fill(t('why'), bold(why, t)))),
  ] };
}

function row(result, ...more) {
  const { id, parts } = hit(result, ...more);
  return make('div', { class: 'seek__hit', role: 'row' },
    make('div', { role: 'gridcell', id, 'aria-selected': 'false', 'aria-labelledby': `${id}-title ${id}-kind`, 'aria-describedby': `${id}-text` }, parts));
}

function topicLinks(base, locale, { names, t }) {
  const rows = [...names.topic].map(([id, name]) => make('li', {}, make('a', { href: new URL(`${locale}/topics/${id}/`, base).href }, name)));
  return rows.length ? [make('p', { class: 'seek__head' }, t('topics')), make('ul', { class: 'seek__topics' }, rows)] : [];
}

/* Everything that belongs to a field. `scroller` is what scrolls the results; seen(query, filters) is told what is shown; left() that a link
   leads to a place on this very page. */
function results({ base, locale, words, field, scroller, seen = () => {}, left = () => {} }) {
  const { t, names } = words;
  const said = make('p', { class: 'vh', role: 'status' });
  const also = make('div', { class: 'seek__also' });
  const chips = make('div', { class: 'seek__chips', role: 'group', 'aria-label': t('narrow'), hidden: true });
  const list = make('div', { class: 'seek__hits', role: 'grid', id: `seek-${++made}`, 'aria-label': t('results'), hidden: true });
  const rest = make('div');
  const body = make('div', { class: 'seek__body' }, said, also, list, rest);
  const button = (key, onclick) => make('button', { type: 'button', class: 'seek__more btn btn--plain', onclick }, t(key));
  const filters = { ...NONE };
  let query = null, limit = STEP, turn = 0, shown = null, answer = null, active = null, settling = 0, more = null;

  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-haspopup': 'grid', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) field.setAttribute(name, value);

  function activate(next, isSeen = true) {
    active?.firstChild.setAttribute('aria-selected', 'false');
    active = next || null;
    if (!active) return field.removeAttribute('aria-activedescendant');
    active.firstChild.setAttribute('aria-selected', 'true');
    field.setAttribute('aria-activedescendant', active.firstChild.id);
    if (!isSeen) return;
    if (active === list.firstChild && scroller !== document.scrollingElement) scroller.scrollTop = 0;
    else active.scrollIntoView({ block: 'nearest' });
  }

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
    const select = (kind) => counts[kind] && make('select', { class: 'seek__chip', 'aria-label': t(kind), 'data-choice': kind, 'data-chosen': Boolean(filters[kind]), onchange: (event) => choose(kind, event.target.value) },
      make('option', { value: '', selected: !filters[kind] }, t(kind + '_any')),
      [...names[kind]].filter(([id]) => counts[kind][id] > 0 || id === filters[kind]).map(([id, name]) => make('option', { value: id, selected: id === filters[kind] }, `${name} (${counts[kind][id] ?? 0})`)));
    chips.replaceChildren(...[choice('', t('all')), ...[...names.type].map(([id, name]) => choice(id, name)), select('topic'), select('audience'), select('place')].filter(Boolean));
    if (focused !== undefined) [...chips.children].find((one) => one.dataset.choice === focused)?.focus();
  }
  function clear() {
    for (const part of [also, list, rest]) part.replaceChildren();
    activate();
    more = null;
    list.hidden = chips.hidden = also.hidden = true;
    field.setAttribute('aria-expanded', 'false');
  }
  function fillList(level = 'h2') {
    list.replaceChildren(...answer.results.map((result) => row(result, answer, words, locale, level)));
    list.hidden = !answer.results.length;
    list.classList.toggle('seek__hits--near', Boolean(answer.nearest));
    field.setAttribute('aria-expanded', String(!list.hidden));
  }
  function show(found) {
    const isNearest = Boolean(found.nearest) || !found.results.length;
    clear();
    answer = found;
    shown = answer.query;
    if (isNearest) showNearest();
    else {
      const isOther = answer.locale !== locale;
      const note = isOther ? fill(t('other_language'), bold([new Intl.DisplayNames(locale, { type: 'language' }).of(answer.locale)], t))
        : answer.corrected.length ? fill(t('corrected'), bold(answer.corrected.slice(0, 4), t))
          : answer.also.length ? fill(t('also'), bold(answer.also.slice(0, 4), t)) : [];
      also.replaceChildren(...note);
      also.hidden = !note.length;
      chips.hidden = isOther;
      if (!isOther) narrowing(answer);
      fillList();
      if (answer.total > answer.results.length) rest.append((more = button('more', () => enlarge())));
    }
    settle();
  }
  // Nothing answers it. What stands nearest is shown as that, and never counted as a result.
  function showNearest() {
    const isNarrowed = Object.values(filters).some(Boolean);
    const none = make('p', { class: 'seek__none' }, t(isNarrowed ? 'none_filtered' : 'none', { query: answer.query }));
    also.hidden = false;
    also.replaceChildren(none);
    if (isNarrowed) return rest.append(button('clear', () => { Object.assign(filters, NONE); field.focus(); run(); }));
    if (!answer.results.length) return rest.append(make('p', {}, t('none_help')), ...topicLinks(base, locale, words));
    also.append(make('p', { class: 'seek__head' }, t('nearest')));
    fillList();
  }
  function announce() {
    const [first] = answer.results;
    const none = also.querySelector('.seek__none');
    said.textContent = none ? [none, also.querySelector('.seek__head')].map((one) => one?.textContent).filter(Boolean).join(' ')
      : [answer.total === 1 ? t('count_one') : t('count', { count: answer.total }), t('first', { title: first.title })].join(' ');
  }
  // Results that have stood a while are announced, and lead to their passages. Not before: a reader who types is not interrupted, the network neither.
  function settle() {
    clearTimeout(settling);
    settling = setTimeout(() => {
      if (!answer || shown !== query) return;
      announce();
      for (const one of [...list.children].slice(0, LED)) lead(one);
    }, SETTLED);
  }
  async function lead(one) {
    const result = answer?.results[[...list.children].indexOf(one)], { marked } = answer || {};
    const link = one?.querySelector('a');
    if (!result || result.type === 'topic' || link.dataset.led === '') return;
    link.dataset.led = '';
    try {
      const { passageAddress } = await import('./passages.js');
      link.href = await passageAddress(result, marked);
    } catch { /* the page itself is right, too */ }
  }

  async function run() {
    const mine = ++turn;
    clearTimeout(settling);
    if (!query) {
      shown = '';
      answer = null;
      said.textContent = '';
      clear();
      rest.append(make('p', { class: 'seek__start' }, t('start')), ...topicLinks(base, locale, words));
      return seen('', filters);
    }
    body.setAttribute('aria-busy', 'true');
    const slow = setTimeout(() => mine === turn && (said.textContent = t('loading')), 600);
    try {
      const found = await find(query, { locale, limit, filters, preferPlace: homePlace() });
      if (mine === turn) show(found);
    } catch {
      if (mine === turn) {
        query = answer = null; // so that the same question may be asked again
        clear();
        also.hidden = false;
        also.append(make('p', { class: 'seek__none' }, t('failed')));
        rest.append(...topicLinks(base, locale, words));
        said.textContent = t('failed');
      }
    }
    clearTimeout(slow);
    if (mine !== turn) return;
    body.removeAttribute('aria-busy');
    seen(query, filters);
  }
  const ask = (text) => {
    const next = text.trim();
    if (next === query) return answer && settle();
    query = next;
    limit = STEP;
    return run();
  };
  // Ten more. The first of them takes the focus of the button, or becomes active.
  async function enlarge(isActive) {
    const from = list.children.length;
    limit += STEP;
    await run();
    const next = list.children[from];
    if (isActive) activate(next); else next?.querySelector('a').focus();
  }

  async function follow(one, isAside) {
    const link = one.querySelector('a');
    await Promise.race([lead(one), new Promise((done) => { setTimeout(done, HURRY); })]);
    if (isAside) window.open(link.href, '_blank', 'noopener'); else link.click();
  }
  const rowOf = (target) => target.closest?.('.seek__hit');
  function onKey(event) {
    const { key, target } = event, inRow = list.contains(target);
    if (event.isComposing || event.keyCode === 229 || event.altKey || !(target === field || inRow)) return;
    const isHeld = event.ctrlKey || event.metaKey;
    if ((key === 'ArrowDown' || key === 'ArrowUp') && !isHeld && !event.shiftKey) {
      const rows = [...list.children], at = rows.indexOf(inRow ? rowOf(target) : active), next = at + (key === 'ArrowDown' ? 1 : -1);
      if (!rows.length || (at < 0 && key === 'ArrowUp')) return;
      event.preventDefault();
      if (inRow) field.focus({ preventScroll: true });
      if (next < rows.length) activate(rows[next]); // above the first stands the field
      else if (more) enlarge(true);
    } else if (key === 'Enter' && target === field) {
      event.preventDefault();
      const isCurrent = shown === field.value.trim() && !list.hidden;
      if (active && isCurrent) follow(active, isHeld);
      else onEnter(isCurrent, isHeld);
    } else if (key === 'Escape' && active && scroller === document.scrollingElement) {
      event.preventDefault(); // the question stays
      activate();
    }
  }
  // Enter without an active row. A phone's own key puts its keyboard away, so that the results can be seen.
  function onEnter(isCurrent, isHeld) {
    if (matchMedia('(pointer: coarse)').matches) field.blur();
    else if (isCurrent && !answer.nearest && scroller !== document.scrollingElement) return follow(list.firstChild, isHeld);
    now();
  }
  function onClick(event) {
    const link = event.target.closest('a');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = new URL(link.href), one = rowOf(link);
    if (to.pathname === location.pathname && to.search === location.search && to.origin === location.origin) return setTimeout(left);
    activate(one, false);
    keep({ query: query || '', filters, limit, active: [...list.children].indexOf(one), top: scroller.scrollTop });
  }
  body.addEventListener('click', onClick);
  list.addEventListener('pointerdown', ({ target }) => { if (answer) lead(rowOf(target)); });

  // Searches while one types, but not in the middle of a Han syllable.
  let waiting = 0, isComposing = false;
  const now = () => {
    clearTimeout(waiting);
    return ask(field.value);
  };
  const soon = () => {
    clearTimeout(waiting);
    clearTimeout(settling);
    activate();
    if (!isComposing) waiting = setTimeout(now, WAIT);
  };
  field.addEventListener('compositionstart', () => { isComposing = true; });
  field.addEventListener('compositionend', () => { isComposing = false; soon(); });
  field.addEventListener('input', soon);

  // As it was left: question, choices, number of results, the active one, and how far it was scrolled.
  async function restore(seek) {
    for (const kind of Object.keys(NONE)) filters[kind] = names[kind].has(seek.filters?.[kind]) ? seek.filters[kind] : '';
    field.value = query = String(seek.query ?? '');
    limit = Math.min(100, Math.max(STEP, Number(seek.limit) || STEP));
    await run();
    activate(list.children[seek.active], false);
    scroller.scrollTop = Number(seek.top) || 0;
  }
  return { body, chips, filters, now, onKey, restore };
}

// The panel that panel.js has opened gets its words and what is below the field. Gives the panel, complete.
export async function furnish(panel, { base, locale, form, cross, close }) {
  const { dialog, input } = panel;
  const words = await vocabulary(locale), { t } = words;
  warm(locale);
  for (const element of [dialog, input]) element.setAttribute('aria-label', t('label'));
  form.querySelector('[type=submit]').setAttribute('aria-label', t('submit'));
  cross.setAttribute('aria-label', t('close'));
  input.placeholder = t('placeholder');
  const scroller = make('div', { class: 'seek__scroll' });
  const found = results({ base, locale, words, field: input, scroller, left: close });
  scroller.append(found.body);
  const keys = [['↑', '↓', 'move'], ['Enter', 'open'], [/Mac|iP/.test(navigator.platform) ? '⌘ Enter' : 'Ctrl Enter', 'aside'], ['Esc', 'exit']];
  const hints = keys.map((line) => make('span', {}, line.slice(0, -1).map((key) => make('kbd', {}, key)), ' ', t(line.at(-1))));
  dialog.append(found.chips, scroller, make('p', { class: 'seek__keys', 'aria-hidden': 'true' }, hints));
  dialog.addEventListener('keydown', found.onKey);
  panel.now = (query) => (kept() && !query && !input.value ? found.restore(kept()) : found.now());
}

// The search page: uses its form, keeps question and choices in its address.
export async function page({ base, locale, element, query }) {
  const scope = element.closest('main');
  const input = scope.querySelector('[name=q]');
  const [words] = await Promise.all([vocabulary(locale), style]);
  warm(locale);
  const asked = new URLSearchParams(location.search);
  const seen = (text, filters) => {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries({ q: text, ...filters })) value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
    history.replaceState(history.state, '', url);
  };
  const found = results({ base, locale, words, field: input, scroller: document.scrollingElement, seen });
  for (const name of Object.keys(found.filters)) if (words.names[name].has(asked.get(name))) found.filters[name] = asked.get(name);
  element.classList.add('seek', 'seek--page');
  element.replaceChildren(found.chips, found.body);
  scope.addEventListener('keydown', found.onKey);
  input.form.addEventListener('submit', (event) => {
    event.preventDefault();
    found.now();
  });
  const text = (input.value ||= query || asked.get('q') || '');
  if (kept()?.query && kept().query === text.trim()) await found.restore(kept());
  else await found.now();
}

// Up to five pages that a missing address may have meant.
export async function address({ base, locale, element, words: text }) {
  try {
    const [words, answer] = await Promise.all([vocabulary(locale), find([text].flat().join(' '), { locale, limit: 5, preferPlace: homePlace() }), style]);
    if (!answer.results.length || answer.nearest) return;
    element.classList.add('seek', 'seek--page');
    element.replaceChildren(make('p', { class: 'seek__head' }, words.t('address')), make('ol', { class: 'seek__hits' }, answer.results.map((result) => make('li', { class: 'seek__hit' }, hit(result, answer, words, locale, 'h3').parts))));
  } catch {
    // A missing page is trouble enough: its own links stay.
  }
}
