/* Asks Pagefind word by word and ranks the answers: a page may miss words of a question. Why and how well: hooks/hub/outputs/search.py.
   Chinese is asked in encoded pairs, as hooks/hub/text/pairs.py writes them: change both or none. Nothing typed leaves the browser. */

const HERE = new URL('./', import.meta.url);
const SITE = new URL('../../', HERE);
const LOCALES = ['en', 'zh-Hant', 'zh-Hans'];
const LONGEST = 200; // letters
const MOST = 24; // words or pairs
const WEIGHTS = { title: 2, phrasings: 2, joined: 2, summary: 1, kt: 3, kb: 2.5, en: 2.5 };
const SYNONYM = 0.8, PRODUCT = 1.4, PLACE = 1.15, EXACT = 40, LETTERS = 0.4, LONGER = 0.25, FLOOR = 0.12, ENOUGH = 6;
const KIND = { page: 0.7, post: 0.75, term: 0.9 };
const HAN = /[\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]+/gu;
const isHan = (locale) => locale.startsWith('zh');

const code = (letter) => ((letter.codePointAt(0) - 0x2e80 + 46656) % 46656).toString(36).padStart(3, '0');
const token = (letters) => (letters.length === 2 ? 'z' : 'zz') + letters.map(code).join('');

// latin_words() of outputs/search.py.
function latinWords(text) {
  const plain = text.normalize('NFKC').toLowerCase().replace(/’/g, "'").replace(/(\d+)\s*\(\s*([a-z])\s*\)/g, '$1$2').replace(/\bpart ([a-d])\b/g, 'xpart$1');
  return plain.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/'s\b|'/g, '').replace(/([a-z])-(?=[a-z])/g, '$1').match(/[a-z0-9]+/g) || [];
}

// exact() of outputs/search.py.
function whole(folded) {
  let number = 0x811c9dc5;
  const name = folded.replace(/[^a-z0-9\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]/gu, '');
  for (const letter of name) number = Math.imul(number ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return name && 'zx' + number.toString(16).padStart(8, '0');
}

// Enough to see that claims, claimed and claiming are one.
function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  const short = word.replace(/ies$/, 'y').replace(/(ss|x|ch|sh)es$/, '$1').replace(/([^su])s$/, '$1').replace(/^(.*[aeiouy].+)(?:ing|ed)$/, '$1').replace(/([^aeious])\1$/, '$1');
  return short.length > 4 ? short.replace(/[ey]$/, '') : short;
}

// Edits between two words, a swap counting one; `most + 1` when there are more.
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

// Keeps what `make` promises for a key; a failure is forgotten and tried again.
function once(make) {
  const kept = new Map();
  return (key) => {
    if (!kept.has(key)) {
      kept.set(key, make(key));
      kept.get(key).catch(() => kept.delete(key));
    }
    return kept.get(key);
  };
}

// A language's tables.json, and all that is needed to ask it.
export const tables = once(async (locale) => {
  const response = await fetch(new URL(locale + '/tables.json', HERE));
  if (!response.ok) throw new Error(response.url);
  return response.json();
});
const engine = once(load);

async function load(locale) {
  const bundle = import(new URL(locale + '/pagefind.js', HERE));
  bundle.catch(() => {});
  const words = await tables(locale);
  const pagefind = words.count ? await bundle : { options() {}, search: () => ({ results: [] }) }; // nothing is public in this language
  await pagefind.options({ ranking: { termSimilarity: 4, pageLength: 0.3, metaWeights: WEIGHTS } });
  const letters = new Map();
  if (words.letters.length) [...words.letters[0]].forEach((letter, at) => letters.set(letter, words.letters[1][at]));
  const simple = (text) => Array.from(text, (letter) => letters.get(letter) || letter).join('');
  const fold = (text) => simple(text.normalize('NFKC').toLowerCase());
  const key = isHan(locale) ? (text) => fold(text).replace(/\s+/g, '') : (text) => latinWords(text).map(stem).join(' ');
  const known = new Set(), rank = new Map();
  words.vocabulary.forEach((row, step) => row.split(' ').forEach((word) => word && (rank.set(word, step), known.add(stem(word)))));
  const phrases = new Map(); // key → groups of synonyms
  for (const group of words.synonyms) {
    const row = group.map((word) => word.split('\t')).map(([shown, word = shown]) => ({ shown, word, key: key(word) }));
    for (const one of row) phrases.set(one.key, [...(phrases.get(one.key) || []), row.filter((other) => other.key !== one.key)]);
  }
  const ask = once(async (word) => new Map((await pagefind.search(word)).results.filter((hit) => hit.score > 0).map((hit) => [hit.id, hit])));
  const facet = (kind, value) => ask(`zq${kind}${value.replace(/-/g, '').toLowerCase()}`);
  return {
    locale, tables: words, simple, fold, key, known, rank, phrases, ask, facet,
    stop: new Set(words.stop.map(fold)),
    common: new Set(words.common),
    clues: Object.entries(words.products).map(([topic, clues]) => [topic, clues.map(key)]),
  };
}

