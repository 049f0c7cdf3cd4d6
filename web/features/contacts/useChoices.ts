import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import type { Choices } from './choices.ts';
import { subjectsOf } from './rule-words.ts';

const asChoices = (rows: readonly { id: string; name: string }[] | undefined) =>
  (rows ?? []).map(({ id, name }) => ({ value: id, label: name }));

/** What the rule of a segment can ask about here; a segment cannot name itself. */
export function useChoices(workspaceId: string, ownId: string | undefined): Choices {
  const input = { workspaceId };
  const fields = useQuery(orpc.contactFields.list.queryOptions({ input }));
  const tags = useQuery(orpc.contacts.tags.queryOptions({ input }));
  const lists = useQuery(orpc.lists.list.queryOptions({ input }));
  const segments = useQuery(orpc.segments.list.queryOptions({ input }));
  const companies = useQuery(orpc.companies.list.queryOptions({ input: { workspaceId, limit: 200 } }));
  return {
    subjects: subjectsOf(fields.data?.fields ?? []),
    tags: tags.data?.tags ?? [],
    lists: asChoices(lists.data?.lists),
    segments: asChoices(segments.data?.segments.filter(({ id }) => id !== ownId)),
    companies: asChoices(companies.data?.companies),
  };
}
