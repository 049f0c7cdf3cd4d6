import type { Accounts } from '../accounts.ts';
import { createBox, type Box, type BoxNeeds } from './box.ts';
import type { Wire } from './wire.ts';
import { BadCommand, No, readWords, textOf, type Word } from './words.ts';

export interface SessionNeeds extends BoxNeeds {
  accounts: Accounts;
  starttls: { key: string; cert: string } | undefined;
  /** Whether the connection is encrypted from its first byte. */
  encrypted: boolean;
  /** Told of each command by its name. */
  heard(name: string): void;
}

/** One connection of a reader, from greeting to logout (RFC 3501 section 3). */
export async function holdSession(wire: Wire, needs: SessionNeeds): Promise<void> {
  const { accounts, faults, offers } = needs;
  let encrypted = needs.encrypted;
  let box: Box | undefined;

  const say = (line: string) => wire.write(`${line}\r\n`);
  const mustEncrypt = () => needs.starttls !== undefined && !encrypted;
  const capabilities = () =>
    [
      'IMAP4rev1',
      ...(mustEncrypt() ? ['STARTTLS', 'LOGINDISABLED'] : ['SASL-IR', 'AUTH=PLAIN', 'ID']),
      ...(offers.idle ? ['IDLE'] : []),
      ...(offers.specialUse ? ['SPECIAL-USE'] : []),
    ].join(' ');

  function signIn(username: string, password: string): void {
    if (mustEncrypt()) throw new No('[PRIVACYREQUIRED] Encrypt the connection first');
    const found = accounts.byEmailAddress(username);
    const fault = found && faults.take(found.subject, 'imap_sign_in');
    if (fault?.fault === 'imap_unavailable') throw new No('[UNAVAILABLE] Temporary authentication failure');
    if (fault?.fault === 'imap_limit') throw new No('[LIMIT] Too many simultaneous connections');
    if (fault?.fault === 'imap_bye') {
      say('* BYE Too many connections from your address');
      wire.end();
    }
    if (found?.password !== password) throw new No('[AUTHENTICATIONFAILED] Authentication failed.');
    box = createBox(found.subject, wire, needs);
  }

  async function authenticate(words: readonly Word[]): Promise<void> {
    if (textOf(words[0]).toUpperCase() !== 'PLAIN') throw new No('[CANNOT] Unsupported mechanism');
    let initial = words[1] && textOf(words[1]);
    if (initial === undefined) {
      say('+ ');
      initial = (await wire.read())?.line ?? '';
    }
    const [authority, username = '', password = ''] = Buffer.from(initial, 'base64').toString('utf8').split('\0');
    if (authority !== '' && authority !== username) throw new No('[AUTHORIZATIONFAILED] Not for somebody else');
    signIn(username, password);
  }

  /** @returns what stands behind OK */
  async function obey(name: string, words: readonly Word[]): Promise<string> {
    switch (name) {
      case 'CAPABILITY':
        say(`* CAPABILITY ${capabilities()}`);
        return '';
      case 'NOOP':
        return '';
      case 'ID':
        say('* ID ("name" "stand-in")');
        return '';
      case 'LOGIN':
        if (box || words.length !== 2) throw new BadCommand('a name and a password are needed, once');
        signIn(textOf(words[0]), textOf(words[1]));
        return '';
      case 'AUTHENTICATE':
        if (box) throw new BadCommand('somebody is signed in');
        await authenticate(words);
        return '';
      default:
        if (!box) throw new BadCommand('sign in first');
        return box.obey(name, words);
    }
  }

  say(`* OK [CAPABILITY ${capabilities()}] Antiphon sandbox: nothing is delivered`);
  for (;;) {
    let tag = '*';
    try {
      const command = await wire.read();
      if (!command) return;
      const [, given, rest] = /^([A-Za-z0-9.]{1,30}) (\S.*)$/s.exec(command.line) ?? [];
      if (given === undefined || rest === undefined) throw new BadCommand('a tag and a command are needed');
      tag = given;
      const [, verb = '', after = ''] = /^((?:UID )?[A-Za-z]+)(?: (.*))?$/s.exec(rest) ?? [];
      const name = verb.toUpperCase();
      needs.heard(name);
      if (name === 'LOGOUT') {
        say('* BYE see you');
        say(`${tag} OK done`);
        wire.end();
        return;
      }
      if (name === 'STARTTLS' && mustEncrypt() && needs.starttls) {
        say(`${tag} OK begin`);
        await wire.secure(needs.starttls);
        encrypted = true;
        continue;
      }
      const behind = await obey(name, readWords(after, command.literals));
      // Numbers may not shift under somebody who speaks of messages by their place (RFC 3501 section 7.4.1).
      if (name !== 'FETCH' && name !== 'SEARCH') box?.tellChanges();
      say(`${tag} OK ${behind}done`);
    } catch (error) {
      if (error instanceof No) say(`${tag} NO ${error.message}`);
      else if (error instanceof BadCommand) say(`${tag} BAD ${error.message}`);
      else throw error;
      if (tag === '*') {
        wire.end();
        return;
      }
    }
  }
}
