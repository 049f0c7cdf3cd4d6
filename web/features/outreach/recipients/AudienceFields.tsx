import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import { count } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import type { Audience } from '../shapes.ts';
import { useChange } from '../useChange.ts';

interface AudienceFieldsProps {
  workspaceId: string;
  outreachId: string;
  audience: Audience;
  mayChange: boolean;
}

/** Lists and segments that a campaign is meant for, and those whose members are left out. Each choice is kept at once. */
export function AudienceFields({ workspaceId, outreachId, audience, mayChange }: AudienceFieldsProps) {
  const lists = useQuery(orpc.lists.list.queryOptions({ input: { workspaceId } }));
  const segments = useQuery(orpc.segments.list.queryOptions({ input: { workspaceId } }));
  const change = useChange(workspaceId, outreachId);
  const options = [
    {
      group: 'Lists',
      items: (lists.data?.lists ?? []).map(({ id, name, contacts }) => ({ value: id, label: `${name} (${count(contacts)})` })),
    },
    { group: 'Segments', items: (segments.data?.segments ?? []).map(({ id, name }) => ({ value: id, label: name })) },
  ];
  const isList = (id: string) => id.startsWith('lst_');
  const choose = (part: Partial<Audience>) => change.mutate({ workspaceId, outreachId, audience: { ...audience, ...part } });
  return (
    <div className="stack">
      <MultiSelect
        label="Written to"
        placeholder={audience.lists.length + audience.segments.length === 0 ? 'Choose lists or segments' : ''}
        data={options}
        value={[...audience.lists, ...audience.segments]}
        disabled={!mayChange}
        searchable
        nothingFoundMessage="No list or segment is called that."
        onChange={(ids) => choose({ lists: ids.filter(isList), segments: ids.filter((id) => !isList(id)) })}
      />
      <MultiSelect
        label="Left out"
        placeholder={audience.exceptLists.length + audience.exceptSegments.length === 0 ? 'Nobody' : ''}
        data={options}
        value={[...audience.exceptLists, ...audience.exceptSegments]}
        disabled={!mayChange}
        searchable
        nothingFoundMessage="No list or segment is called that."
        onChange={(ids) => choose({ exceptLists: ids.filter(isList), exceptSegments: ids.filter((id) => !isList(id)) })}
      />
      <Problem error={change.error} title="The choice was not kept." />
    </div>
  );
}
