import { Button } from '@mantine/core';
import { useActions } from '../../../ui/actions.ts';
import { Keys } from '../../../ui/Keys.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { When } from '../../../ui/When.tsx';
import classes from '../letter/letter.module.css';
import type { RoutingChange } from './useRouting.ts';

/** Saves all of the routing at once; stays in reach while the fields scroll. */
export function RoutingSave({ routing: { unsaved, problems, save, saving, savedAt, refusal } }: { routing: RoutingChange }) {
  useActions([{ id: 'save the routing', label: 'Save the routing', keys: 'Mod+s', run: save }]);
  const stops = problems.size;
  const waiting =
    stops > 0 ? `Not saved yet: ${stops === 1 ? 'one field' : `${String(stops)} fields`} above cannot be saved.` : 'Not saved yet';
  return (
    <div className={classes.save}>
      <Problem error={refusal} title="The routing was not saved." />
      <div className={classes.saveRow}>
        <Button
          variant={unsaved ? 'filled' : 'default'}
          onClick={save}
          loading={saving}
          disabled={!unsaved || stops > 0}
          rightSection={<Keys of="Mod+s" />}
        >
          Save
        </Button>
        <p role="status" className="small hush">
          {unsaved ? waiting : savedAt && <>Saved at {<When at={savedAt.toISOString()} as="clock" />}</>}
        </p>
      </div>
    </div>
  );
}
