import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import classes from '../campaigns/campaign.module.css';
import type { Outreach } from './shapes.ts';

/** While nothing has begun to leave: until when that is, and the ways to take the launch back or not to wait. */
export function HoldWindow({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const cache = useQueryClient();
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  const onSuccess = (changed: Outreach) => {
    cache.setQueryData(orpc.outreach.show.queryKey({ input: ids }), changed);
    void cache.invalidateQueries({ queryKey: orpc.outreach.key() });
    tell(changed.state === 'draft' ? 'It is a draft again. Nothing was sent.' : 'It does not wait any longer.');
  };
  const takeBack = useMutation(orpc.outreach.takeBack.mutationOptions({ onSuccess }));
  const sendNow = useMutation(orpc.outreach.sendNow.mutationOptions({ onSuccess }));
  const { holdEndsAt, startsAt } = campaign;
  return (
    <section className={classes.standstill} aria-label="Nothing has left yet" data-calm>
      <p>
        {holdEndsAt ? (
          <>
            <b>
              Nothing leaves before <When at={holdEndsAt} />.
            </b>{' '}
          </>
        ) : (
          startsAt && (
            <>
              <b>
                It begins on <When at={startsAt} />.
              </b>{' '}
            </>
          )
        )}
        Until it begins you can take it back: it is a draft then as it was, and whoever was added by hand stays a recipient.
      </p>
      <Problem error={takeBack.error ?? sendNow.error} title="It was not changed." />
      {workspace.may('outreach.launch') && (
        <Group gap="xs">
          <Button size="compact-md" loading={takeBack.isPending} onClick={() => takeBack.mutate(ids)}>
            Take it back
          </Button>
          {holdEndsAt && (
            <Button size="compact-md" loading={sendNow.isPending} onClick={() => sendNow.mutate(ids)}>
              {startsAt ? 'Do not wait longer than its start' : 'Send now'}
            </Button>
          )}
        </Group>
      )}
    </section>
  );
}
