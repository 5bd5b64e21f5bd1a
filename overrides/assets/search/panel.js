/* The search panel, the search page and the missing address. This part is only the shell of the panel, so that a key opens it at once;
   what is found, and every word of the interface, comes after it from results.js. Text reaches the page as text nodes only. */

const SITE = new URL('../../', import.meta.url).href;
const results = import('./results.js');
results.catch(() => {});

// make('p', {class: 'x', onclick: f}, 'text', element)
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

export const style = new Promise((done) => {
  document.head.append(make('link', { rel: 'stylesheet', href: new URL('panel.css', import.meta.url).href, onload: done, onerror: done }));
  setTimeout(done, 2000);
});

// What an entry of the session's history remembers of a search. It stays in this browser, and ends with the tab.
export const kept = () => history.state?.seek;
export const keep = (seek) => history.replaceState({ ...history.state, seek }, '');

let opened;

/* Opens the panel; where it cannot be had, the search page takes over. It adds no entry to the history: Android's back gesture closes a modal
   dialog by itself, and an entry of our own would have to be taken back, scrolling and all, at every Escape. */
export async function open({ base = SITE, locale = 'en', query = '' } = {}) {
  await style;
  opened ||= build(base, locale);
  const { dialog, input, words } = opened;
  if (query) input.value = query;
  if (!dialog.open) dialog.showModal();
  input.focus();
  if (!query) input.select(); // what was just typed must not be typed over
  try {
    await words;
  } catch {
    opened = null;
    const address = new URL(`${locale}/search/`, base);
    if (input.value) address.searchParams.set('q', input.value);
    dialog.remove();
    if (location.pathname !== address.pathname) location.assign(address);
    return;
  }
  opened?.now(query);
}

function build(base, locale) {
  const link = document.querySelector('a[data-search]');
  const name = link?.ariaLabel || '';
  const input = make('input', { class: 'seek__field', type: 'search', name: 'q', 'aria-label': name, autocomplete: 'off', autocapitalize: 'none', enterkeyhint: 'search', maxlength: '200' });
  const close = () => dialog.close();
  const cross = make('button', { type: 'button', class: 'seek__tool', 'aria-label': '×', onclick: close }, '×');
  const form = make('form', { class: 'seek__top', role: 'search', action: new URL(`${locale}/search/`, base).href, method: 'get' }, link?.querySelector('svg')?.cloneNode(true), input,
    make('button', { type: 'submit', class: 'vh', tabindex: '-1', 'aria-label': name }), cross);
  const dialog = make('dialog', { class: 'seek', 'aria-label': name }, form);
  const panel = { dialog, input, now() {} };
  form.addEventListener('submit', (event) => event.preventDefault());
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault(); // or it only empties the field
    close();
  });
  dialog.addEventListener('click', (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener('close', () => { if (kept()) keep(); });
  fit(dialog);
  document.body.append(dialog);
  panel.words = results.then((it) => it.furnish(panel, { base, locale, form, cross, close }));
  return panel;
}

// A keyboard on the screen covers what stands below: the panel takes only what it leaves free.
function fit(dialog) {
  const screen = window.visualViewport;
  const size = () => {
    const isCovered = screen.scale < 1.01 && screen.height < innerHeight - 1;
    for (const [name, value] of [['high', screen.height], ['top', screen.offsetTop]]) {
      if (isCovered) dialog.style.setProperty(`--seek-${name}`, `${value}px`); else dialog.style.removeProperty(`--seek-${name}`);
    }
    dialog.classList.toggle('seek--low', isCovered && screen.height < 300);
  };
  for (const kind of ['resize', 'scroll']) screen?.addEventListener(kind, size);
  if (screen) size();
}

// See results.js.
export const page = async (wishes) => (await results).page({ base: SITE, locale: 'en', ...wishes });
export const address = async (wishes) => (await results).address({ base: SITE, locale: 'en', ...wishes });
