import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { carla, clientId, clientSecret, passConsentScreen, startStandIn, type StandInScene } from './microsoft-scene.ts';
import { begin, callback } from './scene.ts';

describe('the stand-in for Microsoft is strict', () => {
  let scene: StandInScene;
  before(async () => {
    scene = await startStandIn();
  });
  after(() => scene.stop());

  test('a wrong request is told on Microsoft’s own page and never sent back', async () => {
    const wrong: [name: string, value: string | undefined, number: number][] = [
      ['client_id', 'somebody else', 700016],
      ['redirect_uri', 'https://evil.example.org/callback', 50011],
      ['redirect_uri', 'http://localhost.evil.example.org/', 50011],
      ['redirect_uri', `${callback}#x`, 50011],
      ['redirect_uri', 'javascript:alert(1)', 50011],
      ['response_type', 'token', 700054],
      ['response_mode', 'fragment', 70007],
      ['scope', 'openid Mail.Send.Shared', 70011],
      ['scope', 'openid https://graph.microsoft.com/Mail.ReadWrite', 70011],
      ['state', undefined, 900144],
      ['code_challenge_method', 'plain', 9002313],
      ['code_challenge', 'short', 501491],
      ['prompt', 'select_account consent', 90023],
    ];
    for (const [name, value, number] of wrong) {
      const { url } = begin(scene.microsoft);
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
      const answer = await fetch(url, { redirect: 'manual' });
      assert.equal(answer.status, 400, name);
      assert.ok((await answer.text()).includes(`AADSTS${number}`), name);
    }
  });

  test('its pages cannot be framed, run nothing, and let a form end at the product', async () => {
    scene.accounts.add({ emailAddress: 'eve@outlook.test', displayName: '<script>alert(1)</script>' });
    const answer = await fetch(begin(scene.microsoft).url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self' http://localhost:3000;"])
      assert.ok(policy.includes(part), part);
    const html = await answer.text();
    assert.ok(html.includes('This is the sandbox') && !html.includes('<script') && html.includes('&lt;script&gt;'));
    const decision = `${scene.url}/common/oauth2/v2.0/authorize/decision`;
    const forged = await fetch(decision, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    assert.equal(forged.status, 400);
  });

  test('nobody goes round the administrators by sending the form all the same', async () => {
    const request = begin(scene.microsoft).url.search.slice(1);
    const frank = scene.accounts.byEmailAddress('frank.sample@strict.example.org');
    const form = new URLSearchParams({ request, account: frank?.subject ?? '', decision: 'accept' });
    const decision = `${scene.url}/common/oauth2/v2.0/authorize/decision`;
    const answer = await fetch(decision, { method: 'POST', body: form, redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '').searchParams;
    assert.equal(back.get('code'), null);
    assert.match(back.get('error_description') ?? '', /AADSTS90094/);
  });

  test('who agreed before is not asked again, and the one who asks for it is', async () => {
    await passConsentScreen(begin(scene.microsoft).url, { account: carla.emailAddress });
    const second = begin(scene.microsoft).url;
    const again = await passConsentScreen(second, { account: carla.emailAddress, cancelAt: 'permissions' });
    assert.ok(again.searchParams.get('code'), 'there was no screen on which to cancel');
    second.searchParams.set('prompt', 'consent');
    const asked = await passConsentScreen(second, { account: carla.emailAddress, cancelAt: 'permissions' });
    assert.equal(asked.searchParams.get('error'), 'access_denied');
  });

  test('the token endpoint refuses with Microsoft’s numbers, and there is none to revoke at', async () => {
    const refusals: [change: Record<string, string>, status: number, error: string, number: number][] = [
      [{ client_id: 'other' }, 400, 'unauthorized_client', 700016],
      [{ client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
      [{ grant_type: 'device_code' }, 400, 'unsupported_grant_type', 70003],
      [{ code: '' }, 400, 'invalid_request', 900144],
      [{ code: 'nonsense' }, 400, 'invalid_grant', 70000],
      [{ redirect_uri: `${callback}/` }, 400, 'invalid_grant', 500112],
      [{ code_verifier: '' }, 400, 'invalid_request', 900144],
      [{ code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant', 501481],
    ];
    const token = `${scene.url}/common/oauth2/v2.0/token`;
    for (const [change, status, error, number] of refusals) {
      const round = begin(scene.microsoft);
      const back = await passConsentScreen(round.url, { account: carla.emailAddress });
      const fields = {
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        code_verifier: round.codeVerifier,
        redirect_uri: callback,
      };
      const answer = await fetch(token, { method: 'POST', body: new URLSearchParams({ ...fields, ...change }) });
      const body = (await answer.json()) as { error: string; error_codes: number[] };
      assert.deepEqual([answer.status, body.error, body.error_codes], [status, error, [number]]);
    }
    assert.equal((await fetch(`${scene.url}/common/oauth2/v2.0/revoke`, { method: 'POST' })).status, 404);
    assert.equal((await fetch(token)).status, 404);
  });
});
