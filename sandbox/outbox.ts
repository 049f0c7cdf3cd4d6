import PostalMime, { type Email } from 'postal-mime';

/** A message that was taken and went nowhere. */
export interface OutboxMessage {
  id: string;
  via: 'gmail' | 'outlook' | 'mail_server' | 'smtp';
  /** The mailbox that sent it; for service mail the sender of the envelope. */
  sender: string;
  /** Everybody it would have gone to, Bcc included. */
  recipients: readonly string[];
  acceptedAt: Date;
  /** What the recipient's program would show. */
  email: Email;
  raw: string;
}

export interface Outbox {
  /** Takes one message; the caller has already checked it. */
  accept(message: Omit<OutboxMessage, 'email' | 'raw'> & { raw: Uint8Array }): Promise<OutboxMessage>;
  /** Newest first. */
  messages(): readonly OutboxMessage[];
  /** How many were ever taken: the list forgets the oldest, this number does not. */
  total(): number;
  /** How many each sender ever handed over. */
  senders(): ReadonlyMap<string, number>;
  clear(): void;
}

const kept = 5000;

/** The place where every message of the sandbox ends. In memory, and bounded. */
export function createOutbox(): Outbox {
  let messages: OutboxMessage[] = [];
  let total = 0;
  const senders = new Map<string, number>();
  return {
    async accept({ raw, ...message }) {
      const taken = { ...message, raw: Buffer.from(raw).toString('utf8'), email: await PostalMime.parse(raw) };
      messages.unshift(taken);
      if (messages.length > kept) messages.length = kept;
      total += 1;
      senders.set(taken.sender, (senders.get(taken.sender) ?? 0) + 1);
      return taken;
    },
    messages: () => messages,
    total: () => total,
    senders: () => senders,
    clear() {
      messages = [];
      total = 0;
      senders.clear();
    },
  };
}
