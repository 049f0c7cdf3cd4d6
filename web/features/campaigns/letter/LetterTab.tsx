import { SegmentedControl } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import type { OwnWorkspace } from '../../../session.ts';
import type { Campaign } from '../shapes.ts';
import { tagProblems } from './letter-form.ts';
import { LetterFields } from './LetterFields.tsx';
import classes from './letter.module.css';
import { LetterPreview } from './LetterPreview.tsx';
import { LetterSheet } from './LetterSheet.tsx';
import { SaveBar } from './SaveBar.tsx';
import type { Letter } from './useLetter.ts';

interface LetterTabProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  letter: Letter;
}

/** Where there is no room for both, one of the two. */
const panes = [
  { value: 'write', label: 'Write' },
  { value: 'read', label: 'As they read it' },
];

/** The letter and the page around it, with how a recipient will read it beside the writing. */
export function LetterTab({ workspace, campaign, letter }: LetterTabProps) {
  const [pane, setPane] = useState('write');
  const wrong = tagProblems(useDeferredValue(letter.fields));
  if (!workspace.may('campaigns.change') || campaign.state === 'closed') {
    return <LetterSheet to={<span className="hush">each recipient</span>} letter={campaign} editing={campaign.editing} />;
  }
  const mayPreview = workspace.may('recipients.read');
  return (
    <>
      {mayPreview && (
        <SegmentedControl
          className={classes.panes}
          value={pane}
          onChange={setPane}
          data={panes}
          aria-label="What is shown of the letter"
          fullWidth
        />
      )}
      <div className={classes.columns} data-pane={pane}>
        <form className={classes.writing} onSubmit={(event) => event.preventDefault()} aria-label="Letter">
          <LetterFields campaign={campaign} letter={letter} wrong={wrong} />
          <SaveBar workspaceId={workspace.id} campaignId={campaign.id} letter={letter} />
        </form>
        {mayPreview && <LetterPreview workspaceId={workspace.id} campaign={campaign} letter={letter} />}
      </div>
    </>
  );
}
