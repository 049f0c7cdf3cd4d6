const days = 180;

/**
 * How to tell us of a weakness, for people and for programs that look for it (RFC 9116). It ends in half a year and is made anew with each
 * answer: a copy that nobody runs any more stops saying it.
 */
export function securityText(copy: { publicUrl: string; contact: string }, now: Date): string {
  const { publicUrl, contact } = copy;
  const expires = new Date(now.getTime() + days * 86_400_000).toISOString();
  return [
    `Contact: ${contact.includes('@') ? `mailto:${contact}` : `${publicUrl}/legal`}`,
    `Expires: ${expires}`,
    `Preferred-Languages: en`,
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    `Policy: ${publicUrl}/security`,
    '',
  ].join('\n');
}
