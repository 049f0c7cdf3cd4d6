import type { Copy } from './product.ts';

/** Adds people to the stand-in for Google who have consented already; gives the access token of each, in their order. */
export async function consentedPeople(copy: Pick<Copy, 'googleUrl'>, emailAddresses: readonly string[]): Promise<string[]> {
  const tokens: string[] = [];
  for (let at = 0; at < emailAddresses.length; at += 1000) {
    const accounts = emailAddresses.slice(at, at + 1000).map((emailAddress) => ({ emailAddress, displayName: 'Pat Sample' }));
    const answer = await fetch(`${copy.googleUrl}/_sandbox/tokens`, {
      method: 'POST',
      body: JSON.stringify({ accounts }),
      headers: { 'content-type': 'application/json' },
    });
    if (answer.status !== 201) throw new Error(`The stand-in took no accounts: ${await answer.text()}`);
    const given = (await answer.json()) as { accessToken: string }[];
    tokens.push(...given.map(({ accessToken }) => accessToken));
  }
  return tokens;
}

/** How many messages the stand-in took from each sender. */
export async function sentBySender(copy: Pick<Copy, 'googleUrl'>): Promise<Map<string, number>> {
  const answer = await fetch(`${copy.googleUrl}/_sandbox/outbox/senders`);
  return new Map(Object.entries((await answer.json()) as Record<string, number>));
}
