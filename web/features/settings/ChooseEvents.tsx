import { Checkbox } from '@mantine/core';
import { isAboutRecipient, type WebhookEvent, webhookEventNames, webhookEvents } from '../../../shared/webhook-events.ts';
import { useWorkspace } from '../../session.ts';
import classes from './settings.module.css';

export interface Chosen {
  events: WebhookEvent[];
  withAddresses: boolean;
}

interface ChooseEventsProps {
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
  error?: string | undefined;
}

/** What a webhook is told, and whether events about one recipient say whose they are. */
export function ChooseEvents({ chosen, onChange, error }: ChooseEventsProps) {
  const workspace = useWorkspace();
  return (
    <div className="stack">
      <Checkbox.Group
        label="What it is told"
        value={chosen.events}
        onChange={(names) => onChange({ ...chosen, events: webhookEventNames.filter((name) => names.includes(name)) })}
        error={error}
      >
        <div className={classes.events}>
          {webhookEventNames.map((name) => (
            <Checkbox key={name} value={name} label={name} description={webhookEvents[name].replaceAll('`', '')} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label="With the recipient’s address"
        description="Otherwise events about a recipient bear their number in the campaign alone. What your server does with addresses is for your organisation to answer for."
        checked={chosen.withAddresses}
        disabled={!workspace.may('contacts.read') || !chosen.events.some(isAboutRecipient)}
        onChange={(event) => onChange({ ...chosen, withAddresses: event.currentTarget.checked })}
      />
    </div>
  );
}
