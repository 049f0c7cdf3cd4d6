import { dkimRecord } from './mail-server/sign.ts';

/** Stands in for the DNS where it says which domains take mail: all do, but for names that nobody can ever have (RFC 2606 section 2). */
export const sandboxMailDomains = {
  takesMail(domain: string): Promise<'yes' | 'no'> {
    return Promise.resolve(domain.endsWith('.invalid') ? 'no' : 'yes');
  },
  /** Nobody is asked for an address from the sandbox. */
  exchangersOf(): Promise<string[]> {
    return Promise.resolve([]);
  },
  /** Of a domain of the sandbox who may send for it; of all others nothing is known. */
  textsOf(name: string): Promise<string[]> {
    const key = dkimRecord(name);
    if (key !== undefined) return Promise.resolve([key]);
    return Promise.resolve(name === 'mail.test' ? ['v=spf1 ip4:127.0.0.1 -all'] : name === '_dmarc.mail.test' ? ['v=DMARC1; p=none'] : []);
  },
};
