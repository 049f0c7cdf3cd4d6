import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inAppBrowser } from './in-app-browser.ts';

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP3A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';

test('a window of an app is recognised before anybody is sent to sign in', () => {
  for (const [userAgent, app] of [
    [`${iPhone} Mobile/22G86 [FBAN/FBIOS;FBAV/520.0.0.38.101;FBDV/iPhone15,2]`, 'Facebook'],
    [`${iPhone} Mobile/15E148 Instagram 390.0.0.28.85 (iPhone15,2; iOS 18_6)`, 'Instagram'],
    [`${android} [FB_IAB/FB4A;FBAV/520.0.0.40.77;]`, 'Facebook'],
    [`${android} musical_ly_2023 BytedanceWebview/d8a21c6`, 'TikTok'],
    [`${iPhone} Safari Line/15.12.0`, 'LINE'],
    [`${iPhone} Mobile/22G86 [LinkedInApp]/9.31`, 'LinkedIn'],
    [android, 'an app'],
  ] as const)
    assert.equal(inAppBrowser(userAgent), app, userAgent);
});

test('an ordinary browser is left alone', () => {
  for (const userAgent of [
    `${iPhone} Version/18.6 Mobile/15E148 Safari/604.1`,
    `${iPhone} CriOS/140.0.7339.101 Mobile/15E148 Safari/604.1`,
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    undefined,
  ])
    assert.equal(inAppBrowser(userAgent), undefined, String(userAgent));
});
