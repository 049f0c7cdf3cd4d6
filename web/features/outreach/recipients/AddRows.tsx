import { Button, Group, Modal, Textarea } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import { plural } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import classes from '../outreach.module.css';

interface AddRowsProps {
  workspaceId: string;
  outreachId: string;
  launched: boolean;
}

/** Adds recipients from pasted rows, and says what became of each. */
export function AddRows({ launched, ...ids }: AddRowsProps) {
  const [isOpen, setOpen] = useState(false);
  const [rows, setRows] = useState('');
  const cache = useQueryClient();
  const add = useMutation(
    orpc.outreach.addRecipients.mutationOptions({ onSuccess: () => void cache.invalidateQueries({ queryKey: orpc.outreach.key() }) }),
  );
  const close = () => {
    setOpen(false);
    setRows('');
    add.reset();
  };
  return (
    <>
      <Button leftSection={<IconUserPlus size={18} stroke={1.5} />} onClick={() => setOpen(true)} className={classes.start}>
        Add recipients
      </Button>
      {isOpen && (
        <Modal opened onClose={close} title="Add recipients" closeButtonProps={{ 'aria-label': 'Close' }} size="lg">
          <div className="stack">
            {add.data ? (
              <div role="status" className="stack">
                <p>
                  {plural(add.data.added, 'recipient')} added.
                  {add.data.there > 0 && ` ${plural(add.data.there, 'address is', 'addresses are')} here already.`}
                  {add.data.suppressed > 0 &&
                    ` ${plural(add.data.suppressed, 'address', 'addresses')} left out that may not be written to.`}
                  {add.data.bad > 0 && ` ${plural(add.data.bad, 'address', 'addresses')} left out because judged bad.`}
                </p>
                {add.data.refused.length > 0 && (
                  <ul className={classes.stops}>
                    {add.data.refused.slice(0, 20).map(({ line, sentence }) => (
                      <li key={line}>
                        Line {line}: {sentence}
                      </li>
                    ))}
                  </ul>
                )}
              </div>
            ) : (
              <>
                <p className="hush">
                  Paste rows from a table. The first names the columns: email, and any merge tag.
                  {launched && ' Their first message leaves in the next sending hours.'}
                </p>
                <Textarea
                  label="Rows"
                  placeholder={'email, first_name\nada@example.org, Ada'}
                  value={rows}
                  minRows={6}
                  maxRows={16}
                  autosize
                  onChange={(event) => setRows(event.currentTarget.value)}
                  data-autofocus
                />
              </>
            )}
            <Problem error={add.error} title="Nobody was added." />
            <Group justify="flex-end" gap="xs">
              <Button onClick={close}>{add.data ? 'Done' : 'Not now'}</Button>
              {!add.data && (
                <Button variant="filled" loading={add.isPending} disabled={rows.trim() === ''} onClick={() => add.mutate({ ...ids, rows })}>
                  Add
                </Button>
              )}
            </Group>
          </div>
        </Modal>
      )}
    </>
  );
}
