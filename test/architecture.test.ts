import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cruise } from 'dependency-cruiser';
import extractTypeScriptConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { readHouse, root, type House } from './architecture/house.ts';
import { planted } from './architecture/planted.ts';
import { describe, judge, rules } from './architecture/rules.ts';
import { untestedVerbs } from './architecture/shape.ts';
import { readSource } from './architecture/source.ts';

const house = await readHouse();
const standing = judge(house);

test('The house keeps its rules', () => {
  assert.equal(describe(standing), '');
});

for (const name of Object.keys(rules)) {
  test(`The rule ${name} bites`, () => {
    const plants = planted.filter((plant) => plant.breaks === name);
    assert.ok(plants.length > 0, `plant a violation of ${name} in test/architecture/planted.ts`);
    for (const { files, says } of plants) {
      const found = judge(withFiles(house, files)).filter(
        (one) => !standing.some((old) => old.path === one.path && old.message === one.message),
      );
      assert.deepEqual(
        [...new Set(found.map((one) => one.rule))],
        [name],
        `${Object.keys(files).join(', ')} breaks ${name} alone, but found: ${describe(found)}`,
      );
      assert.match(describe(found), says);
    }
  });
}

test('At least ten violations were planted, and a file that breaks nothing is left alone', () => {
  assert.ok(planted.length >= 10);
  const good = { 'server/modules/campaigns/planted.ts': `import { z } from 'zod';\nexport const planted = z.string();\n` };
  assert.deepEqual(judge(withFiles(house, good)), standing);
});

test('The rules looked at the whole repository, as an independent reader of imports confirms', async () => {
  const paths = house.sources.map((source) => source.path);
  const tops = ['server', 'shared', 'privacy', 'database', 'sandbox', 'web', 'public-pages', 'extension'].filter((top) =>
    existsSync(join(root, top)),
  );
  const { output } = await cruise(
    tops,
    {
      baseDir: root,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      tsConfig: { fileName: 'tsconfig.json' },
      enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs'] },
    },
    undefined,
    { tsConfig: extractTypeScriptConfig(join(root, 'tsconfig.json')) },
  );
  assert.ok(typeof output === 'object');
  const theirs = output.modules.filter(({ source }) => /\.tsx?$/.test(source) && tops.some((top) => source.startsWith(`${top}/`)));
  assert.ok(theirs.length > 0);
  assert.ok(
    paths.some((path) => path.startsWith('database/migrations/')),
    'no migration was read',
  );
  for (const { source, dependencies } of theirs) {
    const ours = house.sources.find(({ path }) => path === source);
    assert.ok(ours, `${source} was not read`);
    for (const { resolved } of dependencies.filter((one) => paths.includes(one.resolved))) {
      assert.ok(
        ours.imports.some((one) => one.target === resolved),
        `${source} imports ${resolved}, which was not seen`,
      );
    }
  }
  const inTops = paths.filter((path) => /\.tsx?$/.test(path) && tops.some((top) => path.startsWith(`${top}/`)));
  assert.deepEqual(inTops, theirs.map(({ source }) => source).sort());
});

test('The glossary gives retired words, and none of them is one of ours', () => {
  assert.ok(house.words.length >= 30, `only ${String(house.words.length)} retired words were read`);
  const ours = new Set(house.words.flatMap((word) => word.ours.split(', ')));
  assert.deepEqual(
    house.words.filter((word) => ours.has(word.retired)),
    [],
  );
});

test('Verb files without a test of their name (a report)', (t) => {
  for (const path of untestedVerbs(house)) t.diagnostic(`${path} has no test that bears its name or imports it`);
});

/** The house with more files in it, or other ones, and a start script that names them all, so that none is an orphan. */
function withFiles({ table, words, sources }: House, files: Record<string, string>): House {
  const start = { 'bench/planted.ts': JSON.stringify(Object.keys(files)) };
  const added = Object.entries({ ...start, ...files }).map(([path, text]) => readSource(path, text));
  return { table, words, sources: [...sources.filter(({ path }) => !(path in files)), ...added] };
}
