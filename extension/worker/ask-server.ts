/** What came of asking the server, told apart by what is to be done now. */
export type Answer =
  | { kind: 'done'; body: unknown }
  /** The token is revoked, over, or may not do this any more. */
  | { kind: 'signed_out'; sentence: string }
  /** Trying again changes nothing. */
  | { kind: 'refused'; sentence: string; code: string | undefined }
  /** Later it may be different. */
  | { kind: 'later'; sentence: string; seconds: number | undefined };

const patience = 25_000;

/** What goes along with a question: words as JSON, or a file as it is. */
export type Load = { body: unknown } | { bytes: Uint8Array<ArrayBuffer> };

/** Asks the server that the extension is connected to, and nobody else: no cookies go along, and no redirect is followed. */
export async function askServer(
  server: string,
  path: string,
  { token, load }: { token?: string; load?: Load | undefined } = {},
): Promise<Answer> {
  const isFile = load !== undefined && 'bytes' in load;
  const headers = {
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(load === undefined ? {} : { 'Content-Type': isFile ? 'application/octet-stream' : 'application/json' }),
  };
  let answer: Response;
  try {
    answer = await fetch(`${server}/api${path}`, {
      method: load === undefined ? 'GET' : isFile ? 'PUT' : 'POST',
      headers,
      ...(load === undefined ? {} : { body: isFile ? load.bytes : JSON.stringify(load.body) }),
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    return { kind: 'later', sentence: 'The server was not reached.', seconds: undefined };
  }
  const said: unknown = await answer.json().catch(() => undefined);
  return answer.ok && said !== undefined ? { kind: 'done', body: said } : meaningOf(answer, said);
}

function meaningOf(answer: Response, said: unknown): Answer {
  const { status } = answer;
  const { sentence, code } = wordsIn(said);
  if (status === 401)
    return { kind: 'signed_out', sentence: 'The server does not know this connection any more: it was revoked or is over. Connect again.' };
  if (status === 413)
    return { kind: 'refused', code, sentence: 'This is too large for the server. Take pictures out of the draft, and read it again.' };
  if (status === 429 || status === 503) {
    const seconds = Number(answer.headers.get('Retry-After') ?? 60) || 60;
    return { kind: 'later', sentence: `The server asks to wait ${wait(seconds)}.`, seconds };
  }
  if (status >= 500 || answer.ok)
    return { kind: 'later', sentence: 'The server had a fault, or something else answers there.', seconds: undefined };
  return { kind: 'refused', code, sentence: sentence ?? `The server refused it (${String(status)}).` };
}

const wait = (seconds: number) => (seconds < 90 ? `${String(seconds)} seconds` : `${String(Math.ceil(seconds / 60))} minutes`);

/** What a refusal of the product says to people and to programs; nothing where something else answers. */
function wordsIn(said: unknown): { sentence: string | undefined; code: string | undefined } {
  const { message, data } = (typeof said === 'object' && said !== null ? said : {}) as {
    message?: unknown;
    data?: { code?: unknown } | null;
  };
  return {
    sentence: typeof message === 'string' ? message.slice(0, 500) : undefined,
    code: typeof data?.code === 'string' ? data.code : undefined,
  };
}
