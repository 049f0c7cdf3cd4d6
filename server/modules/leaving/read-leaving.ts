import type { Visit } from '../../platform/page.ts';
import { leavings, type Leaving } from './leave.ts';

/**
 * What a posted body asks for. A mail program sends exactly `List-Unsubscribe=One-Click`, as a form in either of the two encodings (RFC 8058
 * section 3.2), and means the organisation; a button of our own page names what is left. Anything else asks for nothing.
 */
export async function readLeaving(visit: Visit): Promise<Leaving | undefined> {
  const form = await readEither(visit);
  if (form?.get('List-Unsubscribe') === 'One-Click') return 'workspace';
  return leavings.find((one) => one === form?.get('leave'));
}

/** A form in the encoding that the body says it has; one that says nothing is read like what nearly all senders send. */
async function readEither({ req }: Visit): Promise<{ get(name: string): string | undefined } | undefined> {
  const type = req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') {
    // A body that is no form in spite of its name asks for nothing.
    const form = await req.raw.formData().catch(() => undefined);
    return form && { get: (name) => textOf(form.get(name)) };
  }
  const form = new URLSearchParams((await req.text()).trim());
  return { get: (name) => textOf(form.get(name)) };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : undefined);
