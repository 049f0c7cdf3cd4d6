const notYou = 'If it was not you: set a new password and end the other sessions, both under your account.';
const undo = `If it was not you, take your account back within seven days: this link keeps your address, ends all sessions, API tokens and second factors, and lets you set a new password.`;

interface Words {
  subject: string;
  happened: string;
  act: string;
  /** Where it is done, when not under one’s account. */
  at?: string;
}

const notices = {
  new_sign_in: {
    subject: 'A new sign-in to your account',
    happened: 'Somebody signed in to your account with a browser or from a network that was not seen with it in the last six months.',
    act: `If it was you, there is nothing to do. ${notYou}`,
  },
  password_changed: { subject: 'Your password was changed', happened: 'Your password was changed.', act: notYou },
  factor_on: {
    subject: 'Your second factor is on',
    happened: 'A second factor was switched on for your account. Signing in asks for its code from now on.',
    act: 'If it was not you: set a new password with “I do not know my password” where you sign in, which ends all sessions, and ask who runs this service to switch the second factor off. This is where to write to them:',
    at: '/contact',
  },
  factor_off: {
    subject: 'Your second factor is off',
    happened: 'The second factor of your account was switched off. Your password alone signs you in.',
    act: notYou,
  },
  backup_code_used: {
    subject: 'A backup code was used',
    happened: 'Somebody signed in to your account with one of its backup codes. That code works no more.',
    act: notYou,
  },
  token_made: {
    subject: 'An API token was created',
    happened: 'An API token was created for your account. Programs that have it act as you in its workspace.',
    act: 'If it was not you: revoke it in the settings of the workspace, then set a new password under your account.',
  },
  address_asked: {
    subject: 'Another address was asked for',
    happened: 'Somebody who gave your password wants to sign in to your account with another e-mail address. Nothing has changed yet.',
    act: undo,
  },
  address_changed: {
    subject: 'Your address was changed',
    happened: 'Your account has another e-mail address now. This one signs you in no more.',
    act: undo,
  },
} satisfies Record<string, Words>;

/** What an account’s holder is told of; a closed list, so that a job carries one of these words and nothing about a person. */
export type Notice = keyof typeof notices;

export function wordsOf(what: string): Words | undefined {
  return Object.hasOwn(notices, what) ? notices[what as Notice] : undefined;
}
