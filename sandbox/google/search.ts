import { headerOf } from '../message-headers.ts';
import type { StoredMessage } from './mailboxes.ts';

type Test = (message: StoredMessage) => boolean;

const folders: Record<string, string> = { inbox: 'INBOX', sent: 'SENT', draft: 'DRAFT', spam: 'SPAM', trash: 'TRASH' };

/**
 * Reads the few terms of Gmail's search that are played (support.google.com/mail/answer/7190): `in:`, `after:` and `before:` in seconds, `rfc822msgid:`, each
 * also with a minus before it. Nothing for any other, where Gmail would look for words.
 */
export function readQuery(q: string): Test | undefined {
  const tests: Test[] = [];
  for (const term of q.split(' ').filter(Boolean)) {
    const not = term.startsWith('-');
    const test = readTerm(not ? term.slice(1) : term);
    if (!test) return undefined;
    tests.push(not ? (message) => !test(message) : test);
  }
  return (message) => tests.every((test) => test(message));
}

function readTerm(term: string): Test | undefined {
  const [, name, value = ''] = /^([a-z0-9]+):(.+)$/.exec(term) ?? [];
  switch (name) {
    case 'in': {
      const label = folders[value];
      return label === undefined ? undefined : ({ labels }) => labels.includes(label);
    }
    case 'after':
    case 'before': {
      if (!/^\d{1,12}$/.test(value)) return undefined;
      const seconds = (message: StoredMessage) => Math.floor(message.arrivedAt.getTime() / 1000);
      return name === 'after' ? (message) => seconds(message) >= Number(value) : (message) => seconds(message) < Number(value);
    }
    case 'rfc822msgid':
      // By the number that others see; one that Gmail replaced is not found.
      return (message) => headerOf(message, 'message-id') === `<${value.replace(/^<|>$/g, '')}>`;
    default:
      return undefined;
  }
}
