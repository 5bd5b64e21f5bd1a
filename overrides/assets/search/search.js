/* Search: asks Pagefind word by word and ranks the answers itself.

   Pagefind wants every word of a question on a page and finds nothing for four questions in five (measured in November 2026). Here a page may miss words:
   what it has is summed, and weighed by how much of the question it covers. Chinese is asked in encoded pairs of letters, in one script, as
   hooks/hub/text/pairs.py writes them: change both or none. What a reader types never leaves the browser.

   One folder per language: <locale>/pagefind.js and its index, <locale>/tables.json (hooks/hub/outputs/search.py says what is in it). */

const HERE = new URL('./', import.meta.url);
const SITE = new URL('../../', HERE);
const LOCALES = ['en', 'zh-Hant', 'zh-Hans'];
const LONGEST = 200; // letters of a query that are read
const MOST = 24; // words or pairs that are asked
const WEIGHTS = { title: 2, phrasings: 2, joined: 2, summary: 1, kt: 3, kb: 2.5, en: 2.5, facet: 0.01, url: 0, type: 0, topic: 0, places: 0, reviewed: 0 };
const SYNONYM = 0.8, PRODUCT = 1.3, PLACE = 1.15, EXACT = 40, LETTERS = 0.4, FLOOR = 0.12, ENOUGH = 6;
const KIND = { page: 0.7, post: 0.85, term: 0.95 };
const HAN = /[\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]+/gu;
const isHan = (locale) => locale.startsWith('zh');

/* Words ------------------------------------------------------------------ */

const code = (letter) => ((letter.codePointAt(0) - 0x2e80 + 46656) % 46656).toString(36).padStart(3, '0');
const token = (letters) => (letters.length === 2 ? 'z' : 'zz') + letters.map(code).join('');

/* 401(k) is 401k, Part D is partd, co-pay is copay: latin_words() of outputs/search.py. */
function latinWords(text) {
  const plain = text.normalize('NFKC').toLowerCase().replace(/’/g, "'").replace(/(\d+)\s*\(\s*([a-z])\s*\)/g, '$1$2').replace(/\bpart ([a-d])\b/g, 'part$1');
  return plain.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/'s\b|'/g, '').replace(/([a-z])-(?=[a-z])/g, '$1').match(/[a-z0-9]+/g) || [];
}

