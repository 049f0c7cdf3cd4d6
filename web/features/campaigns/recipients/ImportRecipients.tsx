import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { importable, largest, readCsvFile } from './csv-file.ts';
import { ImportColumns } from './ImportColumns.tsx';
import { ImportReport } from './ImportReport.tsx';
import classes from './recipients.module.css';
import { useRecipientsChanged } from './useRecipientsChanged.ts';

const sample = 'name,email,salutation,district';

interface ImportRecipientsProps {
  workspaceId: string;
  campaignId: string;
  /** Own fields that the campaign names. */
  ownFields: readonly string[];
  onClose: () => void;
}

/** Recipients from a CSV file or a paste: first it says what would happen, line by line, then it does it. */
export function ImportRecipients({ workspaceId, campaignId, ownFields, onClose }: ImportRecipientsProps) {
  const [csv, setCsv] = useState('');
  const [fileName, setFileName] = useState<string>();
  const [unread, setUnread] = useState<unknown>();
  const changed = useRecipientsChanged();
  const trial = useMutation(orpc.campaigns.importRecipients.mutationOptions());
  const real = useMutation(orpc.campaigns.importRecipients.mutationOptions({ onSuccess: changed }));
  const take = (text: string, name?: string) => {
    setCsv(text);
    setFileName(name);
    setUnread(undefined);
    trial.reset();
    real.reset();
  };
  const read = (file: File) => readCsvFile(file).then((text) => take(text, file.name), setUnread);
  const input = { workspaceId, campaignId, csv };
  const tooLarge =
    csv.length > largest ? new Error('This is more than 5 million characters. Import it in parts, each with the header line.') : null;
  const wanted = trial.data ? trial.data.added + trial.data.changed : 0;
  return (
    <section className={classes.panel} aria-labelledby="import-recipients">
      <h2 id="import-recipients">Import recipients</h2>
      <p className="small hush">
        The first line names the columns: <code>{sample}</code>. Name and email are needed; the others may be left out. Somebody who is
        there already, by address, is changed and not added twice.
      </p>
      <ImportColumns ownFields={ownFields} />
      {fileName === undefined ? (
        <Textarea
          label="Lines of CSV"
          placeholder={`${sample}\nInes Falk,ines.falk@council.example.org,Dear Councillor Falk,Ward 4`}
          value={csv}
          onChange={(event) => take(event.currentTarget.value)}
          rows={6}
          classNames={{ input: classes.csv ?? '' }}
          spellCheck={false}
        />
      ) : (
        <p>
          <b>{fileName}</b> <span className="hush">is read and not imported yet.</span>
        </p>
      )}
      <Problem error={unread ?? trial.error ?? real.error ?? tooLarge} title="Nothing was imported." />
      {(real.data ?? trial.data) && <ImportReport result={real.data ?? trial.data} done={real.isSuccess} />}
      <Group gap="xs">
        {real.isSuccess ? null : trial.data ? (
          <Button variant="filled" onClick={() => real.mutate(input)} loading={real.isPending} disabled={wanted === 0}>
            {importable(trial.data)}
          </Button>
        ) : (
          <Button
            variant="filled"
            onClick={() => trial.mutate({ ...input, dryRun: true })}
            loading={trial.isPending}
            disabled={csv.trim() === '' || tooLarge !== null}
          >
            Check these lines
          </Button>
        )}
        <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => file && void read(file)}>
          {(props) => <Button {...props}>{fileName === undefined ? 'Choose a file' : 'Choose another file'}</Button>}
        </FileButton>
        {fileName !== undefined && !real.isSuccess && <Button onClick={() => take('')}>Paste instead</Button>}
        <Button onClick={onClose}>{real.isSuccess ? 'Done' : 'Cancel'}</Button>
      </Group>
    </section>
  );
}
