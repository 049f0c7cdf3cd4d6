import { Button, Menu } from '@mantine/core';
import { IconDots, IconPlayerPause, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { OwnWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { ConfirmState } from './ConfirmState.tsx';
import { DeleteCampaign } from './DeleteCampaign.tsx';
import { DuplicateCampaign } from './DuplicateCampaign.tsx';
import { Rehearse } from './Rehearse.tsx';
import type { Campaign } from './shapes.ts';
import { type Step, stepLabels, steps } from './steps.ts';

interface ChangeStateProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  unsaved: boolean;
}

/** Publish, pause, publish again, close, rehearse, duplicate, delete: each asks first and says what happens. */
export function ChangeState({ workspace, campaign, unsaved }: ChangeStateProps) {
  const [asked, setAsked] = useState<Step | 'delete' | 'duplicate' | 'rehearse'>();
  const [first, ...others] = steps[campaign.state];
  const step = asked === 'delete' || asked === 'duplicate' || asked === 'rehearse' ? undefined : asked;
  const close = () => setAsked(undefined);
  useActions([
    ...steps[campaign.state].map((step) => ({
      id: `state ${step}`,
      label: stepLabels[step],
      group: 'This campaign',
      ...(step !== 'close' && { keys: 'p' }),
      run: () => setAsked(step),
    })),
    { id: 'rehearse', label: 'Rehearse the campaign', group: 'This campaign', also: 'try test', run: () => setAsked('rehearse') },
    { id: 'duplicate', label: 'Duplicate the campaign', group: 'This campaign', also: 'copy', run: () => setAsked('duplicate') },
    { id: 'delete the campaign', label: 'Delete the campaign', group: 'This campaign', run: () => setAsked('delete') },
  ]);
  return (
    <>
      {first && (
        <Button
          variant={first === 'pause' || unsaved || campaign.problems.length > 0 || campaign.approval === 'needed' ? 'default' : 'filled'}
          leftSection={first === 'pause' ? <IconPlayerPause size={18} stroke={1.5} /> : <IconSend size={18} stroke={1.5} />}
          onClick={() => setAsked(first)}
        >
          {stepLabels[first]}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label="More to do with this campaign" px="xs">
            <IconDots size={18} stroke={1.5} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {campaign.state !== 'closed' && <Menu.Item onClick={() => setAsked('rehearse')}>Rehearse</Menu.Item>}
          <Menu.Item onClick={() => setAsked('duplicate')}>Duplicate</Menu.Item>
          {others.map((step) => (
            <Menu.Item key={step} onClick={() => setAsked(step)}>
              {stepLabels[step]}
            </Menu.Item>
          ))}
          <Menu.Item color="rubric" onClick={() => setAsked('delete')}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'delete' && <DeleteCampaign workspace={workspace} campaign={campaign} onClose={close} />}
      {asked === 'duplicate' && <DuplicateCampaign workspace={workspace} campaign={campaign} onClose={close} />}
      {asked === 'rehearse' && <Rehearse workspaceId={workspace.id} campaignId={campaign.id} onClose={close} />}
      {step && <ConfirmState step={step} workspaceId={workspace.id} campaign={campaign} unsaved={unsaved} onClose={close} />}
    </>
  );
}
