import { Button, Menu } from '@mantine/core';
import { IconDots, IconPlayerPause, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { DeleteOutreach } from './DeleteOutreach.tsx';
import { DuplicateOutreach } from './DuplicateOutreach.tsx';
import { FinishEarly } from './FinishEarly.tsx';
import { LaunchDialog } from './LaunchDialog.tsx';
import { RenameOutreach } from './RenameOutreach.tsx';
import type { Outreach } from './shapes.ts';

interface SteeringProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  unsaved: boolean;
}

type Asked = 'launch' | 'finish' | 'rename' | 'duplicate' | 'delete';

/** Launch, pause, resume, finish early, rename, duplicate, delete. A pause is done at once; everything else asks first and says what happens. */
export function Steering({ workspace, campaign, unsaved }: SteeringProps) {
  const [asked, setAsked] = useState<Asked>();
  const cache = useQueryClient();
  const { state } = campaign;
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  const change = useMutation(
    orpc.outreach.setState.mutationOptions({
      onSuccess: (changed) => {
        cache.setQueryData(orpc.outreach.show.queryKey({ input: ids }), changed);
        void cache.invalidateQueries({ queryKey: orpc.outreach.list.key() });
        tell(changed.state === 'paused' ? 'Paused. Nothing more leaves.' : 'It runs on.');
      },
    }),
  );
  const mayLaunch = workspace.may('outreach.launch');
  const close = () => setAsked(undefined);
  const pause = () => change.mutate({ ...ids, state: 'paused' });
  const resume = () => change.mutate({ ...ids, state: 'running' });
  useActions([
    ...(mayLaunch && state === 'draft' ? [{ id: 'launch', label: 'Launch the campaign', keys: 'p', run: () => setAsked('launch') }] : []),
    ...(mayLaunch && state === 'running' ? [{ id: 'pause', label: 'Pause the campaign', keys: 'p', run: pause }] : []),
    ...(mayLaunch && state === 'paused' ? [{ id: 'resume', label: 'Let the campaign run on', keys: 'p', run: resume }] : []),
    { id: 'duplicate', label: 'Duplicate the campaign', also: 'copy', run: () => setAsked('duplicate') },
  ]);
  return (
    <>
      {mayLaunch && state === 'draft' && (
        <Button variant="filled" leftSection={<IconSend size={18} stroke={1.5} />} onClick={() => setAsked('launch')}>
          Launch
        </Button>
      )}
      {mayLaunch && state === 'running' && (
        <Button leftSection={<IconPlayerPause size={18} stroke={1.5} />} loading={change.isPending} onClick={pause}>
          Pause
        </Button>
      )}
      {mayLaunch && state === 'paused' && (
        <Button variant="filled" leftSection={<IconPlayerPlay size={18} stroke={1.5} />} loading={change.isPending} onClick={resume}>
          Resume
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label="More to do with this campaign" px="xs">
            <IconDots size={18} stroke={1.5} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked('rename')}>Rename</Menu.Item>
          <Menu.Item onClick={() => setAsked('duplicate')}>Duplicate</Menu.Item>
          {mayLaunch && (state === 'running' || state === 'paused') && (
            <Menu.Item onClick={() => setAsked('finish')}>Finish early</Menu.Item>
          )}
          {mayLaunch && state !== 'running' && (
            <Menu.Item color="rubric" onClick={() => setAsked('delete')}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Problem error={change.error} title="Its state was not changed." />
      {asked === 'launch' && <LaunchDialog workspace={workspace} campaign={campaign} unsaved={unsaved} onClose={close} />}
      {asked === 'finish' && <FinishEarly workspaceId={workspace.id} campaign={campaign} onClose={close} />}
      {asked === 'rename' && <RenameOutreach workspaceId={workspace.id} campaign={campaign} onClose={close} />}
      {asked === 'duplicate' && <DuplicateOutreach workspace={workspace} campaign={campaign} onClose={close} />}
      {asked === 'delete' && <DeleteOutreach workspace={workspace} campaign={campaign} onClose={close} />}
    </>
  );
}
