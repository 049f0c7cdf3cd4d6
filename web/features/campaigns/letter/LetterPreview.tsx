import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import type { Campaign } from '../shapes.ts';
import { ChooseRecipient } from './ChooseRecipient.tsx';
import { letterAt } from './combinations.ts';
import { existing, fillLetter } from './fill-letter.ts';
import { Leaf } from './Leaf.tsx';
import classes from './letter.module.css';
import { LetterSheet } from './LetterSheet.tsx';
import type { Letter } from './useLetter.ts';
import { messagesOf, wordingOf } from './wordings.ts';

/** The supporter in whose name the server fills a preview. */
const sampleName = 'Ada Sample';

interface LetterPreviewProps {
  workspaceId: string;
  campaign: Campaign;
  letter: Letter;
}

/** The letter as any recipient will read it: from the server once saved, filled in here while it is being written or leafed through. */
export function LetterPreview({ workspaceId, campaign, letter }: LetterPreviewProps) {
  const [chosen, setChosen] = useState<string>();
  const [page, setPage] = useState(0);
  const { wordings, editing } = letter.fields;
  const { language } = letter.chosen;
  const several = messagesOf(wordings).length > 1;
  // Each reading is written down: another language is asked for only where its words come from the server.
  const inLanguage = !several && language !== campaign.language && campaign.wordings.some((wording) => wording.language === language);
  const input = { workspaceId, campaignId: campaign.id, ...(inLanguage && { language }), ...(chosen && { recipientId: chosen }) };
  const query = useQuery(orpc.campaigns.preview.queryOptions({ input, placeholderData: keepPreviousData }));
  const shown = letterAt(wordingOf(wordings, letter.chosen) ?? { subjects: [], body: '' }, page);
  // The server chooses the message by the rules and shows the first of the different letters, in one piece.
  const here = letter.unsaved || several || shown.at > 0 || editing === 'part';
  return (
    <section className={classes.preview} aria-labelledby="letter-preview">
      <div className={classes.previewHead}>
        <h2 id="letter-preview">As they read it</h2>
        <p className="tiny faint">{letter.unsaved ? 'with your unsaved words' : 'as saved'}</p>
      </div>
      {query.data?.recipient && (
        <ChooseRecipient workspaceId={workspaceId} campaignId={campaign.id} shown={query.data.recipient} onChoose={setChosen} />
      )}
      {several && <p className="tiny faint">The message chosen above. Which one a recipient gets is decided by the rules in Routing.</p>}
      <Leaf at={shown.at} of={shown.of} onChange={setPage} />
      <Loaded query={query} title="The preview could not be made.">
        {(preview) => {
          const filled = here || preview.missing.length > 0 ? fillLetter(shown.letter, preview.recipient, sampleName) : preview;
          return (
            <>
              <Gaps tags={existing(filled.missing)} />
              <LetterSheet to={<To recipient={preview.recipient} />} letter={filled} editing={editing} footer={preview.footer} />
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Gaps({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <p className={classes.missing} role="status">
      Nothing is known here for {tags.join(' and ')}. Add it to the recipient, or give the merge tag words behind <code>default</code>.
    </p>
  );
}

function To({ recipient }: { recipient: { name: string; email: string; district: string } | null }) {
  if (!recipient) return <span className="hush">nobody yet; add recipients to see their letter</span>;
  return (
    <>
      <b>{recipient.name}</b>
      {recipient.district && `, ${recipient.district}`}
      <br />
      <span className="hush">{recipient.email}</span>
    </>
  );
}