/* The token of a whole title: exact() of outputs/search.py. */
function whole(folded) {
  let number = 0x811c9dc5;
  const name = (folded.replace(/'s /g, ' ').match(/[a-z0-9]+|[\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]+/gu) || []).join('');
  for (const byte of new TextEncoder().encode(name)) number = Math.imul(number ^ byte, 0x01000193) >>> 0;
  return name && 'zx' + number.toString(16).padStart(8, '0');
}

/* Enough to see that two words are one: claims, claimed and claiming. */
function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  let short = word.replace(/ies$/, 'y').replace(/(ss|x|ch|sh)es$/, '$1').replace(/([^su])s$/, '$1');
  short = short.replace(/^(.*[aeiouy].*)(?:ing|ed)$/, (whole, rest) => (rest.length > 2 ? rest.replace(/([^aeiouls])\1$|(l)l$/, '$1$2') : whole));
  return short.length > 4 ? short.replace(/[ey]$/, '') : short;
}

/* Edits between two words, a swap of neighbours counting one; anything over `most` is `most + 1`. */
function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/* One language ------------------------------------------------------------ */

const engines = new Map();

/* The language's tables and index, loaded once; a failure is forgotten, so that the next search tries again. */
function engine(locale) {
  if (!engines.has(locale)) {
    const loading = load(locale);
    engines.set(locale, loading);
    loading.catch(() => engines.delete(locale));
  }
  return engines.get(locale);
}

const read = new Map();

/* The names and words of a language, for a panel too. */
export function tables(locale) {
  if (!read.has(locale)) {
    const reading = fetch(new URL(locale + '/tables.json', HERE)).then((response) => {
      if (!response.ok) throw new Error(`search: ${response.status} for ${response.url}`);
      return response.json();
    });
    read.set(locale, reading);
    reading.catch(() => read.delete(locale));
  }
  return read.get(locale);
}

async function load(locale) {
  const [pagefind, words] = await Promise.all([import(new URL(locale + '/pagefind.js', HERE)), tables(locale)]);
  await pagefind.options({ baseUrl: SITE.pathname, ranking: { termSimilarity: 4, pageLength: 0.3, metaWeights: WEIGHTS } });
  const letters = new Map();
  if (words.letters.length) [...words.letters[0]].forEach((letter, at) => letters.set(letter, words.letters[1][at]));
  const simple = (text) => Array.from(text, (letter) => letters.get(letter) || letter).join('');
  const fold = (text) => simple(text.normalize('NFKC').toLowerCase());
  const key = isHan(locale) ? (text) => fold(text).replace(/\s+/g, '') : (text) => latinWords(text).map(stem).join(' ');
  const known = new Set(), rank = new Map();
  words.vocabulary.forEach((row, step) => row.split(' ').forEach((word) => word && (rank.set(word, step), known.add(stem(word)))));
  const phrases = new Map(); // key → [group, …] of synonyms
  for (const group of words.synonyms) {
    const row = group.map((word) => word.split('\t')).map(([shown, word = shown]) => ({ shown, word, key: key(word) }));
    for (const one of row) phrases.set(one.key, [...(phrases.get(one.key) || []), row.filter((other) => other.key !== one.key)]);
  }
  const answers = new Map();
  const ask = (word) => {
    if (answers.size > 800) answers.clear();
    if (!answers.has(word)) {
      const found = pagefind.search(word).then(({ results }) => new Map(results.filter((hit) => hit.score > 0).map((hit) => [hit.id, hit])));
      answers.set(word, found);
      found.catch(() => answers.delete(word));
    }
    return answers.get(word);
  };
  const facet = (kind, value) => ask(`zq${kind}${value.replace(/-/g, '').toLowerCase()}`);
  return {
    locale, tables: words, simple, fold, key, known, rank, phrases, ask, facet,
    stop: new Set(isHan(locale) ? words.stop.map(fold) : words.stop.map((word) => latinWords(word).join(''))),
    common: new Set(words.common),
    clues: Object.entries(words.products).map(([topic, clues]) => [topic, clues.map(key)]),
  };
}

/* What a word is looked up as: itself, its correction, or nothing when no word of the site is like it. */
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

/* A question as concepts: {units: [{ask, …}], others: [[unit, …], …]}. A concept is a word, or a phrase and what else it is called. */
function understand(query, engine) {
  const { locale, phrases, stop, common, key } = engine;
  const concepts = [], also = [], corrected = [], skipped = [];
  const latin = (word) => {
    const right = spelled(word, engine);
    if (right && right !== word) corrected.push(right);
    return right ? [{ ask: right, mark: stem(right), isCommon: common.has(right) }] : [];
  };
  const han = (run) => {
    const letters = Array.from(run);
    if (letters.length === 1) return [{ ask: token(letters), mark: run, isCommon: false }];
    return letters.slice(1).map((letter, at) => ({ ask: token([letters[at], letter]), mark: letters[at] + letter, letters: [letters[at], letter], isCommon: common.has(letters[at] + letter) }));
  };
  const units = (text) => [
    ...(isHan(locale) ? (engine.fold(text).match(HAN) || []).flatMap(han) : []),
    ...latinWords(text).filter((word) => !stop.has(word)).flatMap((word) => (isHan(locale) || engine.known.has(stem(word)) ? [{ ask: word, mark: stem(word) }] : [])),
  ];
  const add = (own, groups = []) => {
    const others = groups.flat().map((other) => ({ shown: other.shown, units: units(other.word) })).filter((other) => other.units.length);
    also.push(...others.map((other) => other.shown));
    if (own.length || others.length) concepts.push({ units: own, others });
  };
  const words = latinWords(query);
  const stems = words.map(stem);
  for (let at = 0; at < words.length; at++) {
    let size = Math.min(5, words.length - at);
    while (size && !phrases.has(stems.slice(at, at + size).join(' ')) && !(isHan(locale) && phrases.has(words.slice(at, at + size).join('')))) size--;
    if (size) {
      const phrase = words.slice(at, at + size);
      const useful = phrase.filter((word) => !stop.has(word));
      add((useful.length ? useful : phrase).flatMap(latin), phrases.get(stems.slice(at, at + size).join(' ')) || phrases.get(phrase.join('')));
      at += size - 1;
    } else if (stop.has(words[at])) skipped.push(words[at]);
    else add(latin(words[at]));
  }
  for (const run of isHan(locale) ? engine.fold(query).match(HAN) || [] : []) {
    const letters = Array.from(run);
    let piece = '';
    const cut = () => { if (piece) add(han(piece)); piece = ''; };
    for (let at = 0; at < letters.length;) {
      let size = Math.min(10, letters.length - at), part = '';
      for (; size; size--) if (phrases.has((part = letters.slice(at, at + size).join(''))) || stop.has(part)) break;
      if (!size) piece += letters[at++];
      else {
        cut();
        if (phrases.has(part)) add(han(part), phrases.get(part)); else skipped.push(part);
        at += size;
      }
    }
    cut();
  }
  if (!concepts.length) for (const word of skipped) add(/[a-z]/.test(word) ? [{ ask: word, mark: word }] : han(word));
  const every = concepts.flatMap((concept) => concept.units);
  if (every.filter((unit) => !unit.isCommon).length > 2) for (const concept of concepts) if (!concept.others.length) concept.units = concept.units.filter((unit) => !unit.isCommon);
  let left = MOST;
  for (const concept of concepts) {
    concept.units = concept.units.slice(0, left);
    left -= concept.units.length;
  }
  const asked = key(query);
  const padded = isHan(locale) ? asked : ` ${asked} `;
  const topics = engine.clues.filter(([, clues]) => clues.some((clue) => clue && padded.includes(isHan(locale) ? clue : ` ${clue} `))).map(([topic]) => topic);
  return { concepts: concepts.filter((concept) => concept.units.length || concept.others.length), also: [...new Set(also)], corrected, topics, name: whole(engine.fold(query)) };
}

/* Ranking ----------------------------------------------------------------- */

/* The pages that have a unit, by id. A pair that stands nowhere is looked for letter by letter, at less weight: both letters must be there. */
async function answer(unit, engine) {
  const found = await engine.ask(unit.ask);
  if (found.size || !unit.letters) return { found, factor: 1 };
  const [first, second] = await Promise.all(unit.letters.map((letter) => engine.ask(token([letter]))));
  return { found: new Map([...first].filter(([id]) => second.has(id))), factor: LETTERS };
}

async function rank(question, engine, preferPlace) {
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
        own.set(id, (own.get(id) || 0) + hit.score * factor);
        covered.set(id, (covered.get(id) || 0) + worth * factor);
      }
    }
    for (const other of concept.others) {
      const parts = await Promise.all(other.units.map((unit) => engine.ask(unit.ask)));
      for (const [id, hit] of parts[0]) {
        if (!parts.every((part) => part.has(id))) continue;
        const score = (SYNONYM * parts.reduce((sum, part) => sum + part.get(id).score, 0) * Math.max(1, concept.units.length)) / parts.length;
        if (score <= (own.get(id) || 0)) continue;
        hits.set(id, hit);
        own.set(id, score);
        covered.set(id, Math.max(covered.get(id) || 0, SYNONYM * (weight || 1)));
      }
    }
    whole += weight || 1;
    for (const [id, score] of own) {
      const sum = scores.get(id) || { score: 0, covered: 0 };
      scores.set(id, { score: sum.score + score, covered: sum.covered + covered.get(id) });
    }
  }));
  const boosts = [...question.topics.map((topic) => ['topic', topic, PRODUCT]), ...Object.entries(KIND).map(([kind, factor]) => ['type', kind, factor])];
  if (preferPlace) boosts.push(['place', String(preferPlace), PLACE]);
  const boosted = await Promise.all(boosts.map(async ([kind, value, factor]) => [await engine.facet(kind, value), factor, kind]));
  // In quotation marks, or Pagefind would go back to a shorter token that is there.
  const named = question.name ? await engine.ask(`"${question.name}"`) : new Map();
  for (const [id, hit] of named) {
    hits.set(id, hit);
    scores.set(id, { score: EXACT + (scores.get(id)?.score || 0), covered: whole || 1 });
  }
  const ranked = [...scores].map(([id, { score, covered }]) => {
    let value = score * (covered / (whole || 1)), topical = 1;
    for (const [members, factor, kind] of boosted) if (members.has(id)) kind === 'topic' ? (topical = factor) : (value *= factor);
    return { id, hit: hits.get(id), score: value * topical };
  });
  ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return ranked.filter((one, at) => at < ENOUGH || one.score >= ranked[0].score * FLOOR);
}

