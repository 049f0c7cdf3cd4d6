import type { SendServiceMail } from '../../providers/capabilities.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { installationId } from '../../platform/ids.ts';
import type { Job } from '../../platform/queue.ts';
import { dayInWords } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { openedRequest } from './file-request.ts';
import { endAnswered, placeOf } from './request.ts';
import { findRequest, markAnswered, type RequestRow } from './store.ts';

/** Closes a request with an answer, which is mailed to who asked. The request is kept for half a year more, to show that it was answered. */
export async function answerRequest(
  tools: Tools,
  actor: Actor,
  input: { id: string; answer: string; refused: boolean },
): Promise<RequestRow> {
  const now = tools.clock.now();
  return tools.database.inInstallation('operator', async (tx) => {
    const request = await findRequest(tx, input.id, now);
    if (!request || request.state === 'unverified') throw notFound('request');
    const state = input.refused ? 'refused' : 'answered';
    const answerSealed = tools.sealer.seal(placeOf(input.id, 'answer_sealed'), input.answer);
    const endsAt = endAnswered(request.receivedAt, now);
    if (!(await markAnswered(tx, input.id, { state, answerSealed, answeredAt: now, endsAt })))
      throw new Refusal('conflict', 'request_closed', 'This request was answered already. Nothing more was mailed.');
    await tools.enqueue(tx, 'mail-request-answer', { requestId: input.id });
    await recordEntry(
      tools,
      tx,
      { workspaceId: installationId, actor },
      { action: `request.${state}`, subject: { kind: 'request', id: input.id } },
    );
    return { ...request, state, answerSealed, answeredAt: now, endsAt };
  });
}

/** Mails the answer of a closed request, with what was asked under it. */
export function mailRequestAnswerJob(tools: Tools, mail: SendServiceMail): Job {
  return {
    name: 'mail-request-answer',
    does: 'Mails the answer to a request or question',
    retry: 'repeatable',
    async run({ requestId = '' }) {
      const row = await tools.database.inInstallation('recipient', (tx) => findRequest(tx, requestId, tools.clock.now()));
      const request = row && openedRequest(tools, row);
      if (!request?.answer) return;
      const asked = request.message.replace(/^/gm, '> ');
      const day = dayInWords(request.receivedAt);
      await mail.send({
        to: request.email,
        subject: 'The answer to your message',
        text: [
          request.answer,
          ...(request.state === 'refused'
            ? ['We do not do what you asked for. You may complain to a data protection authority, or go to court.']
            : []),
          `You wrote to us on ${day}:\n${asked}`,
        ].join('\n\n'),
      });
    },
  };
}
