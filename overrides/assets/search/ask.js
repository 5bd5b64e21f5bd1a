/* A question gets passages of reviewed items, word for word, or none. Nothing here writes a sentence: a passage is shown as it stands in a file that
   the build made of the released item (hooks/hub/outputs/passages.py), or not at all. Nothing typed leaves the browser. */

import { SITE, find, tables } from './search.js';

const HERE = new URL('./', import.meta.url);
const LONGEST = 1000; // letters that are looked at for urgent words
const ASKED = 8; // results whose passages are read
const MOST = 3; // passages
const OF_ONE = 2; // passages of one item
const HAN = /[\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]+/gu;
const GAP = { en: 24, zh: 8 }; // letters between two parts of an urgent phrase
const isHan = (locale) => locale.startsWith('zh');

const kept = new Map();
async function read(path) {
  if (!kept.has(path)) {
    kept.set(path, fetch(new URL(path, HERE)).then((response) => (response.ok ? response.json() : null)));
    kept.get(path).catch(() => kept.delete(path));
  }
  return kept.get(path);
}

// The item that an address shows: 'faq/motor/total-loss'; of a term 'glossary/excess'.
export function itemOf(url, locale) {
  const path = new URL(url, SITE).href.slice(SITE.href.length + locale.length + 1);
  return path.replace('#', '').replace(/\/$/, '') || 'index';
}

export const passagesOf = (locale, item) => read(`${locale}/passages/${item}.json`);

// --- units: what a question asks for, word by word, or of Han text pair by pair -------------------------------------------------------------------------

const unitsOf = async (locale) => {
  const words = await tables(locale);
  const letters = new Map();
  if (words.letters.length) [...words.letters[0]].forEach((letter, at) => letters.set(letter, words.letters[1][at]));
  const fold = (text) => Array.from(text.normalize('NFKC').toLowerCase(), (letter) => letters.get(letter) || letter).join('');
  const stop = words.stop.map(fold).sort((a, b) => b.length - a.length);
  const isStop = new Set(stop);
  const stops = new RegExp(stop.map((word) => word.replace(/[^\p{L}\p{N}]/gu, '')).filter(Boolean).join('|') || '^$', 'g');
  return (text) => {
    const plain = fold(text);
    const units = new Set();
    for (const word of plain.replace(/[’']s\b|[’']/g, '').match(/[a-z0-9]+/g) || []) if (!isStop.has(word)) units.add(stem(word));
    if (isHan(locale)) {
      for (const run of plain.replace(stops, ' ').match(HAN) || []) {
        const row = Array.from(run);
        if (row.length === 1) units.add(run);
        for (let at = 1; at < row.length; at++) units.add(row[at - 1] + row[at]);
      }
    }
    return units;
  };
};

const stem = (word) => (word.length < 4 ? word : word.replace(/(?:ies|ying|ied)$/, 'y').replace(/(?:ing|ed|es|s|e)$/, '').replace(/(.)\1$/, '$1'));

export async function evidence(question, { locale, place = '' }) {
  const [answer, units, table] = await Promise.all([find(question, { locale, limit: ASKED, preferPlace: place }), unitsOf(locale), tables(locale)]);
  const asked = units(question);
  const rows = await Promise.all(answer.results.map(async (result) => {
    const item = itemOf(result.url, result.locale);
    const file = await passagesOf(result.locale, item);
    if (!file) return null;
    const share = (one, other) => { let n = 0; for (const unit of one) if (other.has(unit)) n++; return one.size ? n / one.size : 0; };
    const names = file.names.map(units);
    const all = units([...file.names, ...file.passages.flatMap((one) => [one.heading, one.text])].join(' \n '));
    const like = Math.max(...names.map((name) => { let n = 0; for (const unit of name) if (asked.has(unit)) n++; return n / Math.sqrt(name.size * asked.size || 1); }));
    const contain = Math.max(...names.map((name) => share(name, asked)));
    const cover = Math.max(...file.passages.map((one) => share(asked, units(one.heading + ' \n ' + one.text + ' \n ' + file.title))));
    return { item, score: result.score, coverage: result.coverage, like, contain, page: share(asked, all), cover, locale: result.locale };
  }));
  return { asked: [...asked], corrected: answer.corrected, also: answer.also, total: answer.total, rows: rows.filter(Boolean) };
}