/* How many of the found pages each choice would leave, the other choices being kept. */
async function narrow(ranked, engine, filters) {
  const kinds = { type: engine.tables.types, topic: engine.tables.topics.map(([id]) => id), place: engine.tables.places.map(([id]) => id) };
  const chosen = Object.fromEntries(await Promise.all(Object.keys(kinds).map(async (kind) => [kind, filters[kind] ? await engine.facet(kind, String(filters[kind])) : null])));
  const counts = {};
  for (const [kind, values] of Object.entries(kinds)) {
    const open = ranked.filter(({ id }) => Object.entries(chosen).every(([other, members]) => other === kind || !members || members.has(id)));
    counts[kind] = { '': open.length };
    for (const value of values) {
      const members = await engine.facet(kind, value);
      counts[kind][value] = open.filter(({ id }) => members.has(id)).length;
    }
  }
  return { counts, kept: ranked.filter(({ id }) => Object.values(chosen).every((members) => !members || members.has(id))) };
}

async function result({ hit }, engine) {
  const { meta } = await hit.data();
  return {
    url: new URL(meta.url, SITE).href.slice(SITE.origin.length), title: meta.title, type: meta.type, topic: meta.topic || '', locale: engine.locale, excerpt: meta.summary || '',
    reviewed: meta.reviewed, places: (meta.places || '').split(' ').filter(Boolean),
  };
}

