import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import type { Campaign } from '../shapes.ts';
import { ChooseRecipient } from './ChooseRecipient.tsx';
import { existing, fillLetter } from './fill-letter.ts';
import classes from './letter.module.css';
import { LetterSheet } from './LetterSheet.tsx';
import type { Letter } from './useLetter.ts';

/** The supporter in whose name the server fills a preview. */
const sampleName = 'Ada Sample';

interface LetterPreviewProps {
  workspaceId: string;
  campaign: Campaign;
  letter: Letter;
}

/** The letter as any recipient will read it: from the server once saved, filled in here while it is being written. */
export function LetterPreview({ workspaceId, campaign, letter }: LetterPreviewProps) {
  const [chosen, setChosen] = useState<string>();
  const input = { workspaceId, campaignId: campaign.id, ...(chosen && { recipientId: chosen }) };
  const query = useQuery(orpc.campaigns.preview.queryOptions({ input, placeholderData: keepPreviousData }));
  return (
    <section className={classes.preview} aria-labelledby="letter-preview">
      <div className={classes.previewHead}>
        <h2 id="letter-preview">As they read it</h2>
        <p className="tiny faint">{letter.unsaved ? 'with your unsaved words' : 'as saved'}</p>
      </div>
      {query.data?.recipient && (
        <ChooseRecipient workspaceId={workspaceId} campaignId={campaign.id} shown={query.data.recipient} onChoose={setChosen} />
      )}
      <Loaded query={query} title="The preview could not be made.">
        {(preview) => {
          const filled = letter.unsaved || preview.missing.length > 0 ? fillLetter(letter.fields, preview.recipient, sampleName) : preview;
          return (
            <>
              <Gaps tags={existing(filled.missing)} />
              <LetterSheet to={<To recipient={preview.recipient} />} letter={filled} editing={letter.fields.editing} />
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
