import { Button, Group, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { count } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { ContactParts } from './ContactParts.tsx';
import { NameForm } from './NameForm.tsx';
import type { Company } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

/** Organisations that contacts belong to. */
export function CompaniesPage() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const [asked, setAsked] = useState<{ what: 'name' | 'remove'; company?: Company }>();
  const [domain, setDomain] = useState('');
  const changed = useContactsChanged();
  const settled = {
    onSuccess: async () => {
      await changed();
      setAsked(undefined);
    },
  };
  const create = useMutation(orpc.companies.create.mutationOptions(settled));
  const change = useMutation(orpc.companies.change.mutationOptions(settled));
  const remove = useMutation(orpc.companies.remove.mutationOptions(settled));
  const query = useInfiniteQuery(
    orpc.companies.list.infiniteOptions({
      input: (after: string | undefined) => ({ workspaceId, limit: 100, ...(after && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
      placeholderData: keepPreviousData,
    }),
  );
  const companies = query.data?.pages.flatMap((page) => page.companies);
  const mayChange = may('contacts.change');
  const ask = (company?: Company) => {
    setDomain(company?.domain ?? '');
    setAsked({ what: 'name', ...(company && { company }) });
  };
  const button = mayChange && (
    <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => ask()}>
      New company
    </Button>
  );
  const actions: Column<Company> = {
    key: 'actions',
    head: 'Actions',
    actions: true,
    cell: (company) => (
      <Group gap={0} wrap="nowrap">
        <Button size="compact-sm" variant="subtle" onClick={() => ask(company)} aria-label={`Change ${company.name}`}>
          Change
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          c="var(--ink-2)"
          onClick={() => setAsked({ what: 'remove', company })}
          aria-label={`Remove ${company.name}`}
        >
          Remove
        </Button>
      </Group>
    ),
  };
  const columns: Column<Company>[] = [
    {
      key: 'name',
      head: 'Company',
      cell: ({ id, name }) => (
        <Link to="/w/$slug/contacts" params={{ slug }} search={{ company: id }}>
          {name}
        </Link>
      ),
    },
    { key: 'domain', head: 'Domain', cell: (company) => company.domain ?? '–' },
    { key: 'contacts', head: 'Contacts', figures: true, width: '8rem', cell: ({ contacts }) => count(contacts) },
  ];
  const company = asked?.company;
  return (
    <>
      <PageHead
        title="Companies"
        lede="Organisations that contacts belong to. Who has an address at a company’s domain is offered to it."
        actions={companies && companies.length > 0 && button}
      />
      <ContactParts here="Companies" />
      <Problem error={query.error} title="The companies could not be loaded." />
      {!companies && !query.isError && <Lines />}
      {companies?.length === 0 && (
        <EmptyState title="There is no company yet." action={button}>
          Add the organisations to which your contacts belong, with the domain of their addresses.
        </EmptyState>
      )}
      {companies && companies.length > 0 && (
        <DataTable caption="Companies" columns={mayChange ? [...columns, actions] : columns} rows={companies} rowKey={({ id }) => id} />
      )}
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage} mt="md">
          Show more
        </Button>
      )}
      {asked?.what === 'name' && (
        <NameForm
          title={company ? `Change ${company.name}` : 'New company'}
          name={company?.name ?? ''}
          most={200}
          doing={company ? change : create}
          onSave={(name) =>
            company ? change.mutate({ workspaceId, companyId: company.id, name, domain }) : create.mutate({ workspaceId, name, domain })
          }
          onClose={() => setAsked(undefined)}
        >
          <TextInput
            label="Domain, optional"
            description="The part behind the @ sign of its addresses."
            placeholder="council.example.org"
            value={domain}
            onChange={(event) => setDomain(event.currentTarget.value)}
            maxLength={253}
            autoComplete="off"
          />
        </NameForm>
      )}
      {asked?.what === 'remove' && company && (
        <ConfirmByName
          title={`Remove ${company.name}?`}
          name={company.name}
          action="Remove the company"
          doing={remove}
          onConfirm={() => remove.mutate({ workspaceId, companyId: company.id })}
          onClose={() => setAsked(undefined)}
        >
          Its contacts stay, without a company.
        </ConfirmByName>
      )}
    </>
  );
}
