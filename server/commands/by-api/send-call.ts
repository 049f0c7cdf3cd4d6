import type { Clock } from '../../platform/clock.ts';
import { OutboundFailure, type Outbound, type OutboundCall } from '../../platform/outbound.ts';
import { CommandFailed } from '../command.ts';

const tries = 3;
const mostMilliseconds = 120_000;
const mostBytes = 300_000_000;
/** A proxy in front of a copy that starts anew answers so. */
const busy = [502, 504];

/** How a call reaches the copy: what went wrong on the way is tried again, with the same Idempotency-Key, so that nothing is done twice. */
export async function sendCall(
  outbound: Outbound,
  clock: Pick<Clock, 'wait'>,
  call: Pick<OutboundCall, 'url' | 'method' | 'headers' | 'body'>,
): Promise<{ status: number; headers: Headers; text: string }> {
  const host = new URL(call.url).host;
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await outbound.request({ ...call, timeoutMilliseconds: mostMilliseconds, maxResponseBytes: mostBytes });
      return asOurs(answer, host);
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error;
      if (error.stage === 'refused' || error.reason === 'too_large')
        throw new CommandFailed(`${host} was not called: its address cannot be used (${error.reason}). Look at --url or ANTIPHON_URL.`);
      if (tried === tries) throw new CommandFailed(`${host} cannot be reached (${error.reason}). Is the copy running there?`, 10);
      await clock.wait(tried * 1000);
    }
  }
}

/** @throws CommandFailed when it is not a copy of Antiphon that answered */
function asOurs<Answer extends { status: number; headers: Headers; text: string }>(answer: Answer, host: string): Answer {
  if (isJson(answer)) return answer;
  if (busy.includes(answer.status) || answer.status === 503)
    throw new CommandFailed(`${host} answered ${String(answer.status)}: the copy behind it is not there at the moment.`, 10);
  throw new CommandFailed(
    `${host} answered ${String(answer.status)}, and not as a copy of Antiphon does. Look at --url or ANTIPHON_URL: it is the address without a path.`,
  );
}

function isJson({ headers, text }: { headers: Headers; text: string }): boolean {
  if (!/^application\/json\b/.test(headers.get('content-type') ?? '')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
