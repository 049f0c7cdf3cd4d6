import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc, refusalKind } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import classes from './campaign.module.css';
import type { Campaign } from './shapes.ts';

interface ApprovalProps {
  workspaceId: string;
  campaign: Campaign;
  mayApprove: boolean;
  unsaved: boolean;
}

/** Where the workspace wants a second member's approval: whether the text has it, and the button that gives it. */
export function Approval({ workspaceId, campaign, mayApprove, unsaved }: ApprovalProps) {
  const cache = useQueryClient();
  const show = orpc.campaigns.show.queryKey({ input: { workspaceId, campaignId: campaign.id } });
  const approve = useMutation(
    orpc.campaigns.approve.mutationOptions({
      onSuccess: (approved) => {
        cache.setQueryData(show, approved);
        tell('You approved the text as it is now.');
      },
      onError: (error) => {
        if (refusalKind(error) === 'CONFLICT') void cache.invalidateQueries({ queryKey: show });
      },
    }),
  );
  if (campaign.approval === 'not_needed' || campaign.state === 'closed') return null;
  if (campaign.approval === 'given') return <p className={classes.approved}>A second member has approved this text.</p>;
  return (
    <section className={classes.standstill} aria-labelledby="approval">
      <h2 id="approval">A second member has to approve this text</h2>
      <p>
        Whoever wrote it last asks another member to read the letter and approve it here.{' '}
        {campaign.state === 'published'
          ? 'The campaign stays published until its words are changed; then it is paused.'
          : 'Until then it cannot be published, and every change of the words asks for it again.'}
      </p>
      <Problem error={approve.error} title="The text was not approved." />
      {mayApprove && (
        <Group gap="xs">
          <Button
            size="compact-md"
            loading={approve.isPending}
            disabled={unsaved}
            onClick={() => approve.mutate({ workspaceId, campaignId: campaign.id, textVersion: campaign.textVersion })}
          >
            Approve the text
          </Button>
          {unsaved && <span className="small hush">Save or drop your own changes first.</span>}
        </Group>
      )}
    </section>
  );
}
