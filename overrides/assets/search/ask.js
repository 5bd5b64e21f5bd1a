/* A question gets passages of reviewed items, word for word, or none. Nothing here writes a sentence: a passage is shown as it stands in a file that
   the build made of the released item (hooks/hub/outputs/passages.py), or not at all. Nothing typed leaves the browser. */

import { SITE, find, tables } from './search.js';

const HERE = new URL('./', import.meta.url);
const LONGEST = 1000; // letters in which urgent words are looked for
const READ = 6; // results whose passages are read
const MOST = 3; // passages, at most two of one item
const URGENT = 2; // items
const GAP = { latin: 24, han: 8 }; // letters between two parts of an urgent phrase
const HAN = /[\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]+/gu;
const COMMON = 0.4; // what a word on nearly every page weighs, and a single letter
const NEARBY = 0.3; // the least share of the question that a page must have to be named when nothing is sure
const EXACT = 0.95; // a name so like the question is the question
const NAME_FIRST = 0.5; // of a passage's merit, what lies in a short answer
/* How sure it is that a page answers, as the log of the odds: fitted to the half of tests/search/questions that may be used for tuning, against questions
   about other things (tests/search/off-topic.jsonl, the same half; November 2026). like: of the page's likest name; page and cover: shares of the question
   that the page has, here and by search.js; insurance: words of insurance, up to four; unknown: share of words that occur nowhere on the site. */
const ODDS = { base: -7.5, like: 2.8, page: 4.9, cover: 0.8, insurance: 1.9, unknown: -2.6, length: 2.2, both: -1.4 };
const SURE = 0, ALSO = 1; // the least odds; how much less another page may have than the best

const once = (make) => {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) {
      kept.set(key, make(key));
      kept.get(key).catch(() => kept.delete(key));
    }
    return kept.get(key);
  };
};
const read = once(async (path) => {
  const response = await fetch(new URL(path, HERE));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(response.url);
  return response.json();
});

// 'faq/motor/total-loss' of the address of an item; of a term 'glossary/excess'.
function itemOf(url, locale) {
  const path = new URL(url, SITE).href.slice(SITE.href.length + locale.length + 1);
  return path.replace('#', '').replace(/\/$/, '') || 'index';
}

const stem = (word) => (word.length < 4 ? word : word.replace(/(?:ies|ying|ied)$/, 'y').replace(/(?:ing|ed|es|s|e)$/, '').replace(/(.)\1$/, '$1'));

// A language as questions are measured: `units` are the words of a text without the idle ones, and of Han text its pairs.
const measure = once(async (locale) => {
  const table = await tables(locale);
  const letters = new Map(table.letters.length ? Array.from(table.letters[0], (letter, at) => [letter, Array.from(table.letters[1])[at]]) : []);
  const fold = (text) => Array.from(text.normalize('NFKC').toLowerCase(), (letter) => letters.get(letter) || letter).join('').replace(/['’]s\b|['’]/g, '');
  const stop = table.stop.map(fold).sort((a, b) => b.length - a.length);
  const idle = new Set(stop), idleHan = new RegExp(stop.filter((word) => word.match(HAN)).join('|') || '^$', 'g');
  const units = (text) => {
    const found = new Set(), plain = fold(text);
    for (const word of plain.match(/[a-z0-9]+/g) || []) if (!idle.has(word)) found.add(stem(word));
    for (const run of plain.replace(idleHan, ' ').match(HAN) || []) {
      const row = Array.from(run);
      if (row.length === 1) found.add(run);
      for (let at = 1; at < row.length; at++) found.add(row[at - 1] + row[at]);
    }
    return found;
  };
  const all = (texts) => units(texts.join(' \n '));
  return {
    table, fold, units, all,
    common: all(table.common),
    known: all(table.vocabulary),
    insurance: all([...table.synonyms.flat(), ...Object.values(table.products).flat(), ...table.topics.map((row) => row[1]), ...(table.terms || []).map((row) => row[1])]),
  };
});

// --- urgent words ----------------------------------------------------------------------------------------------------------------------------------

const sayer = (text, fold) => {
  const plain = fold(text.slice(0, LONGEST));
  const latin = ` ${(plain.match(/[a-z0-9&]+/g) || []).join(' ')} `, han = (plain.match(HAN) || []).join('');
  return (parts) => {
    const isHan = parts.flat().some((word) => word.match(HAN));
    const inside = isHan ? han : latin, gap = isHan ? GAP.han : GAP.latin;
    const from = (at, step, least) => {
      if (step === parts.length) return true;
      for (const word of parts[step]) {
        const wanted = isHan ? fold(word) : ` ${fold(word)} `;
        for (let found = inside.indexOf(wanted, at); found >= 0 && (!step || found - least <= gap); found = inside.indexOf(wanted, found + 1)) {
          const end = found + wanted.length - (isHan ? 0 : 1);
          if (from(end, step + 1, end)) return true;
        }
      }
      return false;
    };
    return from(0, 0, 0);
  };
};

async function urgentOf(text, locale, fold) {
  const words = await read(`${locale}/urgent.json`);
  if (!words) return [];
  const says = sayer(text, fold), any = (list) => list.some((phrase) => says([[phrase]]));
  const isNow = any(words.now), isLater = !isNow && any(words.later);
  return isLater ? [] : words.groups.filter((group) => group.urgent.some(says) || (isNow && group.when_now.some(says)));
}

// --- passages --------------------------------------------------------------------------------------------------------------------------------------

const quoted = (file, at, { url, type, locale }, kind) => ({
  url, title: file.title, type, kind, locale, reviewed: file.reviewed, digest: file.digest, items: 0, is_ordered: false, ...file.passages[at],
});

