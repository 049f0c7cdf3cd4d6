/** A message in a mailbox's Sent folder, with the thread in which it is. */
interface SentMessage {
  id: string;
  threadId: string;
  headers: { name: string; value: string }[];
}

const kept = 5000;

/** What each account has sent, as its mailbox shows it. In memory, and bounded. */
export function createSent() {
  const sent = new Map<string, SentMessage>();
  const threads = new Set<string>();
  return {
    hasThread: (subject: string, threadId: string) => threads.has(`${subject}|${threadId}`),
    find: (subject: string, id: string) => sent.get(`${subject}|${id}`),
    add(subject: string, { id, threadId, raw }: { id: string; threadId: string; raw: Uint8Array }): void {
      const oldest = sent.size >= kept ? sent.keys().next().value : undefined;
      if (oldest !== undefined) sent.delete(oldest);
      threads.add(`${subject}|${threadId}`);
      sent.set(`${subject}|${id}`, { id, threadId, headers: headersOf(raw) });
    },
  };
}

function headersOf(raw: Uint8Array): SentMessage['headers'] {
  const [head = ''] = Buffer.from(raw).toString('latin1').split('\r\n\r\n');
  return head
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .map((line) => {
      const at = line.indexOf(':');
      return { name: line.slice(0, at), value: line.slice(at + 1).trim() };
    });
}
