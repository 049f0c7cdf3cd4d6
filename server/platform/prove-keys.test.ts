import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { freshDatabase } from '../../test/harness/database.ts';
import { openDatabase } from './database.ts';
import { openLog } from './log.ts';
import { proveKeys } from './prove-keys.ts';
import { createSealer, KeyError, parseKeys } from './sealed.ts';

const database = openDatabase({ url: await freshDatabase(), pool: 2, log: openLog({ level: 'silent', personal: [] }) });
after(() => database.close());

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const sealerOf = (...keys: string[]) => createSealer(parseKeys(keys.join(',')));

test('a copy does not start with other keys than its database was sealed with, and an old key may leave once the new one has started', async () => {
  const [first, second, wrong] = [key('first'), key('second'), key('first')];
  await proveKeys(database, sealerOf(first));
  await proveKeys(database, sealerOf(first));
  await assert.rejects(proveKeys(database, sealerOf(wrong)), KeyError);
  await assert.rejects(proveKeys(database, sealerOf(second)), KeyError);
  await proveKeys(database, sealerOf(second, first));
  await proveKeys(database, sealerOf(second));
});
