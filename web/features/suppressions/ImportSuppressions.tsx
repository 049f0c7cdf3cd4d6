import { Button, Checkbox, FileButton, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useMe } from '../../session.ts';
import { plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { largest, readCsvFile } from '../campaigns/recipients/csv-file.ts';
import { ImportReport } from '../campaigns/recipients/ImportReport.tsx';
import { type GivenReason, givenReasons, reasons } from './shapes.ts';
import classes from './suppressions.module.css';
import { useSuppressionsChanged } from './useSuppressionsChanged.ts';

/** Suppresses the addresses of a file or a paste: first it says what would happen, line by line, then it does it. */
export function ImportSuppressions({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { operator } = useMe();
  const [csv, setCsv] = useState('');
  const [reason, setReason] = useState<GivenReason>('asked');
  const [everywhere, setEverywhere] = useState(false);
  const [unread, setUnread] = useState<unknown>();
  const changed = useSuppressionsChanged();
  const trial = useMutation(orpc.suppressions.importCsv.mutationOptions());
  const real = useMutation(orpc.suppressions.importCsv.mutationOptions({ onSuccess: changed }));
  /** What was checked is not what is there any more. */
  const anew = () => {
    setUnread(undefined);
    trial.reset();
    real.reset();
  };
  const take = (text: string) => {
    anew();
    setCsv(text);
  };
  const input = { workspaceId, csv, reason, everywhere };
  const tooLarge = csv.length > largest ? new Error('This is more than 5 million characters. Import it in parts.') : null;
  const result = real.data ?? trial.data;
  return (
    <section className={classes.panel} aria-labelledby="import-suppressions">
      <h2 id="import-suppressions">Import suppressions</h2>
      <p className="small hush">
        The addresses in a column <code>email</code>, or nothing but an address in each line; if wanted a column <code>reason</code>. Lists
        of other programs are understood, and who is suppressed already stays so.
      </p>
      <Textarea
        label="Lines of CSV"
        placeholder={'email,reason\nines.falk@council.example.org,asked'}
        value={csv}
        onChange={(event) => take(event.currentTarget.value)}
        rows={5}
        spellCheck={false}
      />
      <Radio.Group
        label="Reason, where the file names none"
        value={reason}
        onChange={(chosen) => {
          anew();
          setReason(chosen);
        }}
      >
        <Stack gap="xs" mt={4}>
          {givenReasons.map((value) => (
            <Radio key={value} value={value} label={reasons[value]} />
          ))}
        </Stack>
      </Radio.Group>
      {operator && (
        <Checkbox
          label="Everywhere: in all workspaces of this copy"
          description="Workspaces see it, and cannot release it."
          checked={everywhere}
          onChange={(event) => {
            anew();
            setEverywhere(event.currentTarget.checked);
          }}
        />
      )}
      <Problem error={unread ?? trial.error ?? real.error ?? tooLarge} title="Nothing was imported." />
      {result && <ImportReport result={result} done={real.isSuccess} />}
      <Group gap="xs">
        {real.isSuccess ? null : trial.data ? (
          <Button variant="filled" onClick={() => real.mutate(input)} loading={real.isPending} disabled={trial.data.added === 0}>
            {trial.data.added > 0 ? `Suppress ${plural(trial.data.added, 'address', 'addresses')}` : 'Nothing to import'}
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
        <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => file && void readCsvFile(file).then(take, setUnread)}>
          {(props) => <Button {...props}>Choose a file</Button>}
        </FileButton>
        <Button onClick={onClose}>{real.isSuccess ? 'Done' : 'Cancel'}</Button>
      </Group>
    </section>
  );
}
