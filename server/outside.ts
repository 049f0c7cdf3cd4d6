import type { Config } from './config.ts';
import type { Copy, SubprocessorKey } from './modules/privacy/index.ts';
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
