// An approved text and what an adviser adds to it. Nothing here composes approved words: it puts the adviser's own line under them, or above.

/** Half-widths: a letter up to U+10FF is 1, any other 2; as hooks/hub/composing/signature.py counts. */
export const width = (text) => [...text].reduce((sum, letter) => sum + (letter <= '\u10ff' ? 1 : 2), 0);

const MARKS = /https?:|www\.|[@#＠＃]|\.[a-z]{2,}\b|\p{Extended_Pictographic}|[\u0000-\u001f\u007f\u2028\u2029\ufffe\ufeff\uffff]/iu;
const FIELDS = ['name', 'company', 'licence', 'greeting'];

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

/** A profile as a firm hands it out in a link, and back; null where the fragment is none. */
export function fromFragment(fragment) {
  const packed = new URLSearchParams(fragment.replace(/^#/, '')).get('profile');
  if (!packed) return null;
  try {
    const bytes = Uint8Array.from(atob(packed.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
    const told = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const known = Object.fromEntries(['name', 'company', 'licence', 'place', 'greeting', 'tag'].map((key) => [key, typeof told[key] === 'string' ? told[key] : '']));
    return known.name ? known : null;
  } catch {
    return null;
  }
}
