import { SegmentedControl } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import type { OwnWorkspace } from '../../../session.ts';
import type { Campaign } from '../shapes.ts';
import { letterAt } from './combinations.ts';
import { Leaf } from './Leaf.tsx';
import { problemsOfWords } from './letter-form.ts';
import { LetterFields } from './LetterFields.tsx';
import classes from './letter.module.css';
import styles from './wordings.module.css';
import { LetterPreview } from './LetterPreview.tsx';
import { LetterSheet } from './LetterSheet.tsx';
import { SaveBar } from './SaveBar.tsx';
import type { Letter } from './useLetter.ts';
import { WordingBar } from './WordingBar.tsx';
import { wordingOf } from './wordings.ts';

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

const blank = { subjects: [''], body: '' };

/** The letter and the page around it, with how a recipient will read it beside the writing. */
export function LetterTab({ workspace, campaign, letter }: LetterTabProps) {
  const [pane, setPane] = useState('write');
  const wording = useDeferredValue(wordingOf(letter.fields.wordings, letter.chosen) ?? blank);
  if (!workspace.may('campaigns.change') || campaign.state === 'closed') return <ReadLetter letter={letter} />;
  const mayPreview = workspace.may('recipients.read');
  return (
    <>
      <WordingBar letter={letter} />
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
          <LetterFields campaign={campaign} letter={letter} wrong={problemsOfWords(wording)} />
          <SaveBar workspaceId={workspace.id} campaignId={campaign.id} letter={letter} />
        </form>
        {mayPreview && <LetterPreview workspaceId={workspace.id} campaign={campaign} letter={letter} />}
      </div>
    </>
  );
}

/** The letter for those who only read: every message, language and alternative, with nothing to change. */
function ReadLetter({ letter }: { letter: Letter }) {
  const [page, setPage] = useState(0);
  const { editing, wordings } = letter.fields;
  const shown = letterAt(wordingOf(wordings, letter.chosen) ?? blank, page);
  return (
    <div className={styles.reading}>
      <WordingBar letter={letter} readOnly />
      <Leaf at={shown.at} of={shown.of} onChange={setPage} />
      <LetterSheet to={<span className="hush">each recipient</span>} letter={shown.letter} editing={editing} />
    </div>
  );
}
