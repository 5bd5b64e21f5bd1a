// How social networks count a post: the same as hooks/hub/text/counting.py, from the same tables (counting.json).
const LINK = 23, LONGEST_LINK = 4096, LONGEST_LABEL = 63, LONGEST_SLUG = 40, LONGEST_DOMAIN = 253;

export function counters(tables) {
  const compiled = new Map();
  const pattern = (name, flags) => {
    const key = `${name}/${flags}`;
    if (!compiled.has(key)) compiled.set(key, new RegExp(tables.patterns[name], `u${flags}`));
    return compiled.get(key);
  };
  const domains = new Set(tables.domains);
  const alphanumeric = /^[A-Za-z0-9]$/;
  const every = (name, text) => [...text.matchAll(pattern(name, 'g'))];
  const from = (name, text, at) => {
    const sticky = pattern(name, 'y');
    sticky.lastIndex = at;
    return sticky.exec(text);
  };

  // The length of a label in punycode (RFC 3492).
  function encoded(label) {
    const points = [...label].map((letter) => letter.codePointAt(0));
    const basic = points.filter((point) => point < 128).length;
    if (basic === points.length) return basic;
    const adapt = (delta, count, first) => {
      let rest = first ? Math.floor(delta / 700) : delta >> 1, turns = 0;
      for (rest += Math.floor(rest / count); rest > 455; turns += 36) rest = Math.floor(rest / 35);
      return turns + Math.floor((36 * rest) / (rest + 38));
    };
    let size = 4 + basic + (basic ? 1 : 0), done = basic, at = 128, delta = 0, bias = 72;
    while (done < points.length) {
      const next = Math.min(...points.filter((point) => point >= at));
      delta += (next - at) * (done + 1);
      at = next;
      for (const point of points) {
        if (point < at) delta += 1;
        if (point === at) {
          let rest = delta;
          for (let step = 36; ; step += 36) {
            const least = step <= bias ? 1 : step >= bias + 26 ? 26 : step - bias;
            size += 1;
            if (rest < least) break;
            rest = Math.floor((rest - least) / (36 - least));
          }
          bias = adapt(delta, done + 1, done === basic);
          delta = 0;
          done += 1;
        }
      }
      delta += 1;
      at += 1;
    }
    return size;
  }

  const run = (text, at) => {
    while (at < text.length && alphanumeric.test(text[at])) at += 1;
    return at;
  };

  function topLevel(text, at) {
    if (text.slice(at, at + 4).toLowerCase() === 'xn--') {
      const end = run(text, at + 4);
      return end > at + 4 ? end : -1;
    }
    const end = run(text, at);
    if (end > at) return domains.has(text.slice(at, end).toLowerCase()) && !'@+-'.includes(text[end] || ' ') ? end : -1;
    for (let stop = Math.min(text.length, at + 24); stop > at; stop -= 1) {
      const after = text[stop] || ' ';
      if (domains.has(text.slice(at, stop)) && !'@+-'.includes(after) && !alphanumeric.test(after)) return stop;
    }
    return -1;
  }

  function hostEnd(text, at) {
    const labels = [];
    for (let label = from('label', text, at); label; label = from('label', text, at)) {
      labels.push(label);
      at = label.index + label[0].length;
    }
    for (const label of labels.reverse()) {
      if (label[0].includes('_')) continue;
      const end = topLevel(text, label.index + label[0].length);
      if (end >= 0) return end;
    }
    return -1;
  }

  function isLink(url, scheme, host) {
    if (host.startsWith('xn--') && /[^\0-\x7f]/.test(host)) return false;
    return host.split('.').every((label) => label && encoded(label) <= LONGEST_LABEL) && scheme.length + url.length <= LONGEST_LINK;
  }

  function asciiHosts(host) {
    const found = [];
    let at = 0;
    for (const match of every('ascii_run', host)) {
      let end = match.index + match[0].length;
      if (match.index < at || host[end] !== '.') continue;
      const dots = [];
      while (host[end] === '.') {
        dots.push(end + 1);
        const following = from('ascii_run', host, end + 1);
        end += 1 + (following ? following[0].length : 0);
        if (!following) break;
      }
      const top = dots.reverse().map((dot) => topLevel(host, dot)).find((each) => each >= 0);
      if (top !== undefined) {
        found.push([match.index, top]);
        at = top;
      }
    }
    return found;
  }

  function links(text, schemes, tail, bare) {
    const found = [];
    let at = 0;
    for (const match of every('host_run', text)) {
      const begins = match.index, ends = begins + match[0].length;
      if (ends <= at || !match[0].includes('.') || [...match[0]].length > LONGEST_LINK) continue;
      const starts = [];
      if (text.slice(Math.max(0, begins - 3), begins) === '://') {
        const before = text.slice(Math.max(0, begins - 11), begins - 3).toLowerCase();
        for (const name of schemes) if (before.endsWith(name)) starts.push([begins - 3 - name.length, begins]);
      }
      const places = Array.from({ length: ends - begins }, (_, at) => begins + at);
      const second = text.codePointAt(0) > 0xffff ? 2 : 1; // where the second letter begins
      if (!begins && ends > second && !from('not_before', text, 0)) places.splice(0, second + 1, second, 0);
      for (const place of places) starts.push([place, place]);
      for (const [start, hostAt] of starts) {
        if (start < at || hostAt < at || (start && (start === at || from('not_before', text, start - 1)))) continue;
        if (/[\udc00-\udfff]/.test(text[start])) continue;
        const hostStop = hostEnd(text, hostAt);
        if (hostStop < 0) continue;
        const end = hostStop + from(tail, text, hostStop)[0].length;
        at = end;
        const host = text.slice(hostAt, hostStop), scheme = text.slice(start, hostAt);
        if (!isLink(text.slice(start, end), scheme || 'https://', host)) break;
        if (scheme) {
          const short = from('short_link', text, start);
          if (!short) found.push([start, end]);
          else if (short[1].length <= LONGEST_SLUG) found.push([start, start + short[0].length]);
          break;
        }
        if (!bare || (start && '-_./'.includes(text[start - 1]))) break;
        const hasPath = text.slice(hostStop, end).replace(/^[:0-9]+/, '').startsWith('/');
        const hosts = asciiHosts(host);
        hosts.forEach(([first, last], number) => found.push([hostAt + first, hasPath && number === hosts.length - 1 ? end : hostAt + last]));
        break;
      }
    }
    return found;
  }

  const points = (text) => [...text].length;
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const grapheme = (text) => { let count = 0; for (const _ of segmenter.segment(text)) count += 1; return count; };
  const bytes = (text) => new TextEncoder().encode(text).length;

  function weighted(raw) {
    const text = raw.normalize('NFC'), pieces = [];
    let total = 0, at = 0;
    for (const [start, end] of text.includes('.') ? links(text, ['https', 'http'], 'tail', true) : []) {
      total += LINK;
      pieces.push(text.slice(at, start));
      at = end;
    }
    for (const piece of [...pieces, text.slice(at)]) {
      let pictures = 0;
      const letters = piece.replace(pattern('emoji', 'g'), () => { pictures += 1; return ''; });
      total += 2 * pictures + 2 * points(letters) - every('light', letters).length;
    }
    return total;
  }

  function mastodon(text, warning = '') {
    if (!/[^\s\x1c-\x1f\x85]|\ufeff/.test(text)) return grapheme(warning); // white space as Python knows it
    const found = text.includes('://') ? links(text, tables.schemes, 'long_tail', false).map(([start, end]) => [start, end, 'x'.repeat(LINK)]) : [];
    for (const match of every('remote_mention', text)) {
      const end = match.index + match[0].length;
      if (!from('ends_mention', text, end) && points(match[2] || '') <= LONGEST_DOMAIN) found.push([match.index, end, `@${match[1]}`]);
    }
    let counted = warning, at = 0;
    for (const [start, end, said] of found.sort((one, other) => one[0] - other[0])) {
      if (start < at) continue;
      counted += text.slice(at, start) + said;
      at = end;
    }
    return grapheme(counted + text.slice(at));
  }

  const threads = (text) => points(text) + every('emoji', text).reduce((sum, [picture]) => sum + bytes(picture) - points(picture), 0);
  const halfWidth = (text) => Math.ceil([...text].reduce((sum, letter) => sum + (letter <= '\u00ff' ? 1 : 2), 0) / 2);

  function message(text) {
    const letters = [...text], extended = new Set(tables.gsm_extended), basic = new Set(tables.gsm_basic);
    const isGsm = letters.every((letter) => basic.has(letter) || extended.has(letter));
    const sizes = letters.map((letter) => (isGsm ? (extended.has(letter) ? 2 : 1) : letter.length));
    const units = sizes.reduce((sum, size) => sum + size, 0), [single, each] = isGsm ? [160, 153] : [70, 67];
    if (units <= single) return { alphabet: isGsm ? 'gsm7' : 'ucs2', units, parts: text ? 1 : 0 };
    let parts = 1, used = 0;
    for (const size of sizes) {
      if (used + size > each) { parts += 1; used = 0; }
      used += size;
    }
    return { alphabet: isGsm ? 'gsm7' : 'ucs2', units, parts };
  }

  return {
    weighted, grapheme, mastodon, threads, message, bytes,
    utf16: (text) => text.length,
    codepoint: points,
    half_width: halfWidth,
    sms: (text) => message(text).parts,
  };
}
