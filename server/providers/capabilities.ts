/**
 * What the product asks of outside services. Each capability is the smallest interface its user needs;
 * a provider folder implements some. Modules import this file and never a provider's folder.
 * Every method rejects with a `ProviderFailure` and with nothing else that a provider can cause.
 */

/** Where the person is sent to consent, and what binds the answer to their browser. */
export interface ConsentRequest {
  /** Opaque value that must come back unchanged (RFC 6749 section 10.12). */
  state: string;
  /** Bound into the ID token (OpenID Connect Core section 3.1.2.1). */
  nonce: string;
  /** S256 challenge of the verifier (RFC 7636 section 4.2). */
  codeChallenge: string;
  redirectUri: string;
}

/** What a completed consent gave. Tokens are clear text here: seal them before they are written anywhere. */
export interface Consent {
  /** The provider's stable id of the account. */
  subject: string;
  emailAddress: string;
  displayName: string;
  accessToken: string;
  accessTokenExpiresAt: Date;
  /** Absent when the provider gave none (a second consent at Google). */
  refreshToken: string | undefined;
  /** Whether the permission to send was really granted: on Google's screen it can be unticked. */
  maySend: boolean;
}

/** Asks a person for permission to send from their mailbox, and gives it back. */
export interface AskConsent {
  authorizationUrl(request: ConsentRequest): URL;
  exchangeCode(exchange: { code: string; codeVerifier: string; nonce: string; redirectUri: string }): Promise<Consent>;
  refresh(refreshToken: string): Promise<{ accessToken: string; accessTokenExpiresAt: Date }>;
  /** Why a person came back without a consent, from what the redirect says: they did not want to, or their organisation does not let them. */
  refusalOf(error: string, description: string | undefined): 'consent_cancelled' | 'admin_blocked';
  /** Ends the whole consent; one that is over already counts as ended. Where a company offers no way, only the person can end it. */
  revoke(token: string): Promise<'ended' | 'only_by_the_person'>;
}

/** How much of a mailbox a member lets a team use: replies and bounces are seen only where reading is allowed. */
export type MailboxMode = 'send' | 'send_and_read';

/** What is asked of a member who connects a mailbox to stay. */
export interface LastingConsentRequest extends ConsentRequest {
  mode: MailboxMode;
  /** The address that is to be connected anew, so that the right account is offered. */
  address?: string | undefined;
  /** Whether the consent is shown though it was given before: some companies give what lasts only then. */
  askAgain: boolean;
}

/** What a member's consent gave; it lasts until somebody ends it. */
export interface LastingConsent extends Consent {
  /** Whether the permission to read was really granted. */
  mayRead: boolean;
}

/** Asks a member for a lasting permission for their own mailbox, renews what it gave, and gives it back. */
export interface AskLastingConsent extends Omit<AskConsent, 'authorizationUrl' | 'exchangeCode' | 'refresh'> {
  authorizationUrl(request: LastingConsentRequest): URL;
  exchangeCode(exchange: Parameters<AskConsent['exchangeCode']>[0]): Promise<LastingConsent>;
  /** Some companies replace the refresh token with each use; then the new one is the one to keep. */
  refresh(refreshToken: string): Promise<{ accessToken: string; accessTokenExpiresAt: Date; refreshToken?: string | undefined }>;
}

/** Sends one finished message (RFC 5322 bytes) from the mailbox that the access token belongs to. */
export interface SendMail {
  send(message: { accessToken: string; raw: Uint8Array }): Promise<{ providerMessageId: string }>;
}

/** Sends the product's own mail: invitations, password resets, test messages. */
export interface SendServiceMail {
  send(mail: { to: string; subject: string; text: string }): Promise<void>;
}

/** A mailbox of a team, ready to be used. Clear text: made right before a message leaves, and written nowhere. */
export type OpenMailbox =
  /** `mayRead` where its member allows reading: then the number of a message that was taken can be looked up. */
  | { provider: 'gmail' | 'outlook'; accessToken: string; mayRead?: boolean }
  | { provider: 'smtp'; host: string; port: number; security: 'tls' | 'starttls'; username: string; password: string };

/** Signs in to the mail server of a mailbox, to know that what was entered is right. Nothing is sent. */
export interface SignInToMailbox {
  signIn(mailbox: Extract<OpenMailbox, { provider: 'smtp' }>): Promise<void>;
}

/** What a provider says about a message that it took. */
export interface HandedOver {
  /** The provider's own number of the message; empty where it gives none. */
  providerMessageId: string;
  /** Where the provider replaced the Message-ID: the one that recipients see. */
  messageId?: string;
  providerThreadId?: string;
}

/** Hands finished messages (RFC 5322 bytes) of a team over from one of its mailboxes. */
export interface HandOver {
  handOver(mailbox: OpenMailbox, message: { from: string; to: string; raw: Uint8Array; providerThreadId?: string }): Promise<HandedOver>;
  /** Ends the connections that were kept for a mailbox; of one that is used again, new ones are opened. */
  release(mailbox: OpenMailbox): Promise<void>;
}

