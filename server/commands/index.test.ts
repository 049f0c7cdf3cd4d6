import assert from 'node:assert/strict';
import { test } from 'node:test';
import { terminal } from '../../test/harness/command-line.ts';
import { commandNames, helpText } from './index.ts';

const type = terminal({});

test('help names every command, and explains each with an example that it would take itself', () => {
  const all = helpText();
  assert.ok(commandNames.length > 30);
  for (const name of commandNames) {
    assert.match(all, new RegExp(`^  ${name} `, 'm'));
    const own = helpText(name);
    assert.match(own, /--json/);
    const [, example = ''] = /^Example:\n {2}(.+)$/m.exec(own) ?? [];
    assert.match(example, new RegExp(`antiphon ${name}( |$)`), name);
    const shown = own.slice(0, own.indexOf('Example:'));
    for (const [option] of example.slice(example.indexOf('antiphon ')).matchAll(/--[\w-]+/g))
      assert.ok(shown.includes(option), `${name} ${option}`);
    for (const [, option = ''] of (/^antiphon .*$/m.exec(own)?.[0] ?? '').matchAll(/ (--[\w-]+)/g)) assert.ok(own.includes(option), name);
  }
});

test('“help”, “--help” and no command at all end with 0; of a word that begins several, those are listed', async () => {
  assert.deepEqual(await type(), { code: 0, out: helpText(), errors: '' });
  assert.equal((await type('help', 'campaign', 'launch')).out, helpText('campaign launch'));
  assert.equal((await type('campaign', 'launch', '--help')).out, helpText('campaign launch'));
  const { out } = await type('help', 'campaign');
  assert.match(out, /campaign pause/);
  assert.doesNotMatch(out, /keys list/);
});

test('what is no command, or has an option that it does not know or lacks one, is misuse: a sentence, nothing done, code 2', async () => {
  const refusals: [string[], RegExp][] = [
    [['campaign', 'lunch'], /There is no command “campaign lunch”\. With “campaign” there is: campaign create, /],
    [['constructor'], /There is no command “constructor”/],
    [['help', 'nothing'], /There is no command “nothing”/],
    [['doctor', '--nothing'], /--nothing/],
    [['doctor', '--campaign', 'x'], /“doctor” knows no option --campaign/],
    [['campaign', 'launch'], /“campaign launch” needs --campaign ID: Which/],
    [['campaign', 'launch', '--campaign'], /campaign/],
    [['user', 'create', '--email', 'a@example.org'], /needs --password-file FILE/],
    [['user', 'create', '--email', 'a@example.org', '--password', 'x', '--password-file', 'y'], /not both/],
    [['user', 'create', '--password', 'x'], /needs --email/],
    [['campaigns', 'list', '--token', 'antiphon_x'], /--token/],
  ];
  for (const [words, sentence] of refusals) {
    const { code, out, errors } = await type(...words);
    assert.deepEqual([code, out], [2, ''], words.join(' '));
    assert.match(errors, sentence);
    assert.match(errors, /^antiphon: .+\n$/s);
  }
});
