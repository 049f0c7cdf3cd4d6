/** Stands in for the DNS where it says which domains take mail: all do, but for names that nobody can ever have (RFC 2606 section 2). */
export const sandboxMailDomains = {
  takesMail(domain: string): Promise<'yes' | 'no'> {
    return Promise.resolve(domain.endsWith('.invalid') ? 'no' : 'yes');
  },
};
