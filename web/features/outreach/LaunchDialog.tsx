import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { When } from '../../ui/When.tsx';
import { CheckList } from './CheckList.tsx';
import { type Check, type Outreach, windowWords } from './shapes.ts';

interface LaunchDialogProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  unsaved: boolean;
  onClose: () => void;
}

/** Says in words what a launch does, or what stands in its way, and launches. */
export function LaunchDialog({ workspace, campaign, unsaved, onClose }: LaunchDialogProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  const check = useQuery(orpc.outreach.check.queryOptions({ input: ids, staleTime: 0 }));
  const launch = useMutation(
    orpc.outreach.launch.mutationOptions({
      onSuccess: async (launched) => {
        cache.setQueryData(orpc.outreach.show.queryKey({ input: ids }), launched);
        void cache.invalidateQueries({ queryKey: orpc.outreach.list.key() });
        onClose();
        await navigate({
          to: '/w/$slug/outreach/$outreachId',
          params: { slug: workspace.slug, outreachId: campaign.id },
          search: { tab: 'results' },
          ignoreBlocker: true,
        });
      },
    }),
  );
  const stops = unsaved || (check.data?.problems.length ?? 1) > 0;
  return (
    <Modal opened onClose={onClose} title="Launch this campaign?" closeButtonProps={{ 'aria-label': 'Close' }} size="lg">
      <div className="stack">
        {unsaved && (
          <p className="hush">The messages have changes that are not saved. Save them first, so that what is sent is what you wrote.</p>
        )}
        <Loaded query={check} title="What stands in the way could not be found out.">
          {(found) =>
            found.problems.length > 0 ? (
              <CheckList workspace={workspace} campaign={campaign} check={found} onGo={onClose} />
            ) : (
              <WhatHappens campaign={campaign} check={found} />
            )
          }
        </Loaded>
        <Problem error={launch.error} title="The campaign was not launched." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{stops ? 'Back' : 'Not now'}</Button>
          {!stops && (
            <Button variant="filled" loading={launch.isPending} onClick={() => launch.mutate(ids)} data-autofocus>
              Launch to {plural(check.data?.recipients ?? 0, 'recipient')}
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}

function WhatHappens({ campaign, check }: { campaign: Outreach; check: Check }) {
  const { steps, mailboxes, startsAt, byRecipientZone, timeZone, holdMinutes } = campaign;
  const left = [
    ...(check.suppressed > 0 ? [`${plural(check.suppressed, 'address', 'addresses')} that may not be written to`] : []),
    ...(check.bad > 0 ? [`${plural(check.bad, 'address', 'addresses')} judged bad`] : []),
    ...(check.quiet > 0 ? [`${plural(check.quiet, 'contact')} whom another campaign wrote to lately`] : []),
  ];
  return (
    <>
      <p>
        <b>{plural(check.recipients, 'recipient')}</b> get {plural(steps.length, 'message')} each, {plural(check.messages, 'message')} in
        all at most, from {plural(mailboxes.length, 'mailbox', 'mailboxes')}. Whoever answers, leaves or cannot be reached gets no further
        one.
      </p>
      <p>
        It begins{' '}
        {startsAt ? (
          <>
            on <When at={startsAt} />
          </>
        ) : holdMinutes > 0 ? (
          `after ${plural(holdMinutes, 'minute')}, until which you can take it back,`
        ) : (
          'at once'
        )}{' '}
        and sends {windowWords(campaign)}, by the clock of {byRecipientZone ? 'each recipient where it is known' : timeZone}, within the
        limit of each mailbox.
      </p>
      {left.length > 0 && <p className="hush">Left out: {left.join(', ')}.</p>}
      {check.unjudged > 0 && <p className="hush">{plural(check.unjudged, 'address is', 'addresses are')} not judged yet.</p>}
      {check.warnings.length > 0 && (
        <ul className="hush">
          {check.warnings.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <p className="hush">From then on its recipients and their values are as they are now. You can pause at any time.</p>
    </>
  );
}
