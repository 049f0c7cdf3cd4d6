/** Apps that open links in a window of their own, by what their browser says it is. */
const apps: readonly (readonly [RegExp, string])[] = [
  [/\bFB(AN|AV|_IAB)\b|FBIOS|FB4A/, 'Facebook'],
  [/\bInstagram\b/, 'Instagram'],
  [/\bLinkedInApp\b/, 'LinkedIn'],
  [/musical_ly|BytedanceWebview|\bTikTok\b/, 'TikTok'],
  [/\bLine\//, 'LINE'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/\bMicroMessenger\b/, 'WeChat'],
  [/\bTwitter(Android)?\b|\bTwitter for/, 'X'],
  [/\bPinterest\b/, 'Pinterest'],
  [/\bGSA\//, 'the Google app'],
  [/\bTelegram\b/, 'Telegram'],
  [/; wv\)/, 'an app'],
];

/**
 * The app in whose own window a page is open, if it is one. Google and Microsoft refuse to sign anybody in there
 * (developers.googleblog.com, "Upcoming security changes to Google's OAuth 2.0 authorization endpoint in embedded webviews", 2021), so it is
 * better said before than found out there.
 */
export function inAppBrowser(userAgent: string | undefined): string | undefined {
  return apps.find(([form]) => form.test(userAgent ?? ''))?.[1];
}
