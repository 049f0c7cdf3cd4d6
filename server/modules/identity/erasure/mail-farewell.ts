import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { farewellPlace } from './delete-account.ts';
import type { Wiped } from './wiped.ts';
import { deleteFarewell, findFarewell } from './store.ts';

/** Mails to somebody whose account is gone what was deleted, and forgets the address. */
export function mailFarewellJob(tools: Tools, mail: SendServiceMail): Job {
  return {
    name: 'mail-farewell',
    does: 'Confirms to a former user that their account is deleted',
    retry: 'repeatable',
    async run({ farewellId = '' }) {
      const farewell = await tools.database.inInstallation('sign_in', (tx) => findFarewell(tx, farewellId));
      if (!farewell) return;
      await mail.send({
        to: tools.sealer.open(farewellPlace(farewell.id), farewell.addressSealed),
        subject: 'Your account is deleted',
        text: [
          'Your account was deleted, as was asked with your password. This is what went:',
          linesOf(farewell.wiped).join('\n'),
          'What stays: campaigns and texts of workspaces that go on, which no longer say who wrote them; audit entries under a number that is nobody’s now; from where something sensitive was done, for six months.',
          'This is the last message from us: your address was kept for it and is deleted now.',
        ].join('\n\n'),
      });
      await tools.database.inInstallation('sign_in', (tx) => deleteFarewell(tx, farewell.id));
    },
  };
}

function linesOf(wiped: Wiped): string[] {
  const some = (count: number, one: string, many: string) => (count === 0 ? [] : [`- ${String(count)} ${count === 1 ? one : many}`]);
  return [
    '- your name, e-mail address, password and second factor',
    ...some(wiped.sessions, 'session', 'sessions'),
    ...some(wiped.backupCodes, 'backup code', 'backup codes'),
    ...some(wiped.apiTokens, 'API token', 'API tokens'),
    ...some(wiped.knownBrowsers, 'code of a known browser', 'codes of known browsers'),
    ...some(wiped.memberships, 'membership', 'memberships'),
    ...some(wiped.invitations, 'invitation to your address', 'invitations to your address'),
    ...some(wiped.workspacesDeleted, 'workspace that had no other member', 'workspaces that had no other member'),
  ];
}
