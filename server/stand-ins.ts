import { createSandboxHostNames, type SandboxHostNames } from '../sandbox/host-names.ts';
import { createSandbox, type Sandbox } from '../sandbox/index.ts';
import { samplePassword } from '../sandbox/mail-server/accounts.ts';
import type { Config } from './config.ts';
import type { Clock } from './platform/clock.ts';

export interface Standing {
  sandbox: Sandbox;
  settings: Record<string, string>;
  allow: string[];
  /** What the DNS says of host names. */
  names: SandboxHostNames;
}

/** Whether anything has no credentials yet. */
export const needsSandbox = (config: Config) => !(config.GOOGLE_CLIENT_ID && config.SMTP_URL);

/** Stand-ins for what has no credentials yet. Browsers reach them under our own address, the server itself over the loopback. */
export async function sandboxFor(config: Config, clock: Clock): Promise<Standing | undefined> {
  if (!needsSandbox(config)) return undefined;
  const sandbox = await createSandbox({ clock, publicUrl: `${config.PUBLIC_URL}/sandbox`, redirectOrigins: [config.PUBLIC_URL] });
  const here = `127.0.0.1:${config.PORT}`;
  const inside = `http://${here}/sandbox/google`;
  const google = config.GOOGLE_CLIENT_ID
    ? {}
    : {
        GOOGLE_CLIENT_ID: sandbox.settings.GOOGLE_CLIENT_ID ?? '',
        GOOGLE_CLIENT_SECRET: sandbox.settings.GOOGLE_CLIENT_SECRET ?? '',
        GOOGLE_ACCOUNTS_URL: `${config.PUBLIC_URL}/sandbox/google`,
        GOOGLE_OAUTH_URL: inside,
        GOOGLE_API_URL: inside,
        GOOGLE_OPENID_URL: inside,
        GMAIL_API_URL: inside,
      };
  const microsoft = config.MICROSOFT_CLIENT_ID
    ? {}
    : {
        MICROSOFT_CLIENT_ID: sandbox.settings.MICROSOFT_CLIENT_ID ?? '',
        MICROSOFT_CLIENT_SECRET: sandbox.settings.MICROSOFT_CLIENT_SECRET ?? '',
        MICROSOFT_LOGIN_URL: `${config.PUBLIC_URL}/sandbox/microsoft`,
        GRAPH_API_URL: `http://${here}/sandbox/microsoft`,
      };
  return {
    sandbox,
    names: createSandboxHostNames(),
    allow: [here, ...sandbox.mailServer.addresses()],
    settings: { ...google, ...microsoft, ...(config.SMTP_URL ? {} : { SMTP_URL: sandbox.mail.url }) },
  };
}

/** The mail server of the sandbox, for whoever tries the product out. */
export function sampleMailServer(sandbox: Sandbox | undefined) {
  if (!sandbox) return null;
  const { host, port, imap, accounts } = sandbox.mailServer;
  return { host, port, imapPort: imap.port, addresses: accounts.all().map(({ emailAddress }) => emailAddress), password: samplePassword };
}
