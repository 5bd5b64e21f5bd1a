// The ask page: what ask.js chose, as it stands. Text reaches the page as text nodes only; the question stays in this tab and its address.

import { ask } from './ask.js';

const { locale } = document.documentElement.dataset;
const base = new URL(document.documentElement.dataset.base || './', location).href;
const page = document.getElementById('ask-page'), said = document.getElementById('ask-said');
const field = document.getElementById('search-box'), more = document.querySelector('#ask-more a');
const part = (name) => document.getElementById('ask-' + name);
const words = page.dataset;
const FEW = { word: 5, han: 10 }; // of a passage, at each end of what a link shows marked
const placeOf = () => { try { return localStorage['hub.place'] || ''; } catch { return ''; } };
const day = (date) => new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(date));
const encode = (text) => encodeURIComponent(text).replace(/-/g, '%2D');

// The address at which a browser shows the passage marked: its first and last words, because marks of sources may stand between them.
export function addressOf({ url, anchor, text }) {
  const lines = text.split('\n'), isHan = /[\u3400-\u9fff]/.test(text), wanted = isHan ? FEW.han : FEW.word;
  const end = (line, isLast) => {
    let pieces = globalThis.Intl?.Segmenter ? Array.from(new Intl.Segmenter(locale, { granularity: 'word' }).segment(line), (piece) => piece.segment) : line.split(/(?<=\s)/);
    if (isLast) pieces.reverse();
    while (pieces.length && !/[\p{L}\p{N}]/u.test(pieces[0])) pieces.shift();
    let taken = [], size = 0;
    for (const piece of pieces) {
      if (size >= wanted || (size && /[.。；;：:]/.test(piece))) break;
      taken.push(piece);
      if (/[\p{L}\p{N}]/u.test(piece)) size += isHan ? piece.length : 1;
    }
    while (taken.length && !/[\p{L}\p{N}]/u.test(taken.at(-1))) taken.pop();
    return (isLast ? taken.reverse() : taken).join('').trim();
  };
  const from = end(lines[0], false), to = end(lines.at(-1), true);
  const marked = from && (from === to || !to ? encode(from) : `${encode(from)},${encode(to)}`);
  const [address, hash = ''] = url.split('#');
  return `${address}#${anchor || hash}${marked ? ':~:text=' + marked : ''}`;
}

function figure(passage) {
  const root = part('passage').content.firstElementChild.cloneNode(true);
  const quote = root.querySelector('blockquote'), link = root.querySelector('a'), seal = root.querySelector('.seal');
  const lines = passage.text.split('\n'), items = passage.items || 0;
  const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  quote.lang = link.lang = passage.locale;
  quote.cite = new URL(passage.url, location).href;
  if (passage.heading) quote.append(Object.assign(make('p', passage.heading), { className: 'said__head' }));
  quote.append(...lines.slice(0, lines.length - items).map((line) => make('p', line)));
  if (items) {
    const list = make(passage.is_ordered ? 'ol' : 'ul', '');
    list.append(...lines.slice(-items).map((line) => make('li', line)));
    quote.append(list);
  }
  link.textContent = passage.title;
  link.href = addressOf(passage);
  const code = passage.digest.slice(0, 4).toUpperCase();
  seal.append(code.slice(0, 2), document.createElement('br'), code.slice(2));
  seal.setAttribute('aria-label', words.seal.replace('{code}', code));
  root.querySelector('[data-kind]').textContent = passage.kind;
  root.querySelector('[data-day]').textContent = words.reviewed.replace('{date}', day(passage.reviewed));
  return root;
}

function show(answer, question) {
  const { urgent, passages, nearby, isSure, lines } = answer || { urgent: [], passages: [], nearby: [], lines: [] };
  part('urgent').hidden = !urgent.length;
  part('urgent').querySelector('[data-passages]').replaceChildren(...urgent.map(figure));
  for (const line of part('urgent').querySelectorAll('[data-line]')) line.hidden = !lines.some((kind) => line.dataset.line === `${kind}-${placeOf()}`);
  part('passages').hidden = !passages.length;
  part('passages').querySelector('[data-passages]').replaceChildren(...passages.map(figure));
  part('none').hidden = !question || isSure || !answer || urgent.length > 0;
  part('nearby').hidden = !nearby.length;
  part('nearby').querySelector('ul').replaceChildren(...nearby.map((one) => {
    const row = document.createElement('li'), link = Object.assign(document.createElement('a'), { href: one.url, textContent: one.title, lang: one.locale });
    row.append(link, ' ', Object.assign(document.createElement('small'), { textContent: one.kind }));
    return row;
  }));
  part('more').hidden = !question;
  const address = new URL(more.href);
  address.searchParams.set('q', question);
  more.href = address.href;
}

let turn = 0, last = null;
async function run(question) {
  const mine = ++turn, place = placeOf();
  const address = new URL(location.href);
  question ? address.searchParams.set('q', question) : address.searchParams.delete('q');
  history.replaceState(history.state, '', address);
  last = question;
  if (!question) {
    said.textContent = '';
    return show(null, '');
  }
  said.className = 'asking__said';
  said.textContent = words.loading;
  page.setAttribute('aria-busy', 'true');
  let answer = null;
  try {
    answer = await ask(question, { locale, place });
  } catch { /* told below */ }
  if (mine !== turn) return;
  page.removeAttribute('aria-busy');
  show(answer, question);
  if (answer) said.className = 'vh'; // what it says then can be seen below
  const count = answer ? answer.urgent.length + answer.passages.length : 0;
  said.textContent = !answer ? words.failed : !count ? document.getElementById('ask-none-title').textContent : count === 1 ? words.foundOne : words.found.replace('{count}', count);
}

field.form.addEventListener('submit', (event) => {
  event.preventDefault();
  run(field.value.trim());
});
// After the place was chosen and kept by hub.js.
addEventListener('change', ({ target }) => { if (target.matches('[data-place-select]') && last) setTimeout(() => run(last)); });
addEventListener('pageshow', ({ persisted }) => { if (!persisted) run((field.value = new URLSearchParams(location.search).get('q') || '').trim()); });
