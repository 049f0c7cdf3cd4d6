import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Dovecot } from './dovecot.ts';
import { freePort, until } from './ours.ts';

const program = ['/usr/sbin/postfix', '/usr/local/sbin/postfix'].find((path) => existsSync(path));

/** Why no Postfix can be tried on this machine; nothing when one can. */
export const noPostfix: string | undefined =
  program === undefined
    ? 'Postfix is not installed here (Debian: postfix)'
    : process.getuid?.() !== 0
      ? 'Postfix is started by root alone'
      : undefined;

export interface Postfix {
  host: string;
  /** For submission: in clear text first, and encrypted from the first byte. */
  ports: { starttls: number; tls: number };
  /** Its domain; whose mailboxes are there is said at the start. */
  domain: string;
  log(): string;
  stop(): Promise<void>;
}

const runs = promisify(execFile);

/**
 * Runs a real Postfix on loopback, with a queue of its own, for a domain whose mailboxes a Dovecot holds: that also says whether a password is right. What goes to
 * other domains is given to one server on this machine, and to nobody else.
 */
export async function startPostfix(
  dovecot: Dovecot,
  { domain, users, elsewhere }: { domain: string; users: readonly string[]; elsewhere: number },
): Promise<Postfix> {
  if (program === undefined || noPostfix !== undefined) throw new Error(noPostfix);
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-postfix-'));
  chmodSync(folder, 0o755);
  const ports = { starttls: await freePort(), tls: await freePort() };
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const name of ['queue', 'data']) mkdirSync(join(folder, name));
  chownSync(join(folder, 'data'), Number(execFileSync('id', ['-u', 'postfix']).toString()), 0);
  write('key.pem', dovecot.key);
  write('cert.pem', dovecot.certificate);
  write('mailboxes', users.map((user) => `${user}@${domain} ${user}@${domain}/\n`).join(''));
  write('owners', users.map((user) => `${user}@${domain} ${user}@${domain}\n`).join(''));
  write('transport', `${domain} virtual:\n* smtp:[127.0.0.1]:${String(elsewhere)}\n`);
  write('main.cf', settings({ folder, domain, dovecot }));
  write('master.cf', services(ports));
  const postfix = (...words: string[]) => runs(program, ['-c', folder, ...words], { timeout: 30_000 });
  await postfix('start');
  await until('Postfix answers', () => answers(ports.starttls), 30);
  return {
    host: 'localhost',
    ports,
    domain,
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    async stop() {
      await postfix('stop').catch(() => postfix('abort'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });
}

const settings = ({ folder, domain, dovecot }: { folder: string; domain: string; dovecot: Dovecot }) => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
myhostname = mx.${domain}
myorigin = ${domain}
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
local_recipient_maps =
notify_classes =
smtputf8_enable = yes
virtual_mailbox_domains = ${domain}
virtual_mailbox_base = ${dovecot.mail.folder}
virtual_mailbox_maps = texthash:${folder}/mailboxes
virtual_uid_maps = static:${String(dovecot.mail.uid)}
virtual_gid_maps = static:${String(dovecot.mail.gid)}
virtual_minimum_uid = 1
transport_maps = texthash:${folder}/transport
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtp_tls_security_level = none
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${String(dovecot.ports.auth)}
smtpd_sender_login_maps = texthash:${folder}/owners
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_reject_unlisted_recipient = no
delay_warning_time = 1s
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
`;

const services = ({ starttls, tls }: Postfix['ports']) => `
127.0.0.1:${String(starttls)} inet n - n - - smtpd -o smtpd_tls_security_level=may
127.0.0.1:${String(tls)} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
virtual unix - n n - - virtual
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
`;
