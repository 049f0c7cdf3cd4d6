import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { ContactParts } from './ContactParts.tsx';
import { keyOf } from './field-key.ts';
import { NameForm } from './NameForm.tsx';
import { kindWords, type OwnField } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

/** The fields that a workspace keeps of its contacts besides ours. */
export function FieldsPage() {
  const { id: workspaceId, may } = useWorkspace();
  const [asked, setAsked] = useState<{ what: 'name' | 'remove'; field?: OwnField }>();
  const [key, setKey] = useState('');
  const [kind, setKind] = useState<OwnField['kind']>('text');
  const changed = useContactsChanged();
  const settled = {
    onSuccess: async () => {
      await changed();
      setAsked(undefined);
    },
  };
  const create = useMutation(orpc.contactFields.create.mutationOptions(settled));
  const change = useMutation(orpc.contactFields.change.mutationOptions(settled));
  const remove = useMutation(orpc.contactFields.remove.mutationOptions(settled));
  const { data, error } = useQuery(orpc.contactFields.list.queryOptions({ input: { workspaceId } }));
  const mayChange = may('contacts.change');
  const begin = () => {
    setKey('');
    setKind('text');
    setAsked({ what: 'name' });
  };
  const button = mayChange && (
    <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={begin}>
      New field
    </Button>
  );
  const actions: Column<OwnField> = {
    key: 'actions',
    head: 'Actions',
    actions: true,
    cell: (field) => (
      <Group gap={0} wrap="nowrap">
        <Button size="compact-sm" variant="subtle" onClick={() => setAsked({ what: 'name', field })} aria-label={`Rename ${field.label}`}>
          Rename
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          c="var(--ink-2)"
          onClick={() => setAsked({ what: 'remove', field })}
          aria-label={`Remove ${field.label}`}
        >
          Remove
        </Button>
      </Group>
    ),
  };
  const columns: Column<OwnField>[] = [
    { key: 'label', head: 'Field', cell: ({ label }) => <b>{label}</b> },
    { key: 'tag', head: 'Merge tag', cell: (field) => <code>{`{{ ${field.key} }}`}</code> },
    { key: 'kind', head: 'Kind', width: '8rem', cell: (field) => kindWords[field.kind] },
  ];
  const field = asked?.field;
  return (
    <>
      <PageHead
        title="Fields"
        lede="What this workspace keeps of its contacts besides name, company, job title, phone, language and time zone."
        actions={data && data.fields.length > 0 && button}
      />
      <ContactParts here="Fields" />
      <Problem error={error} title="The fields could not be loaded." />
      {!data && !error && <Lines />}
      {data?.fields.length === 0 && (
        <EmptyState title="There is no field of your own yet." action={button}>
          Add what you need to write in a way that fits, and nothing that you do not: each person can see what is kept about them.
        </EmptyState>
      )}
      {data && data.fields.length > 0 && (
        <DataTable caption="Fields" columns={mayChange ? [...columns, actions] : columns} rows={data.fields} rowKey={(one) => one.key} />
      )}
      {asked?.what === 'name' && (
        <NameForm
          title={field ? `Rename ${field.label}` : 'New field'}
          label="What it is called"
          name={field?.label ?? ''}
          most={80}
          doing={field ? change : create}
          onSave={(label) =>
            field
              ? change.mutate({ workspaceId, key: field.key, label })
              : create.mutate({ workspaceId, key: key || keyOf(label), label, kind })
          }
          onClose={() => setAsked(undefined)}
        >
          {!field && (
            <>
              <TextInput
                label="Merge tag, optional"
                description="Small letters, digits and _. Without one, it is made from the name. It stays as it is."
                value={key}
                onChange={(event) => setKey(event.currentTarget.value)}
                maxLength={40}
                autoComplete="off"
                spellCheck={false}
              />
              <Select
                label="Kind"
                data={Object.entries(kindWords).map(([value, label]) => ({ value, label }))}
                value={kind}
                onChange={(value) => setKind(value === 'number' || value === 'date' ? value : 'text')}
                allowDeselect={false}
              />
            </>
          )}
        </NameForm>
      )}
      {asked?.what === 'remove' && field && (
        <ConfirmByName
          title={`Remove ${field.label}?`}
          name={field.label}
          action="Remove the field"
          doing={remove}
          onConfirm={() => remove.mutate({ workspaceId, key: field.key })}
          onClose={() => setAsked(undefined)}
        >
          Its values go from every contact, at once and for good. Texts that name its merge tag will have a gap.
        </ConfirmByName>
      )}
    </>
  );
}
