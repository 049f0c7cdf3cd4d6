import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { count } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { saveText } from '../../../ui/save-text.ts';
import { tell } from '../../../ui/tell.ts';
import classes from '../outreach.module.css';
import type { Counts, Outreach } from '../shapes.ts';
import { OpensAndClicks } from '../tracking/OpensAndClicks.tsx';
import { CameBack } from './CameBack.tsx';
import { CompareVariants } from './CompareVariants.tsx';
import { CountsOfMessages } from './CountsOfMessages.tsx';
import { Report } from './Report.tsx';

interface Row {
  step: number;
  variant: string;
  subject: string;
  counts: Counts;
}

const columns = (several: boolean): Column<Row>[] => [
  {
    key: 'message',
    head: 'Message',
    width: '40%',
    cell: ({ step, variant, subject }) => (
      <>
        <b>{step === 1 ? 'First message' : `Follow-up ${String(step - 1)}`}</b>
        {several && ` · ${variant.toUpperCase()}`}
        <div className="faint">{subject}</div>
      </>
    ),
  },
  { key: 'accepted', head: 'Accepted', figures: true, cell: ({ counts }) => count(counts.accepted) },
  { key: 'failed', head: 'Failed', figures: true, cell: ({ counts }) => count(counts.failed) },
  { key: 'skipped', head: 'Skipped', figures: true, cell: ({ counts }) => count(counts.skipped) },
  { key: 'uncertain', head: 'Uncertain', figures: true, cell: ({ counts }) => count(counts.uncertain) },
];

/** What became of the messages of a team campaign, by step and variant, with files to take along. */
export function ResultsTab({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const save = useMutation(
    orpc.outreach.export.mutationOptions({
      onSuccess: ({ fileName, csv, truncated }) => {
        saveText(fileName, csv, 'text/csv');
        if (truncated) tell('The file holds the first 100,000 rows.');
      },
    }),
  );
  if (!campaign.launchedAt)
    return <EmptyState title="Nothing was sent yet.">What becomes of each message is counted here from the launch on.</EmptyState>;
  const rows = campaign.steps.flatMap(({ texts }, index) =>
    texts.map(({ variant, subject, counts }) => ({ step: index + 1, variant, subject, counts })),
  );
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  return (
    <>
      <CountsOfMessages campaign={campaign} />
      <CameBack campaign={campaign} />
      <section className={classes.part} aria-label="By message">
        <h2>By message</h2>
        <DataTable
          caption="By message"
          columns={columns((campaign.steps[0]?.texts.length ?? 0) > 1)}
          rows={rows}
          rowKey={({ step, variant }) => `${String(step)}${variant}`}
        />
      </section>
      {(campaign.steps[0]?.texts.length ?? 0) > 1 && <CompareVariants workspace={workspace} campaign={campaign} />}
      <Report workspace={workspace} campaign={campaign} />
      <OpensAndClicks workspace={workspace} campaign={campaign} />
      {workspace.may('contacts.export') && (
        <section className={classes.part} aria-label="Take along">
          <Group gap="xs">
            {(['recipients', 'counts'] as const).map((what) => (
              <Button
                key={what}
                leftSection={<IconDownload size={18} stroke={1.5} />}
                loading={save.isPending && save.variables.what === what}
                onClick={() => save.mutate({ ...ids, what })}
              >
                {what === 'recipients' ? 'Recipients as CSV' : 'Counts as CSV'}
              </Button>
            ))}
          </Group>
          <Problem error={save.error} title="No file was made." />
        </section>
      )}
    </>
  );
}
