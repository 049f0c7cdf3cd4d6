import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The lint rules: typescript-eslint's strict, type-checked set, and the rules of this house, each with a message that says what to do instead.
 * `test/architecture/house-rules.test.ts` runs them on many spellings of what they forbid. Who may import whom is in `architecture.mjs`.
 */

/** A rule that refuses the syntax that one of the selectors names; a name that the file declares itself is spared. */
const refuse = (message, selectors) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    Object.fromEntries(
      selectors.map((selector) => [
        selector,
        (node) => {
          const name = node.type === 'Identifier' ? node : undefined;
          if (name && !context.sourceCode.isGlobalReference(name)) return;
          context.report({ node, message });
        },
      ]),
    ),
});

/** Every way to reach into a global object: `thing.part`, `thing['part']`, `globalThis.thing.part`. Dynamic keys count as the part. */
const reach = (thing, part) => [
  `MemberExpression[property.name='${part}'] > Identifier[name='${thing}'].object`,
  `MemberExpression[property.value='${part}'] > Identifier[name='${thing}'].object`,
  `MemberExpression[property.name='${part}'] > MemberExpression.object[property.name='${thing}']`,
  `MemberExpression[property.name='${part}'] > MemberExpression.object[property.value='${thing}']`,
  `MemberExpression[property.value='${part}'] > MemberExpression.object[property.name='${thing}']`,
];

const globalObject = '/^(globalThis|global|window|self)$/';

/** Taking a global apart, or giving it another name, behind which the other selectors would not see it. */
const alias = (thing) => [
  `VariableDeclarator > Identifier[name='${thing}'].init`,
  `VariableDeclarator > MemberExpression.init[object.name=${globalObject}][property.name='${thing}']`,
  `VariableDeclarator[init.name=${globalObject}] > ObjectPattern > Property[key.name='${thing}']`,
  `AssignmentExpression > Identifier[name='${thing}'].right`,
];

const fromModules = (...names) =>
  names.flatMap((name) => [`ImportDeclaration[source.value='${name}']`, `ImportExpression[source.value='${name}']`]);

const house = {
  rules: {
    settings: refuse(
      'Settings are read in server/config.ts alone: declare the setting there and take it from the Config that is passed in.',
      [...reach('process', 'env'), ...alias('process'), ...fromModules('node:process', 'process')],
    ),
    clock: refuse('Time comes from the Clock that is passed in (server/platform/clock.ts), so that tests and rehearsals can move it.', [
      ...reach('Date', 'now'),
      ...reach('performance', 'now'),
      ...reach('Temporal', 'Now'),
      ...reach('process', 'hrtime'),
      ...alias('Date'),
      ...alias('performance'),
      "NewExpression[arguments.length=0] > Identifier[name='Date'].callee",
      "CallExpression > Identifier[name='Date'].callee",
      ...fromModules('node:perf_hooks', 'perf_hooks'),
    ]),
    outbound: refuse(
      'Calls to the outside go through server/platform/outbound.ts, which refuses private addresses and bounds time and size.',
      [
        ':not(TSTypeQuery) > Identifier[name=/^(fetch|WebSocket|EventSource|XMLHttpRequest)$/]',
        `MemberExpression[object.name=${globalObject}][property.name=/^(fetch|WebSocket|EventSource|XMLHttpRequest)$/]`,
        `MemberExpression[object.name=${globalObject}][property.value=/^(fetch|WebSocket|EventSource|XMLHttpRequest)$/]`,
        `VariableDeclarator[init.name=${globalObject}] > ObjectPattern > Property[key.name='fetch']`,
        ...['http', 'https', 'http2', 'net', 'tls', 'dgram'].flatMap((name) => [
          `ImportDeclaration[source.value='node:${name}'][importKind!='type'] > ImportDefaultSpecifier`,
          `ImportDeclaration[source.value='node:${name}'][importKind!='type'] > ImportNamespaceSpecifier`,
          `ImportDeclaration[source.value='node:${name}'][importKind!='type'] > ImportSpecifier[importKind!='type'][imported.name=/^(request|get|connect|createConnection|createSocket|Agent|Socket|TLSSocket)$/]`,
          `ImportExpression[source.value='node:${name}']`,
          `ImportDeclaration[source.value='${name}']`,
        ]),
        ...fromModules('undici'),
      ],
    ),
    output: refuse(
      'The server speaks through its log (server/platform/log.ts), which keeps personal data out; a command prints in server/commands/.',
      [
        "MemberExpression > Identifier[name='console'].object",
        `MemberExpression[object.name=${globalObject}][property.name='console']`,
        ...alias('console'),
        ...fromModules('node:console', 'console'),
      ],
    ),
    erasable: refuse('Node runs this file by removing its types: use a union of strings, plain functions and explicit fields.', [
      'TSEnumDeclaration',
      'Decorator',
      'TSParameterProperty',
      'TSImportEqualsDeclaration',
      'TSExportAssignment',
    ]),
    'named-export': refuse('Export it by its name, so that it is called the same everywhere.', [
      'ExportDefaultDeclaration',
      "ExportSpecifier[exported.name='default']",
    ]),
  },
};

const tests = ['test/**', '**/*.test.ts', '**/*.test.tsx'];
/** Declared so that a rule can tell the global from a parameter of the same name. */
const globals = Object.fromEntries(
  ['process', 'console', 'performance', 'Temporal', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => [
    name,
    'readonly',
  ]),
);
const off = (...names) => Object.fromEntries(names.map((name) => [`house/${name}`, 'off']));

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', 'data/', 'docs/generated/', 'database/rows.ts', 'clients/typescript/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              package: 'node:test',
              name: ['test', 'it', 'describe', 'suite', 'before', 'after', 'beforeEach', 'afterEach'],
            },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // `_unused` says why it is there; the compiler checks the rest.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // The router's way to send a person elsewhere.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: ['Redirect', 'NotFoundError'] }] },
      ],
      // The house has no enums and hardly a class; these two only quarrel with the shapes of libraries.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Capabilities are closures behind an interface: there is no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `[...text]` walks code points, which is what the house means by characters.
      '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }, 'string'] }],
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      // `while (true)` is how a worker says that it never ends by itself.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
    },
  },
  {
    plugins: { house },
    languageOptions: { globals },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 400 }],
      'no-debugger': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-param-reassign': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unreachable-loop': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'house/settings': 'error',
      'house/erasable': 'error',
    },
  },
  {
    files: ['server/**', 'sandbox/**', 'shared/**', 'privacy/**', 'database/**'],
    rules: { 'house/clock': 'error', 'house/outbound': 'error', 'house/output': 'error', 'house/named-export': 'error' },
  },
  { files: ['server/config.ts', 'launch.mjs'], rules: off('settings') },
  { files: ['server/platform/clock.ts', 'server/platform/log.ts'], rules: off('clock') },
  {
    files: ['server/platform/outbound.ts', 'server/platform/service-mail.ts', 'server/providers/smtp/line.ts', 'sandbox/**'],
    rules: off('outbound'),
  },
  { files: ['server/main.ts', 'server/commands/**', 'sandbox/main.ts', 'database/seed.ts'], rules: off('output') },
  {
    files: tests,
    rules: {
      ...off('settings', 'clock', 'outbound', 'output'),
      // A test states what it knows: a wrong assumption fails it at once.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