/* What `search` finds and everything a panel says about it. Rejects only when the index or its tables cannot be loaded. */
export async function find(query, { locale, limit = 10, filters = {}, preferPlace = '' } = {}, isSecondTry = false) {
  const wanted = LOCALES.includes(locale) ? locale : LOCALES.find((one) => one === document.documentElement.lang) || 'en';
  const text = Array.from(String(query ?? '').slice(0, 4 * LONGEST)).slice(0, LONGEST).join('').trim();
  const machine = await engine(wanted);
  const question = understand(text, machine);
  const ranked = await rank(question, machine, preferPlace);
  if (!ranked.length && !isSecondTry && (isHan(wanted) ? /[a-z]/i.test(text) && !text.match(HAN) : text.match(HAN))) {
    const other = await find(text, { locale: isHan(wanted) ? 'en' : 'zh-Hant', limit, filters, preferPlace }, true);
    if (other.results.length) return other;
  }
  const { counts, kept } = await narrow(ranked, machine, filters || {});
  const most = Math.max(1, Math.min(100, Math.floor(Number(limit)) || 10));
  const results = await Promise.all(kept.slice(0, most).map((one) => result(one, machine)));
  const marks = new Set(question.concepts.flatMap((concept) => [...concept.units, ...concept.others.flatMap((other) => other.units)].map((unit) => unit.mark)));
  return {
    query: text, locale: wanted, results, total: kept.length, counts, also: question.also, corrected: question.corrected,
    marked: (words) => marked(words, marks, machine),
  };
}

/* Text as [piece, whether it was searched for], for <mark>. */
function marked(text, marks, { locale, simple }) {
  const hits = new Array(text.length).fill(false);
  const mark = (from, to) => hits.fill(true, from, to);
  for (const match of text.matchAll(/[a-z0-9'’]+(?:-[a-z]+)*/gi)) {
    const joined = latinWords(match[0]).join('');
    if ([joined, ...match[0].split('-')].some((word) => marks.has(stem(latinWords(word).join(''))))) mark(match.index, match.index + match[0].length);
  }
  if (isHan(locale)) {
    const plain = simple(text); // letter for letter, so places stay
    for (const one of marks) if (one.match(HAN)) for (let at = plain.indexOf(one); at >= 0; at = plain.indexOf(one, at + 1)) mark(at, at + one.length);
  }
  const pieces = [];
  for (let at = 0; at < text.length; at++) {
    if (at && hits[at] === hits[at - 1]) pieces[pieces.length - 1][0] += text[at];
    else pieces.push([text[at], hits[at]]);
  }
  return pieces;
}

/* Begins to load a language's index, so that it is there when the first words are typed. */
export const warm = (locale) => engine(locale).then(() => true, () => false);
export { SITE };

/* search('can I cancel', {locale: 'en'}) → [{url, title, type, topic, locale, excerpt, …}], best first. `url` is absolute within the host.
   filters: {topic, type, place} keep only what has them; preferPlace puts what holds there higher. Any query is fine; [] when nothing fits. */
export async function search(query, options) {
  return (await find(query, options || {})).results;
}
