import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useOffered } from './actions.ts';
import classes from './CommandMenu.module.css';
import { Keys } from './Keys.tsx';

const [store, spotlight] = createSpotlight();

/** Every screen and action, found by typing. Comes into being the first time it is asked for. */
export function CommandMenu({ asked }: { asked: number }) {
  const actions = useOffered();
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <Spotlight
      store={store}
      attributes={{ content: { 'aria-label': 'All actions' } }}
      classNames={{
        content: classes.content ?? '',
        search: classes.search ?? '',
        actionsList: classes.list ?? '',
        actionsGroup: classes.group ?? '',
        action: classes.action ?? '',
      }}
      shortcut={null}
      scrollable
      maxHeight="min(26rem, 70vh)"
      highlightQuery
      nothingFound="Nothing here is called that."
      searchProps={{
        placeholder: 'What do you want to do?',
        'aria-label': 'What do you want to do?',
        leftSection: <IconSearch size={18} stroke={1.5} />,
      }}
      overlayProps={{ color: 'var(--scrim)', backgroundOpacity: 1, blur: 0 }}
      transitionProps={{ duration: 120 }}
      actions={groups.map((group) => ({
        group,
        actions: actions
          .filter((action) => action.group === group)
          .map((action) => ({
            id: action.id,
            label: action.label,
            keywords: action.also ?? '',
            rightSection: action.keys ? <Keys of={action.keys} /> : undefined,
            onClick: action.run,
          })),
      }))}
    />
  );
}
