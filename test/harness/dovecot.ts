import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { certificateFor } from './certificate.ts';
import { freePort, until } from './ours.ts';

const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((path) => existsSync(path));

/** Why no Dovecot can be tried on this machine; nothing when one can. */
export const noDovecot: string | undefined = program === undefined ? 'Dovecot is not installed here (Debian: dovecot-imapd)' : undefined;

export interface Dovecot {
  host: string;
  /** In clear text first, and encrypted from the first byte; and where a mail server asks whether a password is right. */
  ports: { starttls: number; tls: number; auth: number };
  certificate: string;
  key: string;
  /** Where the mail of everybody lies, and whose it is on this machine. */
  mail: { folder: string; uid: number; gid: number };
  password: string;
  /** Puts a message into a folder as a delivery agent does, and gives the name of its file. */
  deliver(user: string, raw: string | Uint8Array, folder?: string): string;
  remove(user: string, name: string, folder?: string): void;
  /** The names of the files of a folder, with the flags at their end; those that nobody has seen at all are in `new`. */
  files(user: string, folder?: string): { new: string[]; cur: string[] };
  /** Says that all numbers are new, as after a restore. */
  renumber(user: string): void;
  stop(): Promise<void>;
}

/** Runs a real Dovecot on loopback, as nobody in particular, with its mail in a folder of its own. Its name is `localhost`. */
export async function startDovecot(): Promise<Dovecot> {
  if (program === undefined) throw new Error(noDovecot);
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? 'nobody' : userInfo().username;
  const idOf = (what: string) => execFileSync('id', [what, user]).toString().trim();
  const [uid, gid] = [Number(idOf('-u')), Number(idOf('-g'))];
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-dovecot-'));
  const own = (path: string) => isRoot && chownSync(path, uid, gid);
  const ports = { starttls: await freePort(), tls: await freePort(), auth: await freePort() };
  const { key, cert } = certificateFor('localhost');
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    own(join(folder, name));
  };
  write('key.pem', key);
  write('cert.pem', cert);
  write('dovecot.conf', configuration({ folder, user, group: idOf('-gn'), uid, gid, ports }));
  mkdirSync(join(folder, 'mail'));
  for (const path of [folder, join(folder, 'mail')]) own(path);
  chmodSync(folder, 0o755);
  const running = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore', ...(isRoot ? { uid, gid } : {}) });
  const ended = once(running, 'exit');
  await until('Dovecot answers', () => answers(ports.tls));

  let number = 0;
  const need = (path: string) => {
    if (existsSync(path)) return;
    mkdirSync(path);
    own(path);
  };
  const maildir = (name: string, path?: string) => join(folder, 'mail', name, path === undefined ? '' : `.${path}`);
  return {
    host: 'localhost',
    ports,
    certificate: cert,
    key,
    mail: { folder: join(folder, 'mail'), uid, gid },
    password: 'sandbox',
    deliver(name, raw, path) {
      const file = `${String(Math.floor(Date.now() / 1000))}.${String((number += 1)).padStart(6, '0')}.test`;
      for (const needed of [maildir(name), maildir(name, path)]) for (const part of ['', 'tmp', 'new', 'cur']) need(join(needed, part));
      const temporary = join(maildir(name, path), 'tmp', file);
      writeFileSync(temporary, raw);
      own(temporary);
      renameSync(temporary, join(maildir(name, path), 'new', file));
      return file;
    },
    remove(name, file, path) {
      for (const part of ['new', 'cur'] as const)
        for (const found of readdirSync(join(maildir(name, path), part)).filter((each) => each.startsWith(file)))
          rmSync(join(maildir(name, path), part, found));
    },
    files: (name, path) => ({
      new: readdirSync(join(maildir(name, path), 'new')),
      cur: readdirSync(join(maildir(name, path), 'cur')),
    }),
    renumber(name) {
      const list = join(maildir(name), 'dovecot-uidlist');
      const [first = '', ...rest] = readFileSync(list, 'utf8').split('\n');
      const anew = first.replace(/\bV(\d+)/, (_, validity) => `V${String(Number(validity) + 1)}`);
      if (anew === first) throw new Error('Dovecot keeps its numbers elsewhere now.');
      writeFileSync(list, [anew, ...rest].join('\n'));
      for (const found of readdirSync(maildir(name)).filter((each) => each.startsWith('dovecot.index'))) rmSync(join(maildir(name), found));
    },
    async stop() {
      running.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

interface Choices {
  folder: string;
  user: string;
  group: string;
  uid: number;
  gid: number;
  ports: Dovecot['ports'];
}

const configuration = ({ folder, user, group, uid, gid, ports }: Choices) => `
base_dir = ${folder}/base
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${folder}/mail/%u
mail_max_userip_connections = 1
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {
  driver = static
  args = password=sandbox
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  mailbox Unerwünscht {
    auto = create
    special_use = \\Junk
  }
  mailbox Gesendet {
    auto = create
    special_use = \\Sent
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${ports.starttls}
  }
  inet_listener imaps {
    port = ${ports.tls}
    ssl = yes
  }
}
service auth {
  inet_listener {
    address = 127.0.0.1
    port = ${ports.auth}
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`;
