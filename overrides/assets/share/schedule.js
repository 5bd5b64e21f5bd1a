// Rows of posts as the CSV that a scheduling tool imports. hooks/hub/outputs/schedules.py writes the same bytes and refuses the same rows.
const SPACE = '[\\t\\n \\u00a0\\u1680\\u2000-\\u200d\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff]*';
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\p{Surrogate}/u;
const NEVER_FIRST = new RegExp(`^(?:[\\t\\n]|${SPACE}[=＝﹦\\-－﹣])`, 'u');
const MAYBE_FIRST = new RegExp(`^${SPACE}[+＋﹢@＠﹫]`, 'u');
const PERSON_OR_NUMBER = /^(?:[@＠][A-Za-z0-9_\u00c0-\u024f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[+＋][0-9][0-9 ()-]*)/u;
const CALLS = /[(|[\\（｜［＼﹙]|['’＇][!！﹗]/u;
const DATE = /^([0-9]{4})-([0-9]{2})-([0-9]{2}) ([0-9]{2}):([0-9]{2})$/;

/** A row that no file may hold. `row` counts from 0; `reason` is formula, control, date, label or empty. */
export class Refused extends Error {
  constructor(row, field, reason) {
    super(`row ${row}: ${field}: ${reason}`);
    Object.assign(this, { name: 'Refused', row, field, reason });
  }
}

/** Why a text must not stand in a file that a spreadsheet may open, or ''. For a form that wants to say so before there is a file. */
export function fault(cell) {
  if (CONTROL.test(cell)) return 'control';
  if (NEVER_FIRST.test(cell)) return 'formula';
  if (!MAYBE_FIRST.test(cell)) return '';
  const known = cell.match(PERSON_OR_NUMBER);
  return !known || CALLS.test(cell.slice(known[0].length)) ? 'formula' : '';
}

function dated(value, form) {
  const [whole, ...parts] = value.match(DATE) || [];
  if (!whole) return null;
  const [year, month, day, hour, minute] = parts.map(Number);
  const last = [31, (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (!year || !last || day < 1 || day > last || hour > 23 || minute > 59) return null;
  return ['YYYY', 'MM', 'DD', 'HH', 'mm'].reduce((made, token, at) => made.replaceAll(token, parts[at]), form);
}

function cellOf(row, fill, at, tool) {
  let value = row[fill] ?? '';
  if (fill === 'labels') {
    if ([value].flat().some((label) => label.includes(','))) throw new Refused(at, fill, 'label');
    value = [value].flat().join(',');
  }
  value = value.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  if (fill === 'date' && value) {
    const made = dated(value, tool.date_format);
    if (made === null) throw new Refused(at, fill, 'date');
    return made;
  }
  const reason = fault(value);
  if (reason) throw new Refused(at, fill, reason);
  return value;
}

/**
 * The file as bytes: UTF-8 with a byte order mark, CRLF after each row, every cell quoted. Throws Refused.
 * `tool` is one of schedulers.json; rows are {text, link, image, alt, title, date: 'YYYY-MM-DD HH:MM', labels: [...]}, all but text optional.
 */
export function toCsv(tool, rows) {
  const lines = [tool.columns.map(({ heading }) => heading)];
  rows.forEach((row, at) => {
    if (!row.text && !row.image) throw new Refused(at, 'text', 'empty');
    lines.push(tool.columns.map(({ fills }) => (fills ? cellOf(row, fills, at, tool) : '')));
  });
  const quoted = lines.map((line) => `${line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`);
  return new TextEncoder().encode(`\ufeff${quoted.join('')}`);
}
