import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import classes from './mailboxes.module.css';

interface Server {
  host: string;
  port: number;
  security: 'tls' | 'starttls';
}

interface ServerFieldsProps {
  /** What the server is for, in front of each label. */
  what: string;
  server: Server;
  onChange: (server: Partial<Server>) => void;
}

const kinds = [
  { value: 'tls', label: 'TLS' },
  { value: 'starttls', label: 'STARTTLS' },
];

/** Name, port and encryption of a mail server. */
export function ServerFields({ what, server, onChange }: ServerFieldsProps) {
  return (
    <div className={classes.server}>
      <TextInput
        label={`${what} server`}
        placeholder="mail.example.org"
        value={server.host}
        onChange={(event) => onChange({ host: event.currentTarget.value })}
        required
        maxLength={253}
        autoComplete="off"
        spellCheck={false}
      />
      <NumberInput
        label={`${what} port`}
        value={server.port}
        onChange={(port) => typeof port === 'number' && onChange({ port })}
        min={1}
        max={65535}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        required
      />
      <NativeSelect
        label={`${what} encryption`}
        data={kinds}
        value={server.security}
        onChange={(event) => onChange({ security: event.currentTarget.value === 'tls' ? 'tls' : 'starttls' })}
      />
    </div>
  );
}
