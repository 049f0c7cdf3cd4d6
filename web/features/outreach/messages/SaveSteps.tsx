import { Button, Group } from '@mantine/core';
import { useActions } from '../../../ui/actions.ts';
import { Keys } from '../../../ui/Keys.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { When } from '../../../ui/When.tsx';
import classes from '../outreach.module.css';
import type { Writing } from './useSteps.ts';

/** Saves all messages at once, as a version of their own; stays in reach while they scroll. */
export function SaveSteps({ writing, launched }: { writing: Writing; launched: boolean }) {
  const { unsaved, saving, save, savedAt, refusal, conflict } = writing;
  useActions([{ id: 'save the messages', label: 'Save the messages', keys: 'Mod+s', run: save }]);
  return (
    <div className={classes.save}>
      {conflict && (
        <div role="alert" className="stack">
          <p className="small">Somebody else saved these messages meanwhile. Nothing of yours is lost or saved yet.</p>
          <Group gap="xs">
            <Button size="compact-sm" onClick={conflict.keepMine}>
              Keep mine on top
            </Button>
            <Button size="compact-sm" onClick={conflict.takeTheirs}>
              Take theirs
            </Button>
          </Group>
        </div>
      )}
      <Problem error={refusal} title="The messages were not saved." />
      <div className={classes.saveRow}>
        <Button
          variant={unsaved ? 'filled' : 'default'}
          onClick={save}
          loading={saving}
          disabled={!unsaved}
          rightSection={<Keys of="Mod+s" />}
        >
          Save
        </Button>
        <p role="status" className="small hush">
          {unsaved
            ? launched
              ? 'Not saved yet. What was sent stays as it was; everything else takes the new words.'
              : 'Not saved yet'
            : savedAt && (
                <>
                  Saved at <When at={savedAt.toISOString()} as="clock" />
                </>
              )}
        </p>
      </div>
    </div>
  );
}
