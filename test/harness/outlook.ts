import type { ScriptedFault } from '../../sandbox/microsoft/faults.ts';
import type { NewAccount } from '../../sandbox/microsoft/accounts.ts';
import type { Scene } from './advocacy.ts';

/** The choice of a supporter who presses “Continue with Outlook”. */
export const byOutlook = { changes: { by: 'outlook' } };

/** A made-up person with a Microsoft account of their own; with an organisation it is one of work. */
export function newOutlook(scene: Scene, emailAddress: string, more: Partial<NewAccount> = {}): { account: string } & typeof byOutlook {
  scene.product.app.sandbox?.microsoft.accounts.add({ displayName: 'Sam Sample', ...more, emailAddress });
  return { account: emailAddress, ...byOutlook };
}

/** What Outlook's stand-in accepted from an account. */
export function outlookSent(scene: Scene, { account }: { account: string }) {
  return (scene.product.app.sandbox?.microsoft.outbox.messages() ?? []).filter(
    ({ via, sender }) => via === 'outlook' && sender === account,
  );
}

/** Lets the next exchanges of an account with Microsoft go wrong, one after the other. */
export function scriptOutlook(scene: Scene, { account }: { account: string }, ...faults: ScriptedFault[]): void {
  for (const fault of faults) scene.product.app.sandbox?.microsoft.script(account, fault);
}

/** The faults of an account that Microsoft's stand-in has not come to yet. */
export function outlookFaultsLeft(scene: Scene, { account }: { account: string }): string[] {
  const microsoft = scene.product.app.sandbox?.microsoft;
  const subject = microsoft?.accounts.byEmailAddress(account)?.subject;
  return microsoft && subject ? microsoft.faults.waiting(subject).map(({ fault }) => fault) : [];
}
