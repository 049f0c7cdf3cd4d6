import type { DkimResult } from './verify-dkim.ts';

/** One thing that was looked at: whether it is right, what was found, and what to do. */
export interface Finding {
  what: 'spf' | 'dkim' | 'dmarc' | 'leaving';
  state: 'good' | 'look' | 'bad' | 'unknown';
  sentence: string;
  todo: string | null;
}

const nobodyAnswered = 'Nobody answered in the DNS. Check again later.';

/** Whether a domain names the servers that send for it (RFC 7208). Which server handed the message over is not judged: what the message says of that anybody can write. */
export function judgeSpf(domain: string, texts: string[] | undefined): Finding {
  const say = (state: Finding['state'], sentence: string, todo: string | null = null): Finding => ({ what: 'spf', state, sentence, todo });
  if (!texts) return say('unknown', nobodyAnswered);
  const records = texts.filter((text) => /^v=spf1(?:\s|$)/i.test(text));
  const add = 'Whoever manages the domain adds the SPF entry that its mail provider names.';
  if (records.length === 0) return say('bad', `${domain} does not say in the DNS which servers may send for it (SPF).`, add);
  if (records.length > 1)
    return say(
      'bad',
      `${domain} has ${records.length} SPF entries, so servers use none.`,
      'Whoever manages the domain makes one entry of them.',
    );
  if (/(?:^|\s)\+?all(?:\s|$)/i.test(records[0] ?? ''))
    return say('bad', `The SPF entry of ${domain} lets every server of the world send for it.`, 'Let it end in ~all or -all.');
  return say('good', `${domain} says which servers may send for it (SPF).`);
}

/** Whether the message carries a signature that holds, of the domain that stands in `From`. */
export function judgeDkim(domain: string, results: readonly DkimResult[]): Finding {
  const say = (state: Finding['state'], sentence: string, todo: string | null = null): Finding => ({ what: 'dkim', state, sentence, todo });
  const turnOn = `Turn DKIM on for ${domain} at its mail provider, and put the key that it names into the DNS.`;
  const passed = results.filter(({ result }) => result === 'pass');
  const aligned = passed.find((one) => isAligned(domain, one.domain));
  if (aligned) return say('good', `The message is signed by ${aligned.domain}, and the signature holds (DKIM).`);
  if (passed[0])
    return say('look', `The message is signed by ${passed[0].domain} and not by ${domain}, so it does not count for DMARC.`, turnOn);
  if (results.length === 0) return say('bad', 'The message carries no signature (DKIM).', turnOn);
  if (results.some(({ result }) => result === 'unknown')) return say('unknown', nobodyAnswered);
  if (results.some(({ result }) => result === 'no_key'))
    return say('bad', 'The message is signed, but the key is not in the DNS.', 'Put the key that the mail provider names into the DNS.');
  if (results.every(({ result }) => result === 'unsupported'))
    return say('bad', 'The message is signed in an old way that receivers no longer trust.', 'Ask the mail provider for a key of today.');
  return say(
    'bad',
    'The signature of the message does not hold: it was changed on its way, or signed with another key.',
    'Save the message as it came, without forwarding or copying it, and check again. If it still fails, ask the mail provider.',
  );
}

/** What a domain asks receivers to do with what is not signed by it (RFC 7489), looked for from the domain upwards. */
export function judgeDmarc(domain: string, found: { at: string; texts: string[] } | undefined | 'unknown'): Finding {
  const say = (state: Finding['state'], sentence: string, todo: string | null = null): Finding => ({
    what: 'dmarc',
    state,
    sentence,
    todo,
  });
  if (found === 'unknown') return say('unknown', nobodyAnswered);
  const todo = `Whoever manages the domain adds _dmarc.${domain} with at least “v=DMARC1; p=none”.`;
  if (!found) return say('bad', `${domain} does not say what becomes of mail that only claims to be from it (DMARC).`, todo);
  if (found.texts.length > 1)
    return say('bad', `${found.at} has ${found.texts.length} DMARC entries, so servers use none.`, 'Keep one of them.');
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)/i.exec(found.texts[0] ?? '')?.[1]?.toLowerCase();
  if (!policy) return say('bad', `The DMARC entry of ${found.at} says no policy.`, todo);
  const words = { none: 'let it pass', quarantine: 'put it aside', reject: 'refuse it' }[policy] ?? policy;
  return say('good', `${found.at} asks receivers to ${words} (DMARC).`);
}

/** Whether the way to leave stands in the message and under its signature: without that, mail programs show no button (RFC 8058 section 4). */
export function judgeLeaving(fields: ReadonlySet<string>, results: readonly DkimResult[]): Finding {
  const say = (state: Finding['state'], sentence: string, todo: string | null = null): Finding => ({
    what: 'leaving',
    state,
    sentence,
    todo,
  });
  const names = ['list-unsubscribe', 'list-unsubscribe-post'];
  if (names.some((name) => !fields.has(name)))
    return say(
      'unknown',
      'This message has no List-Unsubscribe.',
      'Check a test of a campaign’s step, which has it like every message of a campaign.',
    );
  const passed = results.filter(({ result }) => result === 'pass');
  if (passed.some(({ signed }) => names.every((name) => signed.includes(name))))
    return say('good', 'The one-click way to leave stands under the signature.');
  return say(
    passed.length > 0 ? 'look' : 'bad',
    passed.length > 0
      ? 'The signature leaves out List-Unsubscribe, so some mail programs show no button for leaving.'
      : 'No signature holds, so mail programs show no button for leaving.',
    passed.length > 0
      ? 'Ask the mail provider to sign List-Unsubscribe and List-Unsubscribe-Post. The link in the text works all the same.'
      : 'Put the signature right first.',
  );
}

/** One is the other or lies below it, as relaxed alignment wants. What both would share is never a top-level domain alone. */
export function isAligned(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return long === short || (short.includes('.') && long.endsWith(`.${short}`));
}
