// What a page gains from a script. Without it every page still works.
const root = document.documentElement;
const { locale } = root.dataset;
const base = new URL(root.dataset.base || './', location).href;
const all = (selector) => [...document.querySelectorAll(selector)];
const say = document.getElementById('say');
const keep = (key, value) => { try { localStorage[key] = value; } catch { /* it holds for this page */ } };

// Colours: the device's or the reader's.
const bars = all('meta[name=theme-color]');
const [light, dark] = bars.map((bar) => bar.content);
function colour(theme) {
  root.dataset.theme = theme;
  bars[0].content = theme === 'dark' ? dark : light;
  bars[1].content = theme === 'light' ? light : dark;
  for (const button of all('[data-theme-choice]')) button.ariaPressed = button.dataset.themeChoice === theme;
}
colour(root.dataset.theme || '');

// The reader's place: its rows and contacts come first, with a word that says so.
const rows = all('[data-place]');
function put(place) {
  for (const select of all('[data-place-select]')) select.value = place;
  for (const mark of all('.mine')) mark.remove();
  for (const row of rows) row.parentNode.append(row);
  for (const row of rows.filter((each) => each.classList.toggle('is-mine', each.dataset.place === place))) {
    row.parentNode.prepend(row);
    row.open = true;
    const mark = Object.assign(document.createElement('span'), { className: 'mine', textContent: say.dataset.mine });
    row.querySelector('th, summary')?.append(' ', mark);
  }
}
try { if (rows[0] || document.querySelector('[data-place-select]')) put(localStorage['hub.place'] || ''); } catch { /* none kept */ }
addEventListener('change', ({ target }) => {
  if (target.matches('[data-place-select]')) { keep('hub.place', target.value); put(target.value); }
});

// The glossary: one box for all words. Hover, focus or a first tap opens it; a second tap follows the link.
const tip = Object.assign(document.createElement('div'), { id: 'tip', popover: 'manual', role: 'tooltip' });
const termOf = ({ target }) => target.closest?.('.term');
let term, timer, tapped;
function show(word) {
  clearTimeout(timer);
  if (word === term) return;
  term?.removeAttribute('aria-describedby');
  term = word;
  if (!word) { tip.hidePopover(); return; }
  const name = document.createElement('b');
  name.textContent = word.dataset.term;
  tip.replaceChildren(name, word.dataset.definition);
  word.setAttribute('aria-describedby', 'tip');
  tip.showPopover();
  place();
}
function place() {
  const [at] = term.getClientRects(), box = tip.getBoundingClientRect();
  const below = at.bottom + 8, left = Math.min(at.left, root.clientWidth - box.width - 16);
  tip.style.left = `${Math.max(16, left)}px`;
  tip.style.top = `${below + box.height > innerHeight ? Math.max(8, at.top - box.height - 8) : below}px`;
}
if (tip.showPopover && document.querySelector('.term')) {
  document.body.append(tip);
  const late = (word) => { clearTimeout(timer); timer = setTimeout(show, 200, word); };
  addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    if (tip.contains(event.target)) clearTimeout(timer); else late(termOf(event) || (document.activeElement === term ? term : null));
  });
  addEventListener('focusin', (event) => show(termOf(event)));
  addEventListener('pointerdown', (event) => { tapped = event.pointerType === 'touch' && termOf(event) !== term; });
  // The scrolling by which focus brings a word into sight must not close its box again.
  addEventListener('scroll', () => {
    if (!term) return;
    const at = term.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) show(); else place();
  }, { passive: true });
}

// Copying: exactly the text of the block; where the clipboard is closed, it is selected instead.
let pause, restore = () => {};
async function copy(button) {
  clearTimeout(pause);
  restore();
  const block = button.closest('.net').querySelector('.net__text'), words = button.innerHTML;
  let done = say.dataset.copied;
  try { await navigator.clipboard.writeText(block.textContent); } catch { getSelection().selectAllChildren(block); done = say.dataset.select; }
  say.textContent = button.textContent = done;
  restore = () => { button.innerHTML = words; say.textContent = ''; };
  pause = setTimeout(restore, 2000);
}

