import { useState } from 'react';
import { advocacyTags } from '../../../../shared/advocacy-tags.ts';
import classes from './letter.module.css';

/** The merge tags that a letter may hold, each with its meaning; choosing one puts it where the cursor was. */
export function MergeTags({ onInsert }: { onInsert: (tag: string) => void }) {
  const [narrow] = useState(() => matchMedia('(max-width: 639px)').matches);
  return (
    <details className={classes.tags} open={!narrow}>
      <summary>Merge tags</summary>
      <p className="tiny faint">Filled in for each letter. Choose one to put it where the cursor is.</p>
      <ul>
        {Object.entries(advocacyTags).map(([tag, meaning]) => (
          <li key={tag}>
            <button type="button" onClick={() => onInsert(`{{ ${tag} }}`)}>
              <code>{tag}</code>
            </button>
            <span>{meaning}</span>
          </li>
        ))}
      </ul>
      <p className="tiny faint">
        If somebody has no value for a tag, the words behind <code>default</code> stand there:{' '}
        <code>{'{{ recipient.salutation | default: "Dear Sir or Madam" }}'}</code>
      </p>
    </details>
  );
}
