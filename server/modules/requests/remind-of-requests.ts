import { counted } from '../../../shared/counted.ts';
import { earlier } from '../../platform/period.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SendServiceMail } from '../../providers/capabilities.ts';
import { dueAt } from './request.ts';
import { lockOpen, markReminded } from './store.ts';

/** A week before the day, the day before, and when it is past. */
const stages = [{ days: 7 }, { days: 1 }, { days: 0 }];

/** How many of the three reminders a request should have had by now. */
export function remindersBy(now: Date, due: Date): number {
  return stages.filter((before) => now >= earlier(due, before)).length;
}

/** Looks every hour whether a request comes near its day, and asks for one mail about all of them. Each is told of three times at most. */
export function remindOfRequestsJob(tools: Tools): Job {
  return {
    name: 'remind-of-requests',
    does: 'Looks which requests come near the day by which they are answered',
    retry: 'repeatable',
    schedule: '17 * * * *',
    async run() {
      const now = tools.clock.now();
      await tools.database.inInstallation('operator', async (tx) => {
        const near = (await lockOpen(tx)).filter((request) => remindersBy(now, dueAt(request)) > request.reminders);
        if (near.length === 0) return;
        for (const request of near) await markReminded(tx, request.id, remindersBy(now, dueAt(request)));
        const past = near.filter((request) => now >= dueAt(request)).length;
        await tools.enqueue(tx, 'mail-request-reminder', { near: String(near.length - past), past: String(past) });
      });
    },
  };
}

/** Mails the operator how many requests come near their day, and how many are past it. Whose they are stands on the list alone. */
export function mailRequestReminderJob(mail: SendServiceMail, to: { addresses(): Promise<readonly string[]>; publicUrl: string }): Job {
  return {
    name: 'mail-request-reminder',
    does: 'Reminds the operator of requests that have to be answered',
    retry: 'repeatable',
    async run({ near = '0', past = '0' }) {
      const sentences = [
        ...(past === '0' ? [] : [`${counted(Number(past), 'request is', 'requests are')} past the day by which the law wants an answer.`]),
        ...(near === '0' ? [] : [`${counted(Number(near), 'request comes', 'requests come')} near that day.`]),
      ];
      const subject = past === '0' ? 'Requests wait for your answer' : 'Requests are overdue';
      const text = [...sentences, `They are listed here, the most urgent first:\n${to.publicUrl}/operator#requests`].join('\n\n');
      for (const address of await to.addresses()) await mail.send({ to: address, subject, text });
    },
  };
}
