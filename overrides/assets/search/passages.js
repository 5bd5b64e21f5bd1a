/* Where on its page a result stands. The link of a result gets a text fragment (`#anchor:~:text=first words,last words`): the browser scrolls to the
   passage and lights it up, without a script on that page, and the approved words stay untouched, as they would not by putting <mark>s into them.
   A browser without text fragments goes to the anchor. */

const SHORT = 8, WHOLE = 48; // a passage of up to so many words and letters is named whole
const FEWEST = 4; // words that begin and end a longer one; more when they stand in two places

const HERE = new URL('./', import.meta.url);
const HAN = /[\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]/u;
const encoded = (text) => encodeURIComponent(text).replace(/-/g, '%2D');

// Its words with what stands between them: [{segment, isWordLike}]. Browsers find a fragment only at the borders of words, in Chinese too.
function cut(text, locale) {
  return Intl.Segmenter ? [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)] : [];
}

// The first or the last `most` words of a line, without the marks around them.
function edge(parts, most, isLast) {
  const words = parts.flatMap((part, at) => (part.isWordLike ? [at] : []));
  const some = isLast ? words.slice(-most) : words.slice(0, most);
  return some.length ? parts.slice(some[0], some.at(-1) + 1).map((part) => part.segment).join('') : '';
}

const times = (all, text) => all.split(text).length - 1;

/* The directive for a passage, 'text=…' percent-encoded, or ''. `all` is every text of its page that is known: what begins the passage must begin
   nothing else there; where that cannot be known, the passage is named whole. Lines of a passage (an introduction and its list) are different blocks
   of the page: no term reaches over their border. */
export function directive(text, all, locale, isWhole = false) {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  if (!lines.length) return '';
  const first = cut(lines[0], locale), last = cut(lines.at(-1), locale);
  const count = first.filter((part) => part.isWordLike).length, trailing = last.filter((part) => part.isWordLike).length;
  if (!count || !trailing) return '';
  if (lines.length === 1 && (isWhole || count <= SHORT || text.length <= (HAN.test(text) ? WHOLE / 3 : WHOLE))) return `text=${encoded(edge(first, count))}`;
  let few = FEWEST, start, end;
  const most = lines.length > 1 ? count : count >> 1;
  do start = edge(first, few, false); while (times(all, start) > 1 && ++few <= most);
  few = Math.min(FEWEST, lines.length > 1 ? trailing : trailing >> 1);
  do end = edge(last, few, true); while (times(text, end) > 1 && ++few <= trailing);
  return `text=${encoded(start)},${encoded(end)}`;
}

// How much of the question a text has: its different words, or pairs of Han letters. `marked` is that of find().
function covers(text, marked) {
  const found = new Set();
  for (const [piece, isFound] of marked(text)) {
    if (!isFound) continue;
    if (HAN.test(piece)) Array.from(piece).forEach((letter, at, all) => { if (at) found.add(all[at - 1] + letter); });
    else found.add(piece.toLowerCase().slice(0, 5));
  }
  return found.size;
}

// The passage that covers most of the question; of several, the first. None when none has a word of it.
export function choose(passages, marked) {
  let best = null, most = 0;
  for (const passage of passages) {
    const much = covers(`${passage.heading || ''} ${passage.text}`, marked);
    if (much > most) [best, most] = [passage, much];
  }
  return best;
}

const loaded = new Map();

function load(path) {
  if (!loaded.has(path)) {
    loaded.set(path, fetch(new URL(path, HERE)).then((response) => (response.ok ? response.json() : Promise.reject(new Error(path)))));
    loaded.get(path).catch(() => {}); // not asked for again: where there is none now, there is none
  }
  return loaded.get(path);
}

// The address of the passage of a result of find() that answers best. Rejects where no passages are known.
export async function passageAddress({ url, locale, title, excerpt }, marked) {
  const page = new URL(url, HERE), site = new URL('../../', HERE).pathname;
  const id = (page.pathname.slice(site.length + locale.length + 1).replace(/\/$/, '') || 'index') + page.hash.replace('#', '/');
  const { passages } = await load(`${locale}/passages/${id}.json`);
  const passage = choose(passages, marked);
  if (!passage) return page.href;
  const known = new Set([title, excerpt, ...passages.flatMap((one) => [one.heading, one.text])]);
  const isAmongOthers = Boolean(page.hash); // a term: the glossary holds all the others, too
  const text = directive(passage.text, [...known].join('\n'), locale, isAmongOthers);
  return page.href.replace(/#.*/, '') + '#' + (passage.anchor || page.hash.slice(1)) + (text && `:~:${text}`);
}
