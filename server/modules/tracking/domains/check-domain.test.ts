import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp, stranger } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { createOutbound } from '../../../platform/outbound.ts';
import { checkDomainsJob } from './check-domain.ts';

const product = await startProduct();
const { tools, names } = product.app;
assert.ok(names);
const { owner, workspaceId } = await setUp(product);
const others = [await stranger(product), await stranger(product, 'other@example.org')];
for (const [index, { visitor, ...at }] of [{ visitor: owner, workspaceId }, ...others].entries()) {
  await visitor.api.trackingDomain.name({ workspaceId: at.workspaceId, host: `t${String(index)}.example.org` });
  names.set(`_antiphon.t${String(index)}.example.org`, { silent: true });
}
const needs = {
  names,
  outbound: createOutbound({ allow: [], isQuarantined: () => Promise.resolve(false) }),
  publicUrl: product.url,
  hosts: { forget: () => undefined },
};
const look = (text: string) => asOwner(product.databaseUrl, text);
const asked = async () =>
  (await look('select host from tracking_domains where asked_at is not null and checked_at is null')).map(({ host }) => host);

test('Names whose servers are silent take turns: none is asked again before all others were', async () => {
  for (let run = 1; run <= 3; run += 1) {
    await checkDomainsJob(tools, needs, { longestSeconds: 0 }).run({});
    assert.equal((await asked()).length, run);
    product.clock.move({ minutes: 1 });
  }
});

test('What goes wrong with the name of one workspace keeps no other from being looked at', async () => {
  await look('update tracking_domains set asked_at = null');
  const [first] = await look('select host from tracking_domains order by workspace_id limit 1');
  await look("create function refuse_one() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$");
  await look(
    `create trigger refused before update on tracking_domains for each row when (old.host = '${String(first?.host)}') execute function refuse_one()`,
  );
  await checkDomainsJob(tools, needs).run({});
  assert.equal((await asked()).length, 2);
});
