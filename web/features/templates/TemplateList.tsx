import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { When } from '../../ui/When.tsx';
import { AskTemplateName } from './AskTemplateName.tsx';
import { RemoveTemplate } from './RemoveTemplate.tsx';
import { Library } from '../files/Library.tsx';
import type { ListedTemplate } from './shapes.ts';

type Asking = { what: 'new' } | { what: 'copy' | 'remove'; template: ListedTemplate };

/** The texts that a team keeps to use again. */
export function TemplateList() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const [asking, setAsking] = useState<Asking>();
  const query = useQuery(orpc.templates.list.queryOptions({ input: { workspaceId } }));
  const mayChange = may('outreach.change');
  const button = mayChange && (
    <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setAsking({ what: 'new' })}>
      New template
    </Button>
  );
  const columns: Column<ListedTemplate>[] = [
    {
      key: 'name',
      head: 'Template',
      width: '50%',
      cell: ({ id, name, subject }) => (
        <>
          <Link to="/w/$slug/templates/$templateId" params={{ slug, templateId: id }}>
            <b>{name}</b>
          </Link>
          <div className="faint">{subject || 'no subject yet'}</div>
        </>
      ),
    },
    { key: 'changed', head: 'Changed', figures: true, cell: ({ changedAt }) => <When at={changedAt} /> },
    {
      key: 'actions',
      head: 'What can be done',
      actions: true,
      cell: (template) =>
        mayChange && (
          <>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => setAsking({ what: 'copy', template })}
              aria-label={`Duplicate ${template.name}`}
            >
              Duplicate
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => setAsking({ what: 'remove', template })}
              aria-label={`Remove ${template.name}`}
            >
              Remove
            </Button>
          </>
        ),
    },
  ];
  const close = () => setAsking(undefined);
  return (
    <>
      <PageHead
        title="Templates"
        lede="Texts to begin a message with. What was made from one stays as it is when the template changes."
        actions={query.data?.templates.length ? button : undefined}
      />
      <Loaded query={query} title="The templates could not be loaded.">
        {({ templates }) =>
          templates.length === 0 ? (
            <EmptyState title="No template yet." action={button}>
              A template is a subject and a text with merge tags, kept for everybody in this workspace.
            </EmptyState>
          ) : (
            <DataTable caption="Templates" columns={columns} rows={templates} rowKey={({ id }) => id} />
          )
        }
      </Loaded>
      <Library />
      {asking?.what === 'new' && <AskTemplateName onClose={close} />}
      {asking?.what === 'copy' && <AskTemplateName of={asking.template} onClose={close} />}
      {asking?.what === 'remove' && <RemoveTemplate template={asking.template} onClose={close} />}
    </>
  );
}
