/** Whether two spellings are one address here: upper case does not make another mailbox. */
export function sameAddress(one: string, other: string): boolean {
  return addressKey(one) === addressKey(other);
}

/** What all spellings of one address have in common. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}