/** A mailbox that may be read, opened for the next minutes. Clear text: written nowhere. */
export type OpenReading =
  | { provider: 'gmail' | 'outlook'; accessToken: string }
  | { provider: 'imap'; host: string; port: number; security: 'tls' | 'starttls'; username: string; password: string };

/** Signs in to the mail server by which a mailbox is read and opens its inbox, to know that what was entered is right. Nothing is read. */
export interface SignInToRead {
  signInToRead(reading: Extract<OpenReading, { provider: 'imap' }>): Promise<void>;
}

/** What stands above a message that came, before anything that it says is read: most of a mailbox is nobody's business here. */
export interface MessageHead {
  /** The provider's own number, under which it can be fetched. */
  providerMessageId: string;
  providerThreadId?: string;
  receivedAt: Date;
  /** 0 where the provider does not say. */
  bytes: number;
  /** In their order; names in lower case, values unfolded and as they came, so still in encoded words. */
  headers: readonly { name: string; value: string }[];
}

/** What came to a mailbox since a mark. What its person sent themselves, and drafts, are not among it. */
export interface MailChanges {
  heads: readonly MessageHead[];
  /** The mark from which the next reading begins. Keep it only once everything of this one is kept: then nothing is lost, and at worst read twice. */
  cursor: string;
  /** Whether more waits behind the mark. */
  more: boolean;
  /** The provider no longer knew the mark, so it was looked by time instead, from the day before `since`; some of it was given before. */
  startedAnew: boolean;
}

/** Why a message is not given. */
export type NotFetched = 'gone' | 'too_large';

/** Reads what comes to a mailbox. Nothing in it is changed by that: no message is marked as read, moved or removed. */
export interface ReadMail {
  /** The mark of this moment, for a reading that looks at nothing of before. */
  begin(reading: OpenReading): Promise<string>;
  /** What came to the inbox and to junk since a mark, the oldest first. `since` is when the mailbox was last read to the end. */
  changesSince(reading: OpenReading, cursor: string, bounds: { since: Date; most: number }): Promise<MailChanges>;
  /** The message as it came (RFC 5322), or why it is not given: it is gone meanwhile, or has more bytes than are wanted. */
  fetchMessage(reading: OpenReading, providerMessageId: string, bounds: { mostBytes: number }): Promise<Uint8Array | NotFetched>;
  /** Whether a message with this Message-ID stands among what was sent. `sinceThen` is when it was handed over at the earliest. */
  findSent(
    reading: OpenReading,
    messageId: string,
    sinceThen: Date,
  ): Promise<{ providerMessageId: string; messageId?: string; providerThreadId?: string } | undefined>;
  /** Tells when something came, where the provider tells; ends with the function that it gives. Elsewhere the product asks now and then. */
  listen?(reading: OpenReading, told: { news(): void; ended(error?: Error): void }): Promise<(() => Promise<void>) | undefined>;
}

/** What a provider told: something came, its word ends soon, or it ended. Of which mailbox, it says by address, or by the number and the secret of what was asked. */
export type Told = { event: 'news' | 'ends_soon' | 'ended' } & ({ address: string } | { watchId: string; secret: string });

/** Has a provider tell when something comes, so that it need not be asked every minute. Nothing else that it tells is used. */
export interface TellOfMail {
  /** Asks to be told from now on, or on, where a number of before is given; for so long as the answer says. */
  watch(reading: OpenReading, asked: { watchId: string | undefined; secret: string }): Promise<{ watchId?: string; until: Date }>;
  /** What a call to our address says; nothing where it is not proven, or not known, to be the provider's. */
  hear(call: { authorization: string | undefined; body: string }): Promise<readonly Told[] | undefined>;
}

/** What a mail server says of one address. `unknown` is every answer that may be about us, or is only for now. */
export type ProbeAnswer = 'taken' | 'not_taken' | 'full' | 'unknown';

export interface ProbedDomain {
  /** Whether the domain takes mail for whatever address, so that its answers say nothing; nothing where that could not be found out. */
  takesAll: boolean | undefined;
  /** Of each address that the server could be asked for now, in their order; of those that are left nothing. */
  answers: ProbeAnswer[];
}

export interface ToBeProbed {
  domain: string;
  exchangers: readonly string[];
  addresses: readonly string[];
  /** For how many of so many addresses a mail server may be asked now, by the network address that is connected to: its name is whatever a domain says. */
  admits(server: string, addresses: number): Promise<number>;
}

/** Asks the mail server of a domain whether it would take mail for addresses, and hands nothing over. Who does not answer is unknown; it throws only what `admits` throws. */
export interface ProbeAddresses {
  probe(asked: ToBeProbed): Promise<ProbedDomain>;
}