// What a word is looked up as: itself, a correction, or '' when no word of the site is like it.
function spelled(word, { known, rank }) {
  if (/^\d+$/.test(word) || known.has(stem(word))) return word;
  for (const other of rank.keys()) if (word.length > 1 && other.startsWith(word)) return word;
  const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let best = '', least = most + 1;
  for (const [other, step] of most ? rank : []) {
    if (other.length < 4) continue;
    const edits = distance(word, other, most);
    const cost = edits > most ? most + 1 : edits + step / 10 + (word[0] !== other[0]) / 4;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}

// A question as concepts: a word, or a phrase and what else it is called: {units: [{ask, mark, …}], others: [{shown, units}]}.
function understand(query, engine) {
  const { locale, phrases, stop, common, key, fold, known } = engine;
  const inHan = isHan(locale);
  const concepts = [], also = [], corrected = [], skipped = [];
  const latin = (word) => {
    const right = spelled(word, engine);
    if (right && right !== word) corrected.push(right);
    return right ? [{ ask: right, mark: stem(right), isCommon: common.has(right) }] : [];
  };
  const han = (run) => {
    const letters = Array.from(run);
    if (letters.length === 1) return [{ ask: token(letters), mark: run }];
    return letters.slice(1).map((second, at) => {
      const both = [letters[at], second], mark = both.join('');
      return { ask: token(both), mark, letters: both, isCommon: common.has(mark) };
    });
  };
  const runs = (text) => (inHan && fold(text).match(HAN)) || [];
  const units = (text) => [
    ...runs(text).flatMap(han),
    ...latinWords(text).filter((word) => !stop.has(word) && (inHan || known.has(stem(word)))).map((word) => ({ ask: word, mark: stem(word) })),
  ];
  const add = (own, groups = []) => {
    const others = groups.flat().map((other) => ({ ...other, units: units(other.word) }))
      .filter((other) => other.units.length > (!inHan && other.key.includes(' '))); // "wont pay" without its stop word is too wide
    also.push(...others.map((other) => other.shown));
    if (own.length || others.length) concepts.push({ units: own, others });
  };
  const words = latinWords(query);
  for (let at = 0; at < words.length; at++) {
    let size = Math.min(5, words.length - at), phrase, groups;
    for (; size; size--) if ((groups = phrases.get(key((phrase = words.slice(at, at + size)).join(' '))))) break;
    if (size) {
      const useful = phrase.filter((word) => !stop.has(word));
      add((useful.length ? useful : phrase).flatMap(latin), groups);
      at += size - 1;
    } else if (stop.has(words[at])) skipped.push(words[at]);
    else add(latin(words[at]));
  }
  for (const run of runs(query)) {
    const letters = Array.from(run);
    let piece = '';
    const cut = () => { if (piece) add(han(piece)); piece = ''; };
    for (let at = 0; at < letters.length;) {
      let size = Math.min(10, letters.length - at), part = '';
      for (; size; size--) if (phrases.has((part = letters.slice(at, at + size).join(''))) || stop.has(part)) break;
      if (size) {
        cut();
        if (phrases.has(part)) add(han(part), phrases.get(part)); else skipped.push(part);
        at += size;
      } else piece += letters[at++];
    }
    cut();
  }
  if (!concepts.length) for (const word of skipped) add(/[a-z]/.test(word) ? [{ ask: word, mark: word }] : han(word));
  const every = concepts.flatMap((concept) => concept.units);
  if (every.filter((unit) => !unit.isCommon).length > 2) for (const concept of concepts) if (!concept.others.length) concept.units = concept.units.filter((unit) => !unit.isCommon);
  let left = MOST;
  for (const concept of concepts) left -= (concept.units = concept.units.slice(0, left)).length;
  const edge = inHan ? '' : ' ';
  const asked = edge + key(query) + edge;
  const topics = engine.clues.filter(([, clues]) => clues.some((clue) => clue && asked.includes(edge + clue + edge))).map(([topic]) => topic);
  return { concepts: concepts.filter((concept) => concept.units.length || concept.others.length), also: [...new Set(also)], corrected, topics, name: whole(fold(query)) };
}

// The pages that have a unit. A pair that stands nowhere is looked for by its letters; a page with "care" counts little for "car".
async function answer({ ask: word, letters, mark }, engine) {
  const found = await engine.ask(word);
  if (letters) {
    if (found.size) return { found, factor: () => 1 };
    const [first, second] = await Promise.all(letters.map((letter) => engine.ask(token([letter]))));
    return { found: new Map([...first].filter(([id]) => second.has(id))), factor: () => LETTERS };
  }
  const exact = engine.known.has(mark) ? await engine.ask(`"${word}"`) : found;
  return { found, factor: (id) => (exact.has(id) || !exact.size ? 1 : LONGER) };
}

async function ranking(question, engine, preferPlace) {
  const total = engine.tables.count || 1;
  const scores = new Map(), hits = new Map();
  let whole = 0;
  await Promise.all(question.concepts.map(async (concept) => {
    const own = new Map(), covered = new Map();
    let weight = 0;
    for (const { found, factor } of await Promise.all(concept.units.map((unit) => answer(unit, engine)))) {
      const worth = Math.log(1 + total / (found.size + 0.5));
      weight += worth;
      for (const [id, hit] of found) {
        hits.set(id, hit);
        own.set(id, (own.get(id) || 0) + hit.score * factor(id));
        covered.set(id, (covered.get(id) || 0) + worth * factor(id));
      }
    }
    for (const other of concept.others) {
      const parts = await Promise.all(other.units.map((unit) => answer(unit, engine)));
      for (const [id, hit] of parts[0].found) {
        if (!parts.every((part) => part.found.has(id))) continue;
        const score = (SYNONYM * parts.reduce((sum, part) => sum + part.found.get(id).score * part.factor(id), 0) * Math.max(1, concept.units.length)) / parts.length;
        if (score <= (own.get(id) || 0)) continue;
        hits.set(id, hit);
        own.set(id, score);
        covered.set(id, Math.max(covered.get(id) || 0, SYNONYM * (weight || 1)));
      }
    }
    whole += weight || 1;
    for (const [id, score] of own) {
      const sum = scores.get(id) || [0, 0];
      scores.set(id, [sum[0] + score, sum[1] + covered.get(id)]);
    }
  }));
  const boosts = [...question.topics.map((topic) => ['topic', topic, PRODUCT]), ...Object.entries(KIND).map(([kind, factor]) => ['type', kind, factor])];
  if (preferPlace) boosts.push(['place', String(preferPlace), PLACE]);
  const boosted = await Promise.all(boosts.map(async ([kind, value, factor]) => [await engine.facet(kind, value), factor, kind]));
  // In quotation marks, or Pagefind would go back to a shorter token that is there.
  const named = question.name ? await engine.ask(`"${question.name}"`) : new Map();
  for (const [id, hit] of named) {
    hits.set(id, hit);
    scores.set(id, [EXACT + (scores.get(id)?.[0] || 0), whole || 1]);
  }
  const ranked = [...scores].map(([id, [score, covered]]) => {
    let value = score * (covered / (whole || 1)), topical = 1;
    for (const [members, factor, kind] of boosted) if (members.has(id)) kind === 'topic' ? (topical = factor) : (value *= factor);
    return { id, hit: hits.get(id), score: Math.round(value * topical * 1e4) };
  });
  ranked.sort((a, b) => b.score - a.score);
  return ranked.filter((one, at) => at < ENOUGH || one.score >= ranked[0].score * FLOOR);
}

// What the filters keep, and what another choice would.
async function narrow(ranked, engine, filters) {
  const kinds = { type: engine.tables.types, topic: engine.tables.topics.map(([id]) => id), place: engine.tables.places.map(([id]) => id) };
  const chosen = [], counts = {};
  for (const kind in kinds) if (filters[kind]) chosen.push([kind, await engine.facet(kind, String(filters[kind]))]);
  const kept = (but) => ranked.filter(({ id }) => chosen.every(([kind, members]) => kind === but || members.has(id)));
  for (const [kind, values] of Object.entries(kinds)) {
    const open = kept(kind);
    counts[kind] = { '': open.length };
    for (const value of values) {
      const members = await engine.facet(kind, value);
      counts[kind][value] = open.filter(({ id }) => members.has(id)).length;
    }
  }
  return { counts, kept: kept() };
}

async function result({ hit, score }, engine) {
  const { meta } = await hit.data();
  return {
    url: new URL(meta.url, SITE).href.slice(SITE.origin.length), title: meta.title, type: meta.type, topic: meta.topic || '', locale: engine.locale, excerpt: meta.summary || '',
    reviewed: meta.reviewed, places: (meta.places || '').split(' ').filter(Boolean), score,
  };
}

// What `search` finds and all that a panel says of it. Rejects only when the index cannot be loaded.
export async function find(query, { locale, limit = 10, filters = {}, preferPlace = '' } = {}, isSecondTry = false) {
  const wanted = LOCALES.includes(locale) ? locale : LOCALES.find((one) => one === document.documentElement.lang) || 'en';
  const text = String(query ?? '').slice(0, LONGEST).trim();
  const machine = await engine(wanted);
  const question = understand(text, machine);
  const ranked = await ranking(question, machine, preferPlace);
  if (!ranked.length && !isSecondTry && (isHan(wanted) ? /[a-z]/i.test(text) && !text.match(HAN) : text.match(HAN))) {
    const other = await find(text, { locale: isHan(wanted) ? 'en' : 'zh-Hant', limit, filters, preferPlace }, true);
    if (other.results.length) return other;
  }
  const { counts, kept } = await narrow(ranked, machine, filters || {});
  const most = Math.max(1, Math.min(100, Math.floor(Number(limit)) || 10));
  const top = kept.filter((one, at) => at < most || (at < 2 * most && one.score === kept[most - 1].score));
  const results = await Promise.all(top.map((one) => result(one, machine)));
  results.sort((a, b) => b.score - a.score || (a.url < b.url ? -1 : 1));
  const marks = new Set(question.concepts.flatMap((concept) => [...concept.units, ...concept.others.flatMap((other) => other.units)].map((unit) => unit.mark)));
  return {
    query: text, locale: wanted, results: results.slice(0, most), total: kept.length, counts, also: question.also, corrected: question.corrected,
    marked: (words) => marked(words, marks, machine),
  };
}

function marked(text, marks, { locale, simple }) {
  const hits = new Array(text.length).fill(false);
  const mark = (from, to) => hits.fill(true, from, to);
  for (const match of text.matchAll(/[a-z0-9'’]+(?:-[a-z]+)*/gi)) {
    const joined = latinWords(match[0]).join('');
    if ([joined, ...match[0].split('-')].some((word) => marks.has(stem(latinWords(word).join(''))))) mark(match.index, match.index + match[0].length);
  }
  if (isHan(locale)) {
    const plain = simple(text);
    for (const one of marks) if (one.match(HAN)) for (let at = plain.indexOf(one); at >= 0; at = plain.indexOf(one, at + 1)) mark(at, at + one.length);
  }
  const pieces = [];
  hits.forEach((isHit, at) => (at && isHit === hits[at - 1] ? (pieces.at(-1)[0] += text[at]) : pieces.push([text[at], isHit])));
  return pieces;
}

// Loads a language before it is asked.
export const warm = (locale) => engine(locale).then(() => true, () => false);
export { SITE };

/* search('can I cancel', {locale: 'en', limit, filters: {topic, type, place}, preferPlace: 'TW'}) → [{url, title, type, topic, locale, excerpt, reviewed, places}],
   best first; `url` begins with '/'. Any query is fine. */
export async function search(query, options) {
  return (await find(query, options || {})).results;
}
