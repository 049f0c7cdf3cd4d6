/**
 * The two parts of a multipart upload (developers.google.com/workspace/gmail/api/guides/uploads, "Multipart upload"): first the metadata as JSON, then the
 * message itself. Stricter than Google on purpose: exactly these two, in this order, each with its type.
 */
export function splitUpload(contentType: string, body: Buffer): { raw: Uint8Array; threadId: string | undefined } | undefined {
  const boundary = /^multipart\/related;\s*boundary="?([\w'()+,./:=?-]{1,70})"?$/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const text = body.toString('latin1');
  const parts = `\r\n${text}`.split(`\r\n--${boundary}`);
  if (parts.length !== 4 || parts[0] !== '' || !/^--(?:\r\n)?$/.test(parts[3] ?? '')) return undefined;
  const [metadata, message] = [partOf(parts[1], 'application/json'), partOf(parts[2], 'message/rfc822')];
  if (metadata === undefined || message === undefined) return undefined;
  const said = readJson(metadata);
  const threadId = said && typeof said === 'object' && 'threadId' in said ? said.threadId : undefined;
  return { raw: Buffer.from(message, 'latin1'), threadId: typeof threadId === 'string' ? threadId : undefined };
}

function partOf(part: string | undefined, type: string): string | undefined {
  const match = /^\r\ncontent-type: ([^\r\n;]+)[^\r\n]*\r\n\r\n([\s\S]*)$/i.exec(part ?? '');
  return match?.[1]?.toLowerCase() === type ? match[2] : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
