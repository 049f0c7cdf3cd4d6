import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import classes from './contacts.module.css';
import type { WholeContact } from './shapes.ts';

/** What is known of a contact; what is empty is left out. */
export function ContactFacts({ workspaceId, contact }: { workspaceId: string; contact: WholeContact }) {
  const { slug } = useWorkspace();
  const { data } = useQuery(orpc.contactFields.list.queryOptions({ input: { workspaceId } }));
  const texts: [string, string][] = [
    ['First name', contact.firstName],
    ['Last name', contact.lastName],
    ['Company', contact.company?.name ?? ''],
    ['Job title', contact.jobTitle],
    ['Phone', contact.phone],
    ['Language', contact.language],
    ['Time zone', contact.timeZone],
    ...(data?.fields ?? []).map(({ key, label }): [string, string] => [label, contact.fields[key] ?? '']),
    ['Tags', contact.tags.join(', ')],
  ];
  const known = texts.filter(([, value]) => value !== '');
  return (
    <dl className={classes.facts}>
      {known.map(([title, value]) => (
        <div key={title} style={{ display: 'contents' }}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div style={{ display: 'contents' }}>
        <dt>Lists</dt>
        <dd>
          {contact.lists.length === 0 && 'In no list'}
          {contact.lists.map(({ id, name }, place) => (
            <span key={id}>
              {place > 0 && ', '}
              <Link to="/w/$slug/contacts" params={{ slug }} search={{ list: id }}>
                {name}
              </Link>
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}
