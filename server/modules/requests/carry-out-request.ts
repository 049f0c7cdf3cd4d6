import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Actor } from '../audit/index.ts';
import { answerRequest } from './answer-request.ts';
import { openedRequest } from './file-request.ts';
import type { RequestKind } from './request.ts';
import { findRequest, type RequestRow } from './store.ts';

/** Does for an address what its holder asked for, and says in sentences what was done. Twice is as good as once. */
export type CarryOut = (actor: Actor, asked: { kind: RequestKind; email: string }) => Promise<readonly string[]>;

/** What only a person can do: put something right, or answer a question. */
export const byHand = (kind: RequestKind): boolean => kind === 'rectification' || kind === 'correct' || kind === 'question';

/**
 * Does what was asked for with the means of the product, and closes the request with a mail that says what was done. Should the process end
 * in between, the request is still open, and doing it again changes nothing more.
 */
export async function carryOutRequest(
  tools: Tools,
  carryOut: CarryOut,
  actor: Actor,
  { id, note }: { id: string; note: string },
): Promise<RequestRow> {
  const row = await tools.database.inInstallation('operator', (tx) => findRequest(tx, id, tools.clock.now()));
  if (!row || row.state === 'unverified') throw notFound('request');
  if (row.state !== 'open') throw new Refusal('conflict', 'request_closed', 'This request was answered already. Nothing more was done.');
  if (byHand(row.kind)) throw new Refusal('refused', 'by_hand', 'This is for a person to do. Do it, then write the answer.');
  const done = await carryOut(actor, { kind: row.kind, email: openedRequest(tools, row).email });
  const answer = [...done, ...(note === '' ? [] : [note])].join('\n\n');
  return answerRequest(tools, actor, { id, answer, refused: false });
}
