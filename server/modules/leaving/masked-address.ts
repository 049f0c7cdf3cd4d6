/** Enough of an address for its holder to know it again, and too little for anybody to whom the message was passed on. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}