const weightOf = (units, common) => [...units].reduce((sum, unit) => sum + (common.has(unit) || unit.length === 1 ? COMMON : 1), 0);
const share = (asked, has, common) => weightOf([...asked].filter((unit) => has.has(unit)), common) / (weightOf(asked, common) || 1);

function judged(result, rank, file, asked, unknown, { units, all, common, insurance }) {
  const has = all([...file.names, ...file.passages.flatMap((one) => [one.heading, one.text])]);
  const like = Math.max(...file.names.map(units).map((name) => weightOf([...name].filter((unit) => asked.has(unit)), common) / Math.sqrt(weightOf(name, common) * weightOf(asked, common) || 1)));
  const page = share(asked, has, common), size = Math.log(1 + asked.size);
  const about = Math.min(4, [...asked].filter((unit) => insurance.has(unit)).length) / 4;
  const parts = file.passages.map((one, at) => ({ at, cover: share(asked, units(`${one.heading} \n ${one.text}`), common), isShort: !at && one.anchor === 'short-answer' }));
  return { result, rank, file, like, page, cover: result.coverage ?? page, about, unknown: unknown / (asked.size || 1), size, parts };
}

const odds = ({ like, page, cover, about, unknown, size }) => ODDS.base + ODDS.like * like + ODDS.page * page + ODDS.cover * cover + ODDS.insurance * about
  + ODDS.unknown * unknown + ODDS.length * size + ODDS.both * page * size;

// The passages of one page: its short answer, or the block that has most of the question; and a second where it adds something.
function chosen({ parts, like }, most) {
  const merit = (part) => part.cover + (part.isShort ? NAME_FIRST + (like >= EXACT) : 0);
  const [first, second] = [...parts].sort((a, b) => merit(b) - merit(a) || a.at - b.at);
  return [first, most > 1 && second && second.cover > first.cover && second].filter(Boolean);
}

/* ask('can I cancel', {locale: 'en', place: 'TW'}) → {urgent, passages, nearby, isSure, lines}. A passage is {url, title, type, kind, locale, reviewed, digest,
   heading, anchor, text, items, is_ordered}; `text` has lines, the last `items` of which are a list. `urgent` are short answers that say what to do now, `lines` the
   telephone lines that go with them; `nearby` are {url, title, kind, locale} of pages that may help when it is not sure. Rejects only when nothing can be loaded. */
export async function ask(question, { locale, place = '' } = {}) {
  const text = String(question ?? '').trim();
  const [answer, own] = await Promise.all([find(text, { locale, limit: READ, preferPlace: place }), measure(locale)]);
  const language = answer.locale === locale ? own : await measure(answer.locale);
  const kind = (type) => own.table.strings[`type_${type}`] || '';

  const groups = await urgentOf(text, locale, own.fold);
  const first = [...new Map(groups.flatMap((group) => group.items)).entries()].slice(0, URGENT);
  const urgent = (await Promise.all(first.map(async ([item, address]) => {
    const file = await read(`${locale}/passages/${item}.json`);
    const type = { articles: 'article', faq: 'faq', posts: 'post', guides: 'guide', glossary: 'term' }[item.split('/')[0]] || 'page';
    return file && quoted(file, 0, { url: new URL(address, SITE).href.slice(SITE.origin.length), type, locale }, kind(type));
  }))).filter(Boolean);

  const asked = language.units(text);
  const corrected = language.all(answer.corrected);
  const strange = [...asked].filter((unit) => /^[a-z]/.test(unit) && !language.known.has(unit));
  for (const unit of corrected) asked.add(unit);
  for (const unit of strange.slice(0, corrected.size)) asked.delete(unit);
  const unknown = Math.max(0, strange.length - corrected.size);
  const pages = answer.nearest ? [] : (await Promise.all(answer.results.map(async (result, rank) => {
    const file = await read(`${result.locale}/passages/${itemOf(result.url, result.locale)}.json`);
    return file && file.passages.length ? judged(result, rank, file, asked, unknown, language) : null;
  }))).filter(Boolean);

  const best = pages.slice(0, MOST);
  const high = (key) => Math.max(0, ...best.map((page) => page[key]));
  const sureness = best.length && asked.size ? odds({ ...best[0], like: high('like'), page: high('page'), cover: high('cover') }) : -Infinity;
  const isSure = sureness >= SURE;
  const passages = [];
  if (isSure) {
    const ranked = [...pages].sort((a, b) => (b.like >= EXACT) - (a.like >= EXACT) || a.rank - b.rank);
    const least = odds(ranked[0]) - ALSO;
    const kept = ranked.filter((page, at) => !at || odds(page) >= Math.max(SURE, least)).slice(0, MOST);
    kept.forEach((page, at) => {
      for (const part of chosen(page, at ? 1 : 1 + MOST - kept.length)) {
        const passage = quoted(page.file, part.at, page.result, kind(page.result.type));
        if (![...urgent, ...passages].some((other) => other.text === passage.text)) passages.push(passage);
      }
    });
  }
  const near = answer.nearest ? answer.results : pages.filter((page) => page.page >= NEARBY).slice(0, MOST).map((page) => page.result);
  return {
    urgent, passages, isSure,
    nearby: isSure ? [] : near.filter(({ url }) => !urgent.some((one) => one.url === url)).map(({ url, title, type, locale: language }) => ({ url, title, kind: kind(type), locale: language })),
    lines: [...new Set(groups.map((group) => group.line).filter(Boolean))],
  };
}
