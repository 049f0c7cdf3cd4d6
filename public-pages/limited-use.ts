import { html, raw } from 'hono/html';
import type { Html } from './page.ts';

const policyUrl = 'https://developers.google.com/terms/api-services-user-data-policy';

// Google asks for this sentence word for word, so nothing here may rewrap or re-quote it.
const sentence = raw(
  "'s use and transfer to any other app of information received from Google APIs will adhere to Google API Services User Data Policy, including the Limited Use requirements.",
);

/** The Limited Use sentence that Google's API Services User Data Policy asks for, with the way to that policy. */
export function limitedUse(service: string): Html {
  return html`<p>${service}${sentence} <a href="${policyUrl}">Read that policy at Google.</a></p>`;
}
