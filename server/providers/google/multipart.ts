import { randomBytes } from 'node:crypto';

/**
 * A message together with the thread that it belongs to, in the form that Gmail's upload takes (developers.google.com/workspace/gmail/api/guides/uploads,
 * "Multipart upload"): the bytes of the message as they are, between lines that stand nowhere in them.
 */
export function inThread(raw: Uint8Array, threadId: string): { contentType: string; body: Uint8Array } {
  const boundary = `antiphon-${randomBytes(18).toString('hex')}`;
  const head = `--${boundary}\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify({ threadId })}\r\n--${boundary}\r\ncontent-type: message/rfc822\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), raw, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { contentType: `multipart/related; boundary=${boundary}`, body };
}
