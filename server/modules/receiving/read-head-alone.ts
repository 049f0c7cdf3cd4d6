import type { MessageHead } from '../../providers/capabilities.ts';
import { readMessage, type ReadMessage } from './classifying/read-message.ts';

const instead = 'This message is too large to be shown here. Open it in the mailbox to read it.';

/** What is known of a message that is too large to be read: what stands above it, and in place of what it says where that can be read. */
export async function readHeadAlone({ headers }: Pick<MessageHead, 'headers'>): Promise<ReadMessage> {
  // How its parts are written says nothing where there are none.
  const lines = headers.filter(({ name }) => !name.startsWith('content-')).map(({ name, value }) => `${name}: ${value}`);
  return { ...(await readMessage(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`))), text: instead };
}
