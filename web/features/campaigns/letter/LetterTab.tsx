import { useDeferredValue } from 'react';
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

/** The letter and the page around it, with how a recipient will read it beside the writing. */
export function LetterTab({ workspace, campaign, letter }: LetterTabProps) {
  const wrong = tagProblems(useDeferredValue(letter.fields));
  if (!workspace.may('campaigns.change') || campaign.state === 'closed') {
    return <LetterSheet to={<span className="hush">each recipient</span>} letter={campaign} editing={campaign.editing} />;
  }
  return (
    <div className={classes.columns}>
      <form className={classes.writing} onSubmit={(event) => event.preventDefault()} aria-label="Letter">
        <LetterFields campaign={campaign} letter={letter} wrong={wrong} />
        <SaveBar workspaceId={workspace.id} campaignId={campaign.id} letter={letter} />
      </form>
      {workspace.may('recipients.read') && <LetterPreview workspaceId={workspace.id} campaign={campaign} letter={letter} />}
    </div>
  );
}
