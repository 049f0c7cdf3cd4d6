import type { Period } from './promise.ts';
import { terms } from './terms.ts';

/** Something that the product keeps in a browser. */
export interface KeptInBrowser {
  readonly who: string;
  readonly why: string;
  /** How long it stays at most: a period, that of a table in the register, or as long as the tab is open. */
  readonly lasts: Period | { readonly as: string } | 'tab';
  /** The same in words; `{limit}` is filled from it. */
  readonly until: string;
  /** Essential: what was asked for does not work without it. Functional: a comfort that somebody chose or asked for. */
  readonly kind: 'essential' | 'functional';
  /** It may be kept only after a yes (ePrivacy Directive Art. 5(3)): so it is with all that is neither essential nor asked for. */
  readonly needsConsent: boolean;
}

/** Every cookie that the product sets. A test walks the pages and fails on any other. Names carry `__Host-` in front where the copy runs on HTTPS. */
export const cookies = {
  antiphon_session: {
    who: 'Members',
    why: 'Keeps you signed in to the workspace',
    lasts: { as: 'sessions' },
    until: 'you sign out, or {limit} at most',
    kind: 'essential',
    needsConsent: false,
  },
  antiphon_letter: {
    who: 'Supporters',
    why: 'Binds your letter to your browser until it is sent',
    lasts: { as: 'supporter_flows' },
    until: '{limit} at most',
    kind: 'essential',
    needsConsent: false,
  },
} as const satisfies Record<string, KeptInBrowser>;

/** Everything that the product keeps in a browser's storage. Nothing of it is sent to the server. */
export const browserStorage = {
  'antiphon letters': {
    who: 'Supporters',
    why: 'Shows on your receipt the letters that you sent, since the server keeps no copy',
    lasts: 'tab',
    until: 'you close the tab',
    kind: 'essential',
    needsConsent: false,
  },
  'tsr-scroll-restoration-v1_3': {
    who: 'Members',
    why: 'Where you were on a screen when you go back to it',
    lasts: 'tab',
    until: 'you close the tab',
    kind: 'functional',
    needsConsent: false,
  },
  'tanstack_router_reload:*': {
    who: 'Members',
    why: 'That a screen was loaded anew after the product was updated',
    lasts: 'tab',
    until: 'you close the tab',
    kind: 'functional',
    needsConsent: false,
  },
  'antiphon.scheme': {
    who: 'Members',
    why: 'Light or dark, as you chose it',
    lasts: terms.choicesLast,
    until: '{limit} after you chose',
    kind: 'functional',
    needsConsent: false,
  },
  'antiphon.keys': {
    who: 'Members',
    why: 'Whether single keys act, as you chose it',
    lasts: terms.choicesLast,
    until: '{limit} after you chose',
    kind: 'functional',
    needsConsent: false,
  },
  'antiphon.workspace': {
    who: 'Members',
    why: 'The workspace that you opened last, to open it again',
    lasts: terms.choicesLast,
    until: '{limit} after you opened it',
    kind: 'functional',
    needsConsent: false,
  },
  'antiphon.read': {
    who: 'Members',
    why: 'Which notice of changed documents you closed',
    lasts: terms.choicesLast,
    until: '{limit} after you closed it',
    kind: 'functional',
    needsConsent: false,
  },
} as const satisfies Record<string, KeptInBrowser>;
