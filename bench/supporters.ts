import { systemClock } from '../server/platform/clock.ts';
import { hashToken, newToken } from '../server/platform/hashing.ts';
import { newId, readId } from '../server/platform/ids.ts';
import { createSealer, parseKeys } from '../server/platform/sealed.ts';
import { emailKey } from '../shared/email-address.ts';
import { text, type Copy } from './product.ts';
import { consentedPeople } from './stand-in.ts';
import { withStore } from './store.ts';

/** Somebody who has written their letter and connected their mailbox, and is about to see the confirm page. */
export interface Supporter {
  flowId: string;
  address: string;
  /** What their browser keeps. */
  cookie: string;
  /** Another number for each, from which their network address is made. */
  number: number;
}

/** What has to be known of a copy to prepare supporters in its database. */
type Prepared = Pick<Copy, 'databaseUrl' | 'keys' | 'workspaceId' | 'campaignId' | 'googleUrl'>;

let numbers = 0;

/**
 * Prepares supporters as the product leaves them after the consent: the flow with everything sealed in its place, and the recipient that is
 * held for it. Written at once for all: tens of thousands would otherwise have to go through the consent screen before a measurement could begin.
 */
export async function prepareSupporters(copy: Prepared, count: number): Promise<Supporter[]> {
  const workspaceId = readId('workspace', copy.workspaceId);
  const sealer = createSealer(parseKeys(copy.keys));
  const supporters = Array.from({ length: count }, () => {
    const number = ++numbers;
    const [flowId, secret] = [newId(systemClock), newToken()];
    const cookie = `antiphon_letter=${workspaceId}.${flowId}.${secret}`;
    return { flowId, secret, address: `supporter${number}@gmail.test`, cookie, number };
  });
  const tokens = await consentedPeople(
    copy,
    supporters.map(({ address }) => address),
  );
  const draft = JSON.stringify({ subject: text.subject, body: text.body });
  const flows = supporters.map(({ flowId: id, secret, address }, index) => {
    const seal = (column: string, value: string) => sealer.seal({ workspaceId, table: 'supporter_flows', rowId: id, column }, value);
    return {
      id,
      browserHash: hashToken(secret),
      draft: seal('draft_sealed', draft),
      name: seal('name_sealed', 'Pat Sample'),
      address: seal('address_sealed', address),
      identity: seal('identity_sealed', emailKey(address)),
      accessToken: seal('access_token_sealed', tokens[index] ?? ''),
    };
  });
  const place = { workspaceId, campaignId: readId('campaign', copy.campaignId) };
  await withStore(copy.databaseUrl, (store) => store.insertConnected(place, flows));
  return supporters.map(({ flowId, address, cookie, number }) => ({ flowId, address, cookie, number }));
}
