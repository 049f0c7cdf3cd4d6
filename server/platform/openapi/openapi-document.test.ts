import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('everything that changes something takes an Idempotency-Key, but what asks for nobody', () => {
  for (const { name, method, operation } of operations) {
    const takes = (operation.parameters ?? []).some(({ $ref }) => $ref === '#/components/parameters/IdempotencyKey');
    assert.equal(takes, method !== 'GET' && operation['x-permission'] !== 'public', name);
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
