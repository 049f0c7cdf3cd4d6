type Filter = (value: unknown, ...given: unknown[]) => unknown;

/**
 * What may be done with a value. Ours alone: nothing that runs long, grows without end, reads the clock or writes markup.
 * What is absent stays absent, until `default` gives it a value.
 */
export const filters = {
  default: (value, other) => (value === null || value === undefined || value === '' ? other : value),
  capitalize: ofText((text) => text.charAt(0).toUpperCase() + text.slice(1)),
  upcase: ofText((text) => text.toUpperCase()),
  downcase: ofText((text) => text.toLowerCase()),
  strip: ofText((text) => text.trim()),
  first_word: ofText((text) => text.trim().split(/\s+/, 1)[0] ?? ''),
  append: ofText((text, more) => text + more),
  prepend: ofText((text, more) => more + text),
  truncate: ofText((text, most) => (text.length > Number(most) ? `${text.slice(0, Number(most)).trimEnd()}…` : text)),
  date: ofText((text, form) => dayInWords(text, form)),
} as const satisfies Record<string, Filter>;

function ofText(change: (text: string, given: string) => string | undefined): Filter {
  return (value, given) => {
    const text = plain(value);
    return text === undefined ? null : change(text, plain(given) ?? '');
  };
}

const plain = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

const takesOne = ['default', 'append', 'prepend', 'truncate', 'date'];

/** What is wrong with what a filter is given; `undefined` among them stands for a value that is only known for a recipient. */
export function problemOfArguments(name: string, given: readonly (string | undefined)[]): string | undefined {
  const wanted = takesOne.includes(name) ? 1 : 0;
  if (given.length !== wanted)
    return wanted === 1 ? `“${name}” needs one value behind a colon, such as ${name}: ${sample(name)}.` : `“${name}” takes no value.`;
  const [one] = given;
  if (name === 'default' && one?.trim() === '') return 'The fallback is empty. Write what should stand there instead.';
  if (name === 'truncate' && !/^[1-9]\d{0,3}$/.test(one ?? '')) return '“truncate” needs a number of letters, such as truncate: 40.';
  if (name === 'date' && !(one !== undefined && dayForm.test(one))) return `“date” needs a form, such as ${sample(name)}.`;
  return undefined;
}

const sample = (name: string) => (name === 'truncate' ? '40' : name === 'date' ? '"%-d %B %Y"' : '"friend"');

const dayForm = /^(?:%-?[dmYBbAaHM]|[^%]){1,60}$/;

const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const long = { B: part({ month: 'long' }), b: part({ month: 'short' }), A: part({ weekday: 'long' }), a: part({ weekday: 'short' }) };

/** A day written as 2026-03-04, or a moment, in the form of strftime; nothing where it is none. */
function dayInWords(text: string, form: string): string | undefined {
  const day = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(text.trim()) ? new Date(text.trim()) : undefined;
  if (!day || Number.isNaN(day.getTime())) return undefined;
  const numbers = { d: day.getUTCDate(), m: day.getUTCMonth() + 1, H: day.getUTCHours(), M: day.getUTCMinutes(), Y: day.getUTCFullYear() };
  return form.replace(/%(-?)([dmYBbAaHM])/g, (_, short: string, what: keyof typeof numbers | keyof typeof long) => {
    if (what in long) return long[what as keyof typeof long].format(day);
    const number = String(numbers[what as keyof typeof numbers]);
    return short === '-' ? number : number.padStart(2, '0');
  });
}
