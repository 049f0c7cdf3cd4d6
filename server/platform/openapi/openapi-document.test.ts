import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traverseContractProcedures } from '@orpc/server';
import type { RouteMeta } from '../../../shared/contract/base.ts';
import { contract } from '../../../shared/contract/index.ts';
import { routeTable } from '../../routes.ts';
import { faultsIn } from '../../../test/harness/openapi-check.ts';
import { openApiDocument } from './openapi-document.ts';
import { schemasWithin, type Operation, type Schema } from './schema.ts';

const document = await openApiDocument('https://antiphon.example.org');
const operations: { name: string; method: string; operation: Operation }[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    name: `${method.toUpperCase()} /api${path}`,
    method: method.toUpperCase(),
    operation,
  })),
);
const contentsOf = ({ requestBody, responses }: Operation) =>
  [requestBody?.content, ...Object.values(responses).map(({ content }) => content)].flatMap((content) =>
    content?.['application/json'] ? [content['application/json']] : [],
  );

test('every route of the contract is described, each under a name of its own', () => {
  assert.deepEqual(
    operations.map(({ name }) => name).sort(),
    routeTable()
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
  );
  assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length);
});

test('every example is as its own description says', () => {
  for (const { name, operation } of operations)
    for (const { schema, example } of contentsOf(operation))
      assert.deepEqual([...faultsIn(document, schema, example, '$')].slice(0, 3), [], name);
});

const bytes = ['PUT /api/workspaces/{workspaceId}/imports/{importId}/file/{from}', 'PUT /api/workspaces/{workspaceId}/files/named/{name}'];

test('what changes something takes an Idempotency-Key, but what asks for nobody, the bytes of files and the end of one’s account', () => {
  const without: string[] = [];
  for (const { name, method, operation } of operations) {
    const takes = (operation.parameters ?? []).some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey');
    if (method === 'GET' || operation['x-permission'] === 'public') assert.equal(takes, false, name);
    else if (!takes) without.push(name);
  }
  assert.deepEqual(without.sort(), ['DELETE /api/account', ...bytes].sort());
});

test('what takes the bytes of a file says so, and its samples send some', () => {
  const takers = operations.filter(({ operation }) => operation.requestBody?.content['application/octet-stream']);
  assert.deepEqual(takers.map(({ name }) => name).sort(), bytes.toSorted());
  for (const { operation } of takers) {
    assert.deepEqual(Object.keys(operation.requestBody?.content ?? {}), ['application/octet-stream']);
    assert.match(operation['x-codeSamples']?.[0]?.source ?? '', /octet-stream.*--data-binary/s);
    assert.match(operation['x-codeSamples']?.[1]?.source ?? '', /, bytes\);$/);
  }
});

test('every operation says who may, how it refuses, how often it may be asked, and how it is called', () => {
  for (const { name, operation } of operations) {
    for (const status of ['401', '403', '404', '429', '500', '503']) assert.ok(operation.responses[status], `${name} ${status}`);
    for (const [status, response] of Object.entries(operation.responses))
      if (!response.$ref)
        for (const header of ['RateLimit', 'Access-Control-Allow-Origin']) assert.ok(response.headers?.[header], `${name} ${status}`);
    assert.match(operation.description ?? '', /\.$/, name);
    assert.deepEqual(
      operation['x-codeSamples']?.map(({ label }) => label),
      ['curl', 'TypeScript'],
    );
  }
});

test('no text, list or number is without a bound', () => {
  const schemas: Schema[] = operations.flatMap(({ operation }) => [
    ...contentsOf(operation).map(({ schema }) => schema),
    ...(operation.parameters ?? []).flatMap(({ schema }) => (schema as Schema | undefined) ?? []),
  ]);
  for (const schema of schemas.flatMap((one) => [...schemasWithin(one)])) {
    if (schema.type === 'string') assert.ok(schema.enum ?? schema.const ?? schema.maxLength, JSON.stringify(schema));
    if (schema.type === 'array') assert.ok(schema.maxItems, JSON.stringify(schema));
    if (schema.type === 'integer') assert.ok(schema.minimum !== undefined && schema.maximum !== undefined, JSON.stringify(schema));
  }
});

/** The names of all fields of what is answered when it is done, and whether it is a file. */
function answered({ responses }: Pick<Operation, 'responses'>): { names: Set<string>; isFile: boolean } {
  const content = Object.entries(responses).find(([status]) => Number(status) < 400)?.[1].content ?? {};
  const json = content['application/json'];
  const names = json ? [...schemasWithin(json.schema)].flatMap(({ properties }) => Object.keys(properties ?? {})) : [];
  return { names: new Set(names), isFile: !json && Object.keys(content).length > 0 };
}

test('an answer that shows a secret, hands out a file or is about one person is given once, and none of them is forgotten', () => {
  const given = new Set<string>();
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    if ((procedure['~orpc'].meta as RouteMeta).shownOnce) given.add(path.join('.'));
  });
  const secrets = ['secret', 'token', 'passphrase', 'code', 'backupCodes', 'url', 'uri', 'csv'];
  // What every member reads at any time is no secret of one answer: the code of a campaign, which recipients check, and the address of a webhook.
  const open = new Set(['campaigns.code', 'webhooks.url']);
  const secretive = operations.flatMap(({ method, operation: { operationId, ...operation } }) => {
    const { names, isFile } = answered(operation);
    const shows = isFile || secrets.some((name) => names.has(name) && !open.has(`${operationId.split('.')[0] ?? ''}.${name}`));
    return method !== 'GET' && shows ? [operationId] : [];
  });
  assert.deepEqual(
    secretive.filter((name) => !given.has(name)),
    [],
  );
  const expected = [
    'workspaces.createToken',
    'rights.exportWorkspace',
    'campaigns.rehearse',
    'mailboxes.beginConsent',
    'evidence.exportEvidence',
  ];
  for (const name of [...expected, 'contacts.exportCsv', 'webhooks.rotate']) assert.ok(secretive.includes(name), name);
  // No name of a field tells that these are about one person.
  for (const name of ['requests.answer', 'requests.carryOut', 'templates.preview']) assert.ok(given.has(name), name);
});
