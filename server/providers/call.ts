import { OutboundFailure, type Outbound, type OutboundAnswer, type OutboundCall } from '../platform/outbound.ts';
import { ProviderFailure, quarantinedSentence } from './failure.ts';

/**
 * Calls a company and says in the product's one shape what went wrong on the way.
 * @param lost what it means here that the call was handed over and no answer came, or none that is wanted: the reason is the client's own word for it
 */
export async function callCompany(
  company: 'Google' | 'Microsoft',
  outbound: Outbound,
  call: OutboundCall,
  lost: (reason: string) => ProviderFailure,
): Promise<OutboundAnswer> {
  try {
    return await outbound.request(call);
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error;
    switch (error.stage) {
      case 'refused':
        if (error.reason === 'quarantined') throw new ProviderFailure('never', 'quarantined', quarantinedSentence);
        throw new ProviderFailure(
          'never',
          'unreachable',
          `This service may not speak to ${company}. Its operator has to check the outbound settings.`,
        );
      case 'before_body':
        throw new ProviderFailure('retry_now', 'unreachable', `${company} could not be reached. Nothing was handed over; try again.`);
      case 'after_body':
        throw lost(error.reason);
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
