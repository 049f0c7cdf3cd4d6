import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { count, plural } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { saveText } from '../../../ui/save-text.ts';
import { tell } from '../../../ui/tell.ts';
import classes from '../outreach.module.css';
import type { Outreach } from '../shapes.ts';
import { RemoveTracking } from './RemoveTracking.tsx';

interface ByVerdict {
  people: number;
  machines: number;
  unknown: number;
}
interface Row {
  key: string;
  what: string;
  counts: ByVerdict;
}

const columns = (head: string): Column<Row>[] => [
  { key: 'what', head, width: '55%', cell: ({ what }) => <span style={{ overflowWrap: 'anywhere' }}>{what}</span> },
  { key: 'people', head: 'People', figures: true, cell: ({ counts }) => count(counts.people) },
  { key: 'machines', head: 'Machines', figures: true, cell: ({ counts }) => count(counts.machines) },
  { key: 'unknown', head: 'Unknown', figures: true, cell: ({ counts }) => count(counts.unknown) },
];

const messageOf = (step: number) => (step === 1 ? 'First message' : `Follow-up ${String(step - 1)}`);

/** Who opened messages and links, with people, machines and unknown apart. Nothing where a campaign never wanted to know. */
export function OpensAndClicks({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  const query = useQuery(orpc.tracking.show.queryOptions({ input: ids, refetchInterval: campaign.state === 'running' ? 30_000 : false }));
  const again = useMutation(orpc.tracking.judgeAgain.mutationOptions({ onSuccess: () => tell('They are told apart again now.') }));
  const save = useMutation(
    orpc.tracking.export.mutationOptions({
      onSuccess: ({ fileName, csv, truncated }) => {
        saveText(fileName, csv, 'text/csv');
        if (truncated) tell('The file holds the first 100,000 rows.');
      },
    }),
  );
  return (
    <Loaded query={query} title="Opens and clicks could not be loaded.">
      {({ tracking, steps, links, ownLinks }) => {
        if (tracking === 'none' && links.length === 0 && ownLinks.length === 0) return null;
        const perMessage = steps.flatMap(({ step, opened, clicked }) => [
          { key: `${String(step)} opened`, what: `${messageOf(step)}, opened`, counts: opened },
          { key: `${String(step)} clicked`, what: `${messageOf(step)}, a link in it followed`, counts: clicked },
        ]);
        const perLink = [
          ...links.map(({ step, url, clicked }) => ({ key: `${String(step)} ${url}`, what: url, counts: clicked })),
          ...ownLinks.map(({ step, links: many, clicked }) => ({
            key: `${String(step)} own`,
            what: `${plural(many, 'link')} made for one recipient each, in ${messageOf(step).toLowerCase()}`,
            counts: clicked,
          })),
        ];
        return (
          <section className={classes.part} aria-label="Opens and clicks">
            <h2>Opens and clicks</h2>
            <p className="hush">
              {tracking === 'aggregate'
                ? 'Every time that something was opened, and not by whom.'
                : 'Recipients, each counted once a message, two minutes after they did.'}{' '}
              An open is a sign and no proof: some programs load every image, others none.
            </p>
            <DataTable caption="Opens and clicks by message" columns={columns('Message')} rows={perMessage} rowKey={({ key }) => key} />
            {perLink.length > 0 && (
              <DataTable caption="Clicks by link" columns={columns('Link')} rows={perLink} rowKey={({ key }) => key} />
            )}
            <Group gap="xs">
              {workspace.may('contacts.export') && tracking !== 'aggregate' && (
                <Button leftSection={<IconDownload size={18} stroke={1.5} />} loading={save.isPending} onClick={() => save.mutate(ids)}>
                  Opens and clicks as CSV
                </Button>
              )}
              {workspace.may('outreach.change') && tracking !== 'aggregate' && (
                <Button variant="default" loading={again.isPending} onClick={() => again.mutate(ids)}>
                  Tell people and machines apart again
                </Button>
              )}
              {workspace.may('outreach.launch') && <RemoveTracking ids={ids} />}
            </Group>
            <Problem error={save.error ?? again.error} title="It was not done." />
          </section>
        );
      }}
    </Loaded>
  );
}
