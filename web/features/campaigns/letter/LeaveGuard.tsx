import { Button, Group, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';

/** Asks before unsaved writing would be lost by leaving the campaign or closing the page. Its own tabs keep it. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Modal opened onClose={blocker.reset} title="Leave without saving?" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">What you wrote since the last save would be lost. What is saved stays as it is.</p>
        <Group justify="flex-end" gap="xs">
          <Button onClick={blocker.proceed} variant="outline" color="rubric">
            Leave and lose it
          </Button>
          <Button onClick={blocker.reset} variant="filled" data-autofocus>
            Keep writing
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