// Search is fetched when a reader turns to it. Where that fails, its link or form leads to the search page.
const panel = () => import(`${base}assets/search/panel.js`);
const find = (from, query = '') => panel().then((it) => it.open({ base, locale, query })).catch(() => { if (from?.submit) from.submit(); else if (from) location = from.href; });
const typed = ({ target, isComposing }) => {
  if (!isComposing && target.value && target.closest('form[data-search]')) find(null, target.value);
};
for (const kind of ['focusin', 'pointerdown']) addEventListener(kind, ({ target }) => { if (target.closest?.('[data-search]')) panel().catch(() => {}); });
addEventListener('input', typed);
addEventListener('compositionend', typed);
addEventListener('submit', (event) => {
  if (event.target.matches('[data-search]')) { event.preventDefault(); find(event.target, event.target.q.value); }
});

addEventListener('click', (event) => {
  const { target } = event, word = termOf(event);
  const at = target.closest?.('[data-search], [data-copy], [data-theme-choice]');
  for (const menu of all('.menu[open]')) if (!menu.contains(target)) menu.open = false;
  if (word && tapped) { event.preventDefault(); show(word); } else if (!word && !tip.contains(target)) show();
  if (!at || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { copy: block, themeChoice } = at.dataset;
  if (block === '') copy(at);
  else if (themeChoice !== undefined) { keep('hub.theme', themeChoice); colour(themeChoice); }
  else { event.preventDefault(); find(at, at.q?.value); }
});
addEventListener('keydown', (event) => {
  const { key, target } = event, held = event.ctrlKey || event.metaKey;
  if (key === 'Escape') { show(); for (const menu of all('.menu[open]')) { menu.open = false; menu.firstElementChild.focus(); } }
  if (held ? key === 'k' : key === '/' && !event.altKey && !target.closest?.('input, textarea, select')) {
    event.preventDefault();
    const box = document.getElementById('search-box');
    if (box) box.focus(); else find();
  }
});

// The search page; and the page for a lost address, which searches for that address's words.
const page = document.getElementById('search-page');
if (page) {
  const query = new URLSearchParams(location.search).get('q') || '';
  document.getElementById('search-box').value = query;
  panel().then((it) => it.page({ base, locale, element: page, query }));
} else if (history.state?.seek) find(); // back from a result
const lost = all('[data-search-address]');
if (lost[0]) {
  let path = location.pathname.slice(new URL(base).pathname.length);
  try { path = decodeURIComponent(path); } catch { /* as it stands */ }
  const tongues = [path.split('/')[0], ...navigator.languages.map((tag) => tag.replace(/^zh(-cn|-sg|-hans.*)?$/i, 'zh-Hans').replace(/^zh-(?!Hans).*/, 'zh-Hant').slice(0, 7)), 'en'];
  const element = tongues.map((tag) => lost.find((block) => tag.startsWith(block.lang))).find(Boolean);
  const block = element.parentNode, words = path.replace(/^(en|zh-han.)\/|\b(articles|faq|posts|guides|topics)\/|\.\w+$|\d+/gi, '').split(/[\s/_+-]+/).filter(Boolean);
  block.parentNode.prepend(block);
  if (words[0]) panel().then((it) => it.address({ base, locale: element.lang, element, words }));
}

// What was opened can be read again without a connection: sw.js. A preview has no such thing, and takes a leftover one away.
const workers = navigator.serviceWorker, note = document.getElementById('kept');
note?.append(...note.childNodes); // said aloud
if (workers) addEventListener('load', () => setTimeout(async () => {
  try {
    if ('kept' in root.dataset && localStorage['hub.offline'] !== 'no') return await workers.register(`${base}sw.js`);
    const old = await workers.getRegistration(base);
    if (old?.scope === base) await old.unregister();
  } catch { /* the page does without */ }
}, 1500));
