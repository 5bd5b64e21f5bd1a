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
const WEIGHED = 20; // of the best, each is weighed anew by its likest name
const NAMED = 2, LIKE = 2, LED_TO = 0.12, ELSEWHERE = 0.7, MISSED = 0.5, NOT_ASKED = 0.3, STRANGE = 4, SAME_LETTERS = 0.6;
const NEAREST = 3; // topics, and as many terms, when nothing is found
const HAN = /[\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]+/gu;
const isHan = (locale) => locale.startsWith('zh');

const code = (letter) => ((letter.codePointAt(0) - 0x2e80 + 46656) % 46656).toString(36).padStart(3, '0');
const token = (letters) => (letters.length === 2 ? 'z' : 'zz') + letters.map(code).join('');

// latin_words() of outputs/search.py.
function latinWords(text) {
  const plain = text.normalize('NFKC').toLowerCase().replace(/’/g, "'").replace(/(\d+)\s*\(\s*([a-z])\s*\)/g, '$1$2').replace(/\bpart ([a-d])\b/g, 'xpart$1');
  return plain.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/'s\b|'/g, '').replace(/([a-z])-(?=[a-z])/g, '$1').match(/[a-z0-9]+/g) || [];
}

// fnv() of outputs/search.py.
function fnv(name) {
  let number = 0x811c9dc5;
  for (const letter of name) number = Math.imul(number ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return number;
}

// exact() of outputs/search.py.
function whole(folded) {
  const name = folded.replace(/[^a-z0-9\u3005\u3007\u3400-\u9fff\u{20000}-\u{3ffff}]/gu, '');
  return name && 'zx' + fnv(name).toString(16).padStart(8, '0');
}

// The overlapping pairs of a run of letters; a run of one gives itself.
const pairs = (letters) => (letters.length === 1 ? letters : letters.slice(1).map((second, at) => letters[at] + second));

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

async function read(path) {
  const response = await fetch(new URL(path, HERE));
  if (!response.ok) throw new Error(response.url);
  return response.json();
}

// A language's tables.json, and all that is needed to ask it.
export const tables = once((locale) => read(locale + '/tables.json'));
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
  const key = (text) => (isHan(locale) && text.match(HAN) ? fold(text).replace(/\s+/g, '') : latinWords(text).map(stem).join(' '));
  const known = new Set(), rank = new Map();
  words.vocabulary.forEach((row, step) => row.split(' ').forEach((word) => word && (rank.set(word, step), known.add(stem(word)))));
  const phrases = new Map(); // key → groups of synonyms
  for (const group of words.synonyms) {
    const row = group.map((word) => word.split('\t')).map(([shown, word = shown]) => ({ shown, word, key: key(word) }));
    for (const one of row) phrases.set(one.key, [...(phrases.get(one.key) || []), row.filter((other) => other.key !== one.key)]);
  }
  const ask = once(async (word) => new Map((await pagefind.search(word)).results.filter((hit) => hit.score > 0).map((hit) => [hit.id, hit])));
  const facet = (kind, value) => ask(`zq${kind}${value.replace(/-/g, '').toLowerCase()}`);
  const stop = words.stop.map(fold);
  return {
    locale, tables: words, simple, fold, key, known, rank, phrases, ask, facet,
    names: once((shard) => read(`${locale}/names/${shard}.json`)),
    stop: new Set(stop),
    stops: new RegExp([...stop].sort((a, b) => b.length - a.length).join('|') || '^$', 'g'),
    han: words.han.map((word) => [fold(word), word]),
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

// A run of Han letters with a wrong letter put right: a piece that occurs nowhere becomes the site's own word of three letters or more that differs in one.
async function respelled(run, engine, corrected) {
  const letters = Array.from(run);
  if (letters.length < 3) return run;
  const strange = await Promise.all(pairs(letters).map(async (pair) => !(await engine.ask(token(Array.from(pair)))).size));
  for (let at = 0; at + 2 <= letters.length; at++) {
    if (!strange[at]) continue;
    for (const [word, shown] of engine.han) {
      const right = Array.from(word);
      for (let from = Math.max(0, at + 2 - right.length); from <= at && from + right.length <= letters.length; from++) {
        const wrong = right.filter((letter, step) => letter !== letters[from + step]).length;
        if (wrong !== 1) continue;
        letters.splice(from, right.length, ...right);
        corrected.push(shown);
        return letters.join('');
      }
    }
  }
  return run;
}

// A question as concepts: a word, or a phrase and what else it is called: {units: [{ask, mark, …}], others: [{shown, units}]}.
async function understand(query, engine) {
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
    return pairs(letters).map((mark) => {
      const both = Array.from(mark);
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
  const plain = fold(query);
  const written = (word) => { // as the reader wrote it, in their script
    const at = plain.length === query.length ? plain.indexOf(word) : -1;
    return at < 0 || !inHan ? word : query.slice(at, at + word.length);
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
  const asIs = runs(query);
  const right = await Promise.all(asIs.map((run) => respelled(run, engine, corrected)));
  for (const run of right) {
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
  if (!concepts.length) for (const word of skipped) add(/[a-z0-9]/.test(word) ? [{ ask: word, mark: word }] : han(word));
  const every = concepts.flatMap((concept) => concept.units);
  if (every.filter((unit) => !unit.isCommon).length > 2) for (const concept of concepts) if (!concept.others.length) concept.units = concept.units.filter((unit) => !unit.isCommon);
  let left = MOST;
  for (const concept of concepts) left -= (concept.units = concept.units.slice(0, left)).length;
  const latinKey = ` ${words.map(stem).join(' ')} `, hanKey = right.join(' ');
  const topics = engine.clues.filter(([, clues]) => clues.some((clue) => clue && (clue.match(HAN) ? hanKey.includes(clue) : latinKey.includes(` ${clue} `)))).map(([topic]) => topic);
  return { concepts: concepts.filter((concept) => concept.units.length || concept.others.length), also: [...new Set(also)], corrected, topics, name: whole(fold(query)), written };
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

// The words that the units at these places make; overlapping pairs are one.
function stretches(units, places) {
  const words = [];
  places.forEach((at, step) => {
    const { mark, letters, ask } = units[at];
    if (letters && step && places[step - 1] === at - 1) words.push(words.pop() + letters[1]);
    else words.push(mark.match(HAN) ? mark : ask);
  });
  return words;
}

async function ranking(question, engine, preferPlace) {
  const total = engine.tables.count || 1;
  const scores = new Map(), hits = new Map();
  let whole = 0;
  await Promise.all(question.concepts.map(async (concept) => {
    const own = new Map(), covered = new Map(), stands = new Map(), said = new Map();
    let weight = 0;
    const answers = await Promise.all(concept.units.map((unit) => answer(unit, engine)));
    for (const [at, { found, factor }] of answers.entries()) {
      const worth = Math.log(1 + total / (found.size + 0.5));
      concept.units[at].worth = worth;
      weight += worth;
      for (const [id, hit] of found) {
        hits.set(id, hit);
        own.set(id, (own.get(id) || 0) + hit.score * factor(id));
        covered.set(id, (covered.get(id) || 0) + worth * factor(id));
        if (factor(id) > LONGER) stands.set(id, [...(stands.get(id) || []), at]);
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
        said.set(id, other.shown);
      }
    }
    concept.weight = weight || 1;
    concept.foundIn = (id) => {
      const own = stands.get(id) || [];
      return said.has(id) && own.length < Math.max(1, concept.units.length) ? [said.get(id)] : stretches(concept.units, own);
    };
    whole += concept.weight;
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
    const coverage = Math.min(1, covered / (whole || 1));
    let factor = 1, topical = 1;
    for (const [members, times, kind] of boosted) if (members.has(id)) kind === 'topic' ? (topical = times) : (factor *= times);
    return { id, hit: hits.get(id), coverage, factor, isNamed: named.has(id), isElsewhere: question.topics.length > 0 && topical === 1, score: Math.round(score * coverage * factor * topical * 1e4) };
  });
  ranked.sort((a, b) => b.score - a.score);
  return ranked.filter((one, at) => at < ENOUGH || one.score >= ranked[0].score * FLOOR);
}

// How like a question a name is, from 0 to 1: what they share, against what the question has besides and, less, what the name has besides.
function likeness({ concepts }, name, { locale, stop, stops, fold }) {
  const words = new Set(latinWords(name).filter((word) => !stop.has(word)).map(stem));
  const runs = (isHan(locale) && fold(name).replace(stops, ' ').match(HAN)) || [];
  const letters = new Set(runs.flatMap((run) => Array.from(run)));
  for (const run of runs) for (const pair of pairs(Array.from(run))) words.add(pair);
  const left = new Set(words);
  let shared = 0, missed = 0;
  for (const { units, others, weight } of concepts) {
    let own = 0;
    for (const unit of units) {
      if (words.has(unit.mark)) left.delete(unit.mark);
      own += unit.worth * (words.has(unit.mark) ? 1 : unit.letters ? (SAME_LETTERS * unit.letters.filter((letter) => letters.has(letter)).length) / 2 : 0);
    }
    for (const other of others) {
      if (!other.units.every((unit) => words.has(unit.mark))) continue;
      for (const unit of other.units) left.delete(unit.mark);
      own = Math.max(own, SYNONYM * weight);
    }
    shared += Math.min(own, weight);
    missed += weight - Math.min(own, weight);
  }
  return shared && shared / (shared + MISSED * missed + NOT_ASKED * STRANGE * left.size);
}

/* The best of a ranking in their last order: what a page has counts in parts, a name that is nearly the question counts as a whole, and what many pages lead to comes first.
   Without it the page that says the words often stands before the page that asks the question (English, first three: .75 against .84; November 2026). */
function weighed(question, best, machine) {
  return Promise.all(best.map(async (one) => {
    const { meta } = await one.hit.data();
    const [links, ...names] = (await machine.names(fnv(meta.url) % machine.tables.names))[meta.url] || [0, meta.title];
    const like = Math.max(...names.map((name) => likeness(question, name, machine)));
    const score = Math.sqrt(one.score / (best[0].score || 1)) + LIKE * like * one.factor * (one.isElsewhere ? ELSEWHERE : 1) + LED_TO * Math.log2(1 + links) + (one.isNamed && NAMED);
    return { ...one, meta, score: Math.round(score * 1e4) }; // a whole number: the order in which parts came and were added must not decide
  }));
}

// Where nothing is found: the topics and the terms whose names share most letters with the question.
async function nearest(text, machine) {
  const { locale, tables: words, fold, ask } = machine;
  const parts = (name) => new Set(pairs(Array.from(fold(name).replace(/\s+/g, ' '))));
  const asked = parts(text);
  const by = (rows) => rows.map((row) => {
    const own = parts(row[1]);
    return { row, like: [...own].filter((pair) => asked.has(pair)).length / Math.sqrt(own.size * asked.size) };
  }).sort((a, b) => b.like - a.like).slice(0, NEAREST);
  const at = (path) => new URL(path, SITE).href.slice(SITE.origin.length);
  const none = { locale, reviewed: '', places: [], score: 0, coverage: 0, why: [] };
  const topics = by(words.topics).map(({ row: [id, title, excerpt] }) => ({ url: at(`${locale}/topics/${id}/`), title, type: 'topic', topic: id, excerpt, ...none }));
  const terms = await Promise.all(by(words.terms).filter(({ like }) => like > 0).map(async ({ row: [, title] }) => {
    const pages = await Promise.all([...await ask(`"${whole(fold(title))}"`)].map(async ([, hit]) => (await hit.data()).meta));
    return pages.find((meta) => meta.type === 'term');
  }));
  return [...topics, ...terms.filter(Boolean).map((meta) => ({ url: at(meta.url), title: meta.title, type: 'term', topic: meta.topic || '', excerpt: meta.summary, ...none, reviewed: meta.reviewed }))];
}

// What the filters keep, and what another choice would.
async function narrow(ranked, engine, filters) {
  const kinds = { type: engine.tables.types, audience: engine.tables.audiences, topic: engine.tables.topics.map(([id]) => id), place: engine.tables.places.map(([id]) => id) };
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

function result({ id, meta, score, coverage }, { concepts, written }, engine) {
  return {
    url: new URL(meta.url, SITE).href.slice(SITE.origin.length), title: meta.title, type: meta.type, topic: meta.topic || '', locale: engine.locale, excerpt: meta.summary || '',
    reviewed: meta.reviewed, places: (meta.places || '').split(' ').filter(Boolean), score, coverage,
    why: [...new Set(concepts.flatMap((concept) => concept.foundIn(id)).map(written))],
  };
}

// What `search` finds and all that a panel says of it. Rejects only when the index cannot be loaded.
export async function find(query, { locale, limit = 10, filters = {}, preferPlace = '' } = {}, isSecondTry = false) {
  const wanted = LOCALES.includes(locale) ? locale : LOCALES.find((one) => one === document.documentElement.lang) || 'en';
  const text = String(query ?? '').slice(0, LONGEST).trim();
  const machine = await engine(wanted);
  const question = await understand(text, machine);
  const ranked = await ranking(question, machine, preferPlace);
  if (!ranked.length && !isSecondTry && (isHan(wanted) ? /[a-z]/i.test(text) && !text.match(HAN) : text.match(HAN))) {
    const other = await find(text, { locale: isHan(wanted) ? 'en' : 'zh-Hant', limit, filters, preferPlace }, true);
    if (other.total) return other;
  }
  const { counts, kept } = await narrow(ranked, machine, filters || {});
  const most = Math.max(1, Math.min(100, Math.floor(Number(limit)) || 10));
  const best = kept.filter((one, at) => at < WEIGHED || (at < 2 * WEIGHED && one.score === kept[WEIGHED - 1].score));
  const rest = await Promise.all(kept.slice(best.length, most).map(async (one) => ({ ...one, meta: (await one.hit.data()).meta })));
  const first = await weighed(question, best, machine);
  first.sort((a, b) => b.score - a.score || (a.meta.url < b.meta.url ? -1 : 1));
  const results = [...first, ...rest].slice(0, most).map((one) => result(one, question, machine));
  const isNothing = !results.length && text !== '';
  const marks = new Set(question.concepts.flatMap((concept) => [...concept.units, ...concept.others.flatMap((other) => other.units)].map((unit) => unit.mark)));
  return {
    query: text, locale: wanted, results: isNothing ? await nearest(text, machine) : results, nearest: isNothing, total: kept.length, counts, also: question.also, corrected: question.corrected,
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

/* search('can I cancel', {locale: 'en', limit, filters: {topic, type, audience, place}, preferPlace: 'TW'})
   → [{url, title, type, topic, locale, excerpt, reviewed, places, why, coverage}], best first; `url` begins with '/'. `why` are the words of the
   question that the page has, `coverage` is their share of its weight, from 0 to 1. Where nothing is found it gives the nearest topics and terms, with no `why`. Any query is fine. */
export async function search(query, options) {
  return (await find(query, options || {})).results;
}
