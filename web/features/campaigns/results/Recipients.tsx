import { Button } from '@mantine/core';
import { useState } from 'react';
import { Part } from './Part.tsx';
import { RecipientCounts } from './RecipientCounts.tsx';
import classes from './parts.module.css';

/** Each recipient with what became of the letters to them. Read only when asked for, because each reading is written down. */
export function Recipients() {
  const [open, setOpen] = useState(false);
  return (
    <Part
      title="By recipient"
      saves="recipients"
      says="What became of the letters to each of them. What came back is told by supporters who saw it in their own mailbox; take it as a hint to check the address."
    >
      {open ? (
        <RecipientCounts />
      ) : (
        <div className={classes.offer}>
          <Button onClick={() => setOpen(true)}>Show the recipients</Button>
          <p>It names recipients, so each look is written down in the audit.</p>
        </div>
      )}
    </Part>
  );
}
