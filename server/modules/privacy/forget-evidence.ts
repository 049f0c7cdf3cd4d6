import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Publisher } from './documents/document.ts';

const dayMilliseconds = 86_400_000;
const daysLonger = 31;

/**
 * Each day. The codes of people that are noted outside the database are there for the sake of backups, and go a month after the last backup from
 * before them: what is noted of chains, and by number, stays.
 */
export function forgetEvidenceJob(tools: Tools, publisher: Publisher): Job {
  return {
    name: 'forget-evidence',
    does: 'Forgets codes of people that were noted outside the database, a month after backups of their time are gone',
    retry: 'repeatable',
    schedule: '35 3 * * *',
    async run() {
      const now = tools.clock.now();
      const days = publisher.copy.backupDays + daysLonger;
      await tools.evidence.forgetPeople(new Date(now.getTime() - days * dayMilliseconds), now);
    },
  };
}
