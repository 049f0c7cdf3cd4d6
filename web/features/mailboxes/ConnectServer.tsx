import { Button, Checkbox, Group, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { accessOf, byConsent, emptyServerForm, formOf, withPreset, withReading, type ServerForm } from './server-form.ts';
import { ServerFields } from './ServerFields.tsx';
import type { Mailbox, Offers } from './shapes.ts';
import { useMailboxesChanged } from './useMailboxesChanged.ts';

interface ConnectServerProps {
  sandbox: Offers['sandbox'];
  /** The mailbox that is connected anew. */
  mailbox?: Mailbox;
  onUseConsent?: (company: 'gmail' | 'outlook') => void;
  onClose: () => void;
}

/** Connects a mailbox by its mail server; servers of large companies fill themselves in. */
export function ConnectServer({ sandbox, mailbox, onUseConsent, onClose }: ConnectServerProps) {
  const workspace = useWorkspace();
  const changed = useMailboxesChanged();
  const [form, setForm] = useState<ServerForm>(mailbox ? formOf(mailbox) : emptyServerForm);
  const set = (change: Partial<ServerForm>) => setForm((before) => ({ ...before, ...change }));
  const preset = mailbox ? undefined : withPreset(form, sandbox).preset;
  const company = byConsent(form);
  const onSuccess = async () => {
    tell('The mailbox is connected.');
    await changed();
    onClose();
  };
  const connect = useMutation(orpc.mailboxes.connectServer.mutationOptions({ onSuccess, gcTime: 0 }));
  const reconnect = useMutation(orpc.mailboxes.reconnectServer.mutationOptions({ onSuccess, gcTime: 0 }));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const access = { workspaceId: workspace.id, ...accessOf(form) };
    if (mailbox) reconnect.mutate({ ...access, mailboxId: mailbox.id });
    else connect.mutate({ ...access, address: form.address.trim(), name: form.name.trim(), timeZone });
  };
  return (
    <form className="stack" onSubmit={submit}>
      {!mailbox && (
        <>
          <TextInput
            label="Address of the mailbox"
            type="email"
            value={form.address}
            onChange={(event) => set({ address: event.currentTarget.value })}
            onBlur={() => setForm((before) => withPreset(before, sandbox).form)}
            required
            maxLength={320}
            autoComplete="off"
            spellCheck={false}
            description={
              sandbox ? `To try it: ${sandbox.addresses.join(' or ')}, password “${sandbox.password}”; nothing is delivered.` : undefined
            }
          />
          <TextInput
            label="Name that people read"
            value={form.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            required
            maxLength={120}
            autoComplete="name"
          />
        </>
      )}
      {company && onUseConsent ? (
        <div className="stack">
          <p>This mailbox is connected on {company === 'gmail' ? 'Google’s' : 'Microsoft’s'} own page, without a password here.</p>
          <Button className="start" variant="filled" onClick={() => onUseConsent(company)}>
            Connect it there
          </Button>
        </div>
      ) : (
        <>
          {preset?.before && <p className="small hush">{preset.before}</p>}
          <ServerFields
            what="Sending"
            server={{ host: form.smtpHost, port: form.smtpPort, security: form.smtpSecurity }}
            onChange={({ host = form.smtpHost, port = form.smtpPort, security = form.smtpSecurity }) =>
              set({ smtpHost: host, smtpPort: port, smtpSecurity: security })
            }
          />
          <TextInput
            label="Name to sign in with"
            description="Empty: the address."
            value={form.username}
            onChange={(event) => set({ username: event.currentTarget.value })}
            maxLength={320}
            autoComplete="off"
            spellCheck={false}
          />
          <PasswordInput
            label="Password of the mailbox"
            value={form.password}
            onChange={(event) => set({ password: event.currentTarget.value })}
            required
            maxLength={500}
            autoComplete="off"
          />
          <Checkbox
            label="See replies and bounces as well"
            description="Follow-ups then stop when somebody replies. Nothing is changed in the mailbox, and of mail that has nothing to do with your campaigns nothing is kept."
            checked={form.reads}
            onChange={(event) => setForm(withReading(form, event.currentTarget.checked))}
          />
          {form.reads && (
            <ServerFields
              what="Reading"
              server={{ host: form.imapHost, port: form.imapPort, security: form.imapSecurity }}
              onChange={({ host = form.imapHost, port = form.imapPort, security = form.imapSecurity }) =>
                set({ imapHost: host, imapPort: port, imapSecurity: security })
              }
            />
          )}
          <Problem error={connect.error ?? reconnect.error} title="The mailbox was not connected, and nothing was kept." />
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>Not now</Button>
            <Button type="submit" variant="filled" loading={connect.isPending || reconnect.isPending}>
              Sign in and connect
            </Button>
          </Group>
        </>
      )}
    </form>
  );
}
