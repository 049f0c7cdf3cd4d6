import { Modal } from '@mantine/core';
import { useOffered } from './actions.ts';
import { Keys } from './Keys.tsx';
import classes from './KeySheet.module.css';

/** The sheet of keys: what each does on this screen. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const withKeys = useOffered().filter((action) => action.keys);
  const groups = [...new Set(withKeys.map((action) => action.group))];
  return (
    <Modal opened onClose={onClose} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      {groups.map((group) => (
        <section key={group} className={classes.group}>
          <h3>{group}</h3>
          <dl>
            {withKeys
              .filter((action) => action.group === group)
              .map((action) => (
                <div key={action.id}>
                  <dt>{action.label}</dt>
                  <dd>
                    <Keys of={action.keys ?? ''} />
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <p className="tiny faint">Single keys can be switched off in your account.</p>
    </Modal>
  );
}
