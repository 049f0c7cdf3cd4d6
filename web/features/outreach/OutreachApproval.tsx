import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc, refusalKind } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import classes from '../campaigns/campaign.module.css';
import type { Outreach } from './shapes.ts';

interface OutreachApprovalProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  unsaved: boolean;
}

/** Where the workspace wants a second member's approval: whether the campaign has it as it is, and the button that gives it. */
export function OutreachApproval({ workspace, campaign, unsaved }: OutreachApprovalProps) {
  const cache = useQueryClient();
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  const show = orpc.outreach.show.queryKey({ input: ids });
  const approve = useMutation(
    orpc.outreach.approve.mutationOptions({
      onSuccess: (approved) => {
        cache.setQueryData(show, approved);
        void cache.invalidateQueries({ queryKey: orpc.outreach.check.key() });
        tell('You approved the campaign as it is now.');
      },
      onError: (error) => {
        if (refusalKind(error) === 'CONFLICT') void cache.invalidateQueries({ queryKey: show });
      },
    }),
  );
  if (campaign.approval === 'not_needed' || campaign.state === 'finished') return null;
  if (campaign.approval === 'given') return <p className={classes.approved}>A second member has approved this campaign.</p>;
  return (
    <section className={classes.standstill} aria-labelledby="approval">
      <h2 id="approval">A second member has to approve this campaign</h2>
      <p>
        Whoever changed it last asks another member to read its messages, recipients and sending, and to approve them here.{' '}
        {campaign.launchedAt === null
          ? 'Until then it cannot be launched, and every change asks for it again.'
          : 'Nothing of it leaves until then; whoever waits keeps their place.'}
      </p>
      <Problem error={approve.error} title="The campaign was not approved." />
      {workspace.may('outreach.launch') && (
        <Group gap="xs">
          <Button
            size="compact-md"
            loading={approve.isPending}
            disabled={unsaved}
            onClick={() => approve.mutate({ ...ids, fingerprint: campaign.fingerprint })}
          >
            Approve the campaign
          </Button>
          {unsaved && <span className="small hush">Save or drop your own changes first.</span>}
        </Group>
      )}
    </section>
  );
}
