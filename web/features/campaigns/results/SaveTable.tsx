import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { saveText } from '../../../ui/save-text.ts';
import { useOfResults } from './of-results.ts';
import classes from './parts.module.css';
import type { ExportedTable } from './shapes.ts';

const names: Record<ExportedTable, string> = {
  days: 'letters by day',
  recipients: 'letters by recipient',
  wordings: 'letters by wording',
  partners: 'letters by partner',
  links: 'links in the letters',
};

/** Saves a table as a CSV file. Each file is written down in the audit; who may not read recipients is not offered it. */
export function SaveTable({ what }: { what: ExportedTable }) {
  const { workspace, campaign } = useOfResults();
  const save = useMutation(
    orpc.campaigns.exportCounts.mutationOptions({
      onSuccess: ({ fileName, csv }) => saveText(`${campaign.slug}-${fileName}`, csv, 'text/csv'),
    }),
  );
  if (!workspace.may('recipients.read')) return null;
  return (
    <div className={classes.save}>
      <Button
        size="compact-sm"
        leftSection={<IconDownload size={16} stroke={1.5} />}
        loading={save.isPending}
        onClick={() => save.mutate({ workspaceId: workspace.id, campaignId: campaign.id, what })}
      >
        CSV<span className="sr">of {names[what]}</span>
      </Button>
      <Problem error={save.error} title="The file was not made." />
    </div>
  );
}
