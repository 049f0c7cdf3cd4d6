/**
 * What stands between the parts of a message with this Message-ID. It says which message it is even where a provider puts a number of its own in the place
 * of ours. No line of quoted-printable holds `=_`, so no text can end its part (RFC 2045 section 6.7, note).
 */
export function boundaryFor(messageId: string): string {
  return `=_${messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)}`;
}
