import type { Config } from './config.ts';
import type { Copy, Receiving, SubprocessorKey } from './modules/privacy/index.ts';
import type { Site } from './platform/page.ts';
import { providers } from './providers/catalogue.ts';

/** Which outside companies this copy works with: those that its settings switch on, and those for which the sandbox stands in. */
export function outsideCompanies(config: Config, sandbox: boolean): Copy['outside'] {
  const outside: Partial<Record<SubprocessorKey, 'on' | 'stand_in'>> = {};
  for (const [key, { switchedOnBy }] of Object.entries(providers)) {
    const on = switchedOnBy.every((name) => config[name] !== undefined);
    if (on || sandbox) outside[key as SubprocessorKey] = on ? 'on' : 'stand_in';
  }
  return outside;
}

/** Which services outside receive something of this copy, as its settings say. */
export const receivingServices = (config: Config): Receiving => ({
  google: config.GOOGLE_CLIENT_ID !== undefined,
  microsoft: config.MICROSOFT_CLIENT_ID !== undefined,
  service_mail: config.SMTP_URL !== undefined,
  mail_providers: true,
});

/** What a copy says about itself on its pages, and in files that are taken from it. */
export const siteOf = (config: Config, { sandbox }: { sandbox: boolean }): Site => ({
  publicUrl: config.PUBLIC_URL,
  secure: config.PUBLIC_URL.startsWith('https://'),
  sandbox,
  operator: { name: config.OPERATOR_NAME, address: config.OPERATOR_ADDRESS, email: config.OPERATOR_EMAIL },
});
