// A ZIP file of a few small files, stored as they are: what is in it (images, short texts) gains nothing from packing. PKWARE APPNOTE 6.3, no ZIP64.
const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}

const UTF8 = 0x0800;
const UNSAFE = /^\/|^[A-Za-z]:|\\|(^|\/)\.{0,2}(\/|$)|[\x00-\x1f\x7f]|\p{Surrogate}/u;

/** Little-endian numbers, each given as [bytes, value]. */
function numbers(...fields) {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0)), view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true); else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

/**
 * The bytes of a ZIP file of [{name, bytes}], in that order. All files bear the day 'YYYY-MM-DD' (1980 to 2107), so that the same files make the same bytes.
 * Throws RangeError for a name that leads out of its folder or stands twice, for more than 65,535 files, and for 4 GB.
 */
export function zip(files, day = '1980-01-01') {
  const [year, month, date] = day.split('-').map(Number);
  if (!(year >= 1980 && year <= 2107 && month >= 1 && month <= 12 && date >= 1 && date <= 31)) throw new RangeError(`no such day: ${day}`);
  const when = [[2, 0], [2, ((year - 1980) << 9) | (month << 5) | date]];
  const seen = new Set(), parts = [], listed = [];
  let at = 0;
  for (const { name, bytes } of files) {
    if (!name || UNSAFE.test(name) || seen.has(name.toLowerCase())) throw new RangeError(`no such name may stand in a file: ${name}`);
    seen.add(name.toLowerCase());
    const path = new TextEncoder().encode(name);
    const facts = [[2, UTF8], [2, 0], ...when, [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
    parts.push(numbers([4, 0x04034b50], [2, 20], ...facts), path, bytes);
    listed.push(numbers([4, 0x02014b50], [2, 20], [2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), path);
    at += 30 + path.length + bytes.length;
  }
  const size = listed.reduce((sum, part) => sum + part.length, 0);
  if (seen.size > 0xffff || at + size > 0xfffffffe) throw new RangeError('too much for one file');
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, seen.size], [2, seen.size], [4, size], [4, at], [2, 0]);
  const whole = new Uint8Array(at + size + end.length);
  let filled = 0;
  for (const part of [...parts, ...listed, end]) { whole.set(part, filled); filled += part.length; }
  return whole;
}
