// An approved text and what an adviser adds to it. Nothing here composes approved words: it puts the adviser's own line under them, or above.

/** Half-widths: a letter up to U+10FF is 1, any other 2; as hooks/hub/composing/signature.py counts. */
export const width = (text) => [...text].reduce((sum, letter) => sum + (letter <= '\u10ff' ? 1 : 2), 0);

// What no line of an adviser's needs: links and tags; pictures; what nobody sees, or turns a line round; a heap of accents; and what a
// spreadsheet could run, be it one that cuts rows at semicolons (decision 0016).
const MARKS = new RegExp([
  'https?:|www\\.|\\.[a-z]{2,}\\b|[@#＠＃]',
  '\\p{Extended_Pictographic}|\\p{Regional_Indicator}|\\u20e3',
  '[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffd\\ufffe\\uffff]|\\p{M}{4}',
  '[=＝﹦|｜;；﹔\\\\<>{}[\\]^`~]|^\\s*[-+－﹣＋﹢]',
].join('|'), 'iu');
/** The fields that stand in a post. */
export const FIELDS = ['name', 'company', 'licence', 'greeting'];
const LONGEST = 200; // characters of a field: more is no profile

/**
 * A profile as the library works with it, whatever a link or an older visit holds: every field a text, `place` one of the library's or '',
 * and no licence after `until`, its last day (UTC), where the firm gave one.
 */
export function known(told, { places }, today) {
  const read = Object.fromEntries([...FIELDS, 'place', 'tag', 'until'].map((key) => [key, typeof told?.[key] === 'string' ? told[key].slice(0, LONGEST + 1) : '']));
  if (!Object.hasOwn(places, read.place)) read.place = '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(read.until)) read.until = '';
  if (read.until && read.until < today) read.licence = read.until = '';
  return read;
}

/** What is wrong with a profile: [[field, why, more]], why being too_long, no_marks, odd_licence or refused. */
export function faults(profile, { limits, places, own_words: claims }) {
  const found = [];
  for (const field of FIELDS) {
    const text = profile[field] || '';
    if (width(text) > limits[field]) found.push([field, 'too_long', { most: limits[field] }]);
    else if (MARKS.test(text)) found.push([field, 'no_marks', {}]);
    const read = text.normalize('NFKC').toLowerCase();
    const claim = claims.find(([, patterns]) => patterns.some((pattern) => new RegExp(pattern, 'u').test(read)));
    if (claim) found.push([field, 'refused', { why: claim[0] }]);
  }
  if (!/^[\w-]*$/.test(profile.tag || '') || (profile.tag || '').length > limits.tag) found.push(['tag', 'too_long', { most: limits.tag }]);
  const place = places[profile.place];
  if (place && profile.licence && !new RegExp(place.pattern).test(profile.licence)) found.push(['licence', 'odd_licence', { place: place.name }]);
  return found;
}

/** The fields that the adviser's place demands and that are still empty. */
export const missing = (profile, { places }) => (places[profile.place]?.demands || []).filter((field) => !profile[field]?.trim());

/** One line: 'Mei Lin, Harbour Brokers, IA licence AB1234'; `wanted` are the fields that go into it. */
export function signature(profile, { places, separator }, wanted = ['name', 'company', 'licence']) {
  const place = places[profile.place];
  if (!place) return '';
  const said = { name: profile.name, company: profile.company, licence: profile.licence && `${place.licence} ${profile.licence}` };
  return ['name', 'company', 'licence'].filter((field) => wanted.includes(field) && said[field]?.trim()).map((field) => said[field].trim()).join(separator);
}

/** The address with the firm's tag, where the firm uses tags and the network's text has room for one. */
export function tagged(url, profile, platform, { tagging }) {
  if (!tagging.is_on || !profile.tag || !platform.takes_tags) return url;
  return `${url}?${tagging.parameters.replace('{platform}', platform.id).replace('{tag}', profile.tag)}`;
}

/**
 * The whole post: [{ text, whose }] in order, whose being 'approved' or 'own', joined by empty lines.
 * The greeting stands first, unless it would push a disclosure past the fold; what the place demands is always signed, the rest where it fits.
 */
export function personal(approved, profile, platform, item, data, count) {
  const url = data.site.url + item.path;
  const text = approved.split(url).join(tagged(url, profile, platform, data));
  const own = (line) => ({ text: line, whose: 'own' });
  const join = (parts) => parts.map((part) => part.text).join('\n\n');
  const demanded = data.places[profile.place]?.demands || [];
  const post = [{ text, whose: 'approved' }];
  const signed = [signature(profile, data), signature(profile, data, demanded)].find((line, last) => line && (last || fits([...post, own(line)])));
  function fits(parts) {
    const whole = join(parts);
    return count(whole) <= platform.limit && (!platform.bytes || new TextEncoder().encode(whole).length <= platform.bytes);
  }
  if (signed) post.push(own(signed));
  const greeting = profile.greeting?.trim();
  if (greeting) {
    const mustBeSeen = item.disclosures.filter((name) => data.disclosures[name][1] === 'before_fold').map((name) => data.disclosures[name][0]);
    const first = [own(greeting), ...post], whole = join(first);
    const isSeen = (wording) => !platform.fold || !whole.includes(wording) || count(whole.slice(0, whole.indexOf(wording) + wording.length)) <= platform.fold;
    if (mustBeSeen.every(isSeen)) post.unshift(own(greeting));
    else post.splice(1, 0, own(greeting));
  }
  return { parts: post, text: join(post) };
}

/** A profile as a firm hands it out in a link; null where the fragment is none, or has no name, or no place of the library. */
export function fromFragment(fragment, data, today) {
  const packed = new URLSearchParams(fragment.replace(/^#/, '')).get('profile');
  if (!packed) return null;
  try {
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
    const told = known(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), data, today);
    return told.name && told.place && Object.values(told).every((text) => text.length <= LONGEST) ? told : null;
  } catch {
    return null;
  }
}
