import { OutboundFailure, type Outbound, type OutboundAnswer, type OutboundCall } from '../../platform/outbound.ts';
import { ProviderFailure } from '../failure.ts';

/**
 * Calls Microsoft and says in the product's one shape what went wrong on the way.
 * @param lost what it means here that the call was handed over and no answer came
 */
export async function callMicrosoft(outbound: Outbound, call: OutboundCall, lost: () => ProviderFailure): Promise<OutboundAnswer> {
  try {
    return await outbound.request(call);
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error;
    switch (error.stage) {
      case 'refused':
        throw new ProviderFailure(
          'never',
          'unreachable',
          'This service may not speak to Microsoft. Its operator has to check the outbound settings.',
        );
      case 'before_body':
        throw new ProviderFailure('retry_now', 'unreachable', 'Microsoft could not be reached. Nothing was handed over; try again.');
      case 'after_body':
        throw lost();
    }
  }
}

/** The JSON of an answer; nothing when it is something else, such as the page of a proxy. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The whole seconds that a throttled answer asks to wait (learn.microsoft.com/graph/throttling, "Best practices to handle throttling";
 * RFC 9110 section 10.2.3 allows a date as well).
 */
export function secondsToWait({ headers }: Pick<OutboundAnswer, 'headers'>, now: Date): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const milliseconds = Date.parse(value) - now.getTime();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.ceil(milliseconds / 1000));
}
