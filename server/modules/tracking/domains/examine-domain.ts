import { randomBytes } from 'node:crypto';
import { equal } from '../../../platform/hashing.ts';
import type { HostNames } from '../../../platform/host-names.ts';
import { OutboundFailure, type Outbound } from '../../../platform/outbound.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { OwnHosts } from './own-hosts.ts';
import type { Found } from './store.ts';
import { baseUnder, proofRecord, type TrackingDomain } from './tracking-domain.ts';

export interface DomainNeeds {
  names: HostNames;
  outbound: Outbound;
  publicUrl: string;
  hosts: Pick<OwnHosts, 'forget'>;
}

/** Where this copy answers what nobody else can answer. */
export const challengePath = '/.well-known/antiphon-tracking';
const purpose = 'tracking domain';

/** What this copy says to a challenge that reached it under a host: it shows whose keys it has, and under which name it was asked. */
export const answerTo = (tools: Pick<Tools, 'hashing'>, host: string, challenge: string): string =>
  tools.hashing.lookup(purpose, JSON.stringify([host, challenge])).toString('base64url');

const secondsToAnswer = 10;

/**
 * Looks whether a host is its workspace's and leads here: by a text record, by its alias or addresses, and by a question that only this copy can answer,
 * asked under that name and with a certificate for it.
 * @returns nothing where name servers did not answer, which says nothing about the host
 */
export async function examineDomain(
  tools: Pick<Tools, 'hashing'>,
  { names, outbound, publicUrl }: Pick<DomainNeeds, 'names' | 'outbound' | 'publicUrl'>,
  domain: Pick<TrackingDomain, 'host' | 'token'>,
): Promise<Found | undefined> {
  const { host } = domain;
  const here = new URL(publicUrl).hostname;
  const record = proofRecord(domain);
  const texts = await names.textsOf(record.name);
  if (!texts) return undefined;
  const fails = (problem: string, owned = false): Found => ({ owned, answered: false, problem });
  if (!texts.includes(record.text)) return fails(`The text record ${record.name} with “${record.text}” is not there, or not seen yet.`);
  const leads = await leadsTo(names, host, here);
  if (leads === undefined) return undefined;
  if (!leads) return fails(`${host} does not lead to ${here}: make it a CNAME of that, or give it the same addresses.`);
  const challenge = randomBytes(24).toString('base64url');
  try {
    const { status, text } = await outbound.request({
      url: `${baseUnder(publicUrl, host)}${challengePath}/${challenge}`,
      method: 'GET',
      timeoutMilliseconds: secondsToAnswer * 1000,
      maxResponseBytes: 4_096,
    });
    const is = status === 200 && equal(Buffer.from(text.trim()), Buffer.from(answerTo(tools, host, challenge)));
    if (is) return { owned: true, answered: true, problem: null };
    return fails(`What answers at ${host} is not this copy, or the proxy in front does not pass the name on (its Host header).`, true);
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error;
    return fails(whyNoAnswer(host, error), true);
  }
}

async function leadsTo(names: HostNames, host: string, here: string): Promise<boolean | undefined> {
  const aliases = await names.aliasesOf(host);
  if (aliases?.includes(here)) return true;
  const [theirs, ours] = [await names.addressesOf(host), await names.addressesOf(here)];
  if (!aliases || !theirs || !ours) return undefined;
  return theirs.length > 0 && theirs.every((address) => ours.includes(address));
}

function whyNoAnswer(host: string, { stage, reason }: OutboundFailure): string {
  if (reason === 'quarantined') return 'This copy is under quarantine and asks nobody.';
  if (stage === 'refused') return `${host} leads to an address that is not open to this copy.`;
  if (/CERT|SELF_SIGNED|TLS|SSL|ALT/.test(reason)) return `The proxy in front has no certificate for ${host} that browsers believe.`;
  return reason === 'deadline' ? `${host} did not answer within ${secondsToAnswer} seconds.` : `${host} could not be reached with https.`;
}
