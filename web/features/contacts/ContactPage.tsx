import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { tell } from '../../ui/tell.ts';
import { ChangeContact } from './ChangeContact.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import classes from './contacts.module.css';
import { nameOf } from './shapes.ts';
import { Timeline } from './Timeline.tsx';
import { useContactsChanged } from './useContactsChanged.ts';
import { VerdictMark } from './VerdictMark.tsx';

/** One contact: what is known, whether the address can be written to, and what happened. */
export function ContactPage() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const { contactId } = useParams({ from: '/inside/w/$slug/contacts/$contactId' });
  const [doing, setDoing] = useState<'change' | 'remove'>();
  const navigate = useNavigate();
  const changed = useContactsChanged();
  const { data: contact, error } = useQuery(orpc.contacts.show.queryOptions({ input: { workspaceId, contactId } }));
  const check = useMutation(orpc.contacts.check.mutationOptions({ onSuccess: changed }));
  const change = useMutation(orpc.contacts.change.mutationOptions({ onSuccess: changed }));
  const remove = useMutation(
    orpc.contacts.remove.mutationOptions({
      onSuccess: async () => {
        await navigate({ to: '/w/$slug/contacts', params: { slug }, search: {} });
        tell('The contact is removed.');
        await changed();
      },
    }),
  );
  const crumb = (
    <Link to="/w/$slug/contacts" params={{ slug }} search={{}}>
      Contacts
    </Link>
  );
  if (!contact)
    return (
      <>
        <PageHead title="Contact" crumb={crumb} />
        {error ? <Problem error={error} title="The contact could not be loaded." /> : <Lines />}
      </>
    );
  const mayChange = may('contacts.change');
  const likely = contact.likelyCompany;
  return (
    <>
      <PageHead
        title={nameOf(contact)}
        crumb={crumb}
        lede={contact.email}
        actions={
          mayChange && (
            <>
              <Button onClick={() => setDoing('change')}>Change</Button>
              <Button color="rubric" onClick={() => setDoing('remove')}>
                Remove
              </Button>
            </>
          )
        }
      />
      {doing === 'change' && <ChangeContact workspaceId={workspaceId} contact={contact} onClose={() => setDoing(undefined)} />}
      {doing === 'remove' && (
        <ConfirmByName
          title={`Remove ${nameOf(contact)}?`}
          name={contact.email}
          action="Remove"
          doing={remove}
          onConfirm={() => remove.mutate({ workspaceId, contactId })}
          onClose={() => setDoing(undefined)}
        >
          What is known of this contact goes. What was sent stays counted, and campaigns that run go on.
        </ConfirmByName>
      )}
      <Section
        title="The address"
        lede="Checked by how it is written and by whether its domain takes mail. Nobody is asked for the mailbox itself."
      >
        <div className="stack">
          {contact.suppressed && <p role="note">This address is suppressed: nothing is sent to it, whatever list it stands in.</p>}
          <VerdictMark contact={contact} />
          {contact.verdictBecause && <p className="hush">{contact.verdictBecause}</p>}
          <Problem error={check.error} title="The address was not checked." />
          {mayChange && (
            <Group>
              <Button onClick={() => check.mutate({ workspaceId, contactId })} loading={check.isPending}>
                Check again
              </Button>
            </Group>
          )}
        </div>
      </Section>
      <Section title="What is known" lede="Merge tags take their values from here when a campaign is launched.">
        <ContactFacts workspaceId={workspaceId} contact={contact} />
        {likely && mayChange && (
          <Group mt="md" gap="xs">
            <p className="hush">The address has the domain of {likely.name}.</p>
            <Button onClick={() => change.mutate({ workspaceId, contactId, companyId: likely.id })} loading={change.isPending}>
              Belongs to {likely.name}
            </Button>
          </Group>
        )}
      </Section>
      <Section title="What happened" lede="In team campaigns, newest first.">
        <Timeline className={classes.timeline} timeline={contact.timeline} />
        {may('conversations.read') && contact.timeline.length > 0 && (
          <p className={classes.answers}>
            <Link to="/w/$slug/conversations" params={{ slug }} search={{ contact: contactId, view: 'all' }}>
              What they answered
            </Link>
          </p>
        )}
      </Section>
    </>
  );
}
