import { Button } from '@mantine/core';
import { useActions } from '../../../ui/actions.ts';
import { Keys } from '../../../ui/Keys.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { When } from '../../../ui/When.tsx';
import { Conflict } from './Conflict.tsx';
import classes from './letter.module.css';
import { SendTest } from './SendTest.tsx';
import type { Letter } from './useLetter.ts';

/** Saving, and a test message to oneself; stays in reach while the letter scrolls. */
export function SaveBar({ workspaceId, campaignId, letter }: { workspaceId: string; campaignId: string; letter: Letter }) {
  const { unsaved, saving, save, savedAt, problems } = letter;
  const stops = Object.values(problems);
  useActions([{ id: 'save the letter', label: 'Save the letter', keys: 'Mod+s', run: save }]);
  return (
    <div className={classes.save}>
      {letter.conflict && <Conflict conflict={letter.conflict} />}
      <Problem error={letter.refusal} title="The letter was not saved." />
      <div className={classes.saveRow}>
        <Button
          variant={unsaved ? 'filled' : 'default'}
          onClick={save}
          loading={saving}
          disabled={!unsaved || stops.length > 0}
          rightSection={<Keys of="Mod+s" />}
        >
          Save
        </Button>
        <SendTest workspaceId={workspaceId} campaignId={campaignId} unsaved={unsaved} />
        <p role="status" className="small hush">
          {stops[0] ?? (unsaved ? 'Not saved yet' : savedAt && <>Saved at {<When at={savedAt.toISOString()} as="clock" />}</>)}
        </p>
      </div>
    </div>
  );
}
