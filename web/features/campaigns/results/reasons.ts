import type { Delivery } from '../shapes.ts';

/** Why a letter was not accepted, in sentences; each says what can be done, when something can. */
const sentences: Record<string, string> = {
  suppressed: 'The address is suppressed, so the letter was left out.',
  not_offered: 'The recipient could no longer be written to when the letter was to leave: by their dates, a rule or a limit of a day.',
  recipient_removed: 'The recipient was removed before the letter could leave.',
  interrupted: 'The server stopped while the letter was being handed over. It is never sent twice; the supporter can look in Sent.',
  consent_missing_scope: 'The supporter did not allow sending on the screen of Google or Microsoft.',
  consent_revoked: 'The supporter took the consent back, or it ended, before the letter left.',
  consent_code_refused: 'Google or Microsoft did not accept the consent; the supporter can try again.',
  admin_blocked: 'The supporter’s organisation does not allow this app.',
  no_mailbox: 'The supporter’s account has no mailbox.',
  address_refused: 'The mailbox refused the recipient’s address. Correct it, or remove the recipient.',
  message_refused: 'The mailbox refused the letter itself. Look at its subject and text.',
  user_quota: 'The supporter’s mailbox was sending too fast just then.',
  daily_quota: 'The supporter’s mailbox had reached what it may send in a day.',
  project_quota: 'This copy had reached what Google or Microsoft lets it send. The operator can ask them for more.',
  provider_down: 'Gmail or Outlook did not work at that moment.',
  quarantined: 'This copy was under quarantine and sent nothing. Its operator lifts that.',
  unreachable: 'Gmail or Outlook could not be reached.',
  answer_lost: 'The connection broke after the letter was handed over. It is never sent twice; the supporter can look in Sent.',
  answer_unreadable: 'The mailbox’s answer could not be read, so the letter may have left. It is never sent twice.',
};

const otherwise: Partial<Record<Delivery['state'], string>> = {
  planned: 'Not tried yet.',
  sending: 'Being handed over right now.',
  uncertain: 'It may have left. It is never sent twice; the supporter can look in Sent.',
};

/** What is known about a delivery that was not accepted. */
export function reasonOf({ reason, state }: Pick<Delivery, 'reason' | 'state'>): string {
  return (reason !== null && (sentences[reason] ?? reason)) || (otherwise[state] ?? 'No reason is known.');
}
