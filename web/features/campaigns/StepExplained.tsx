import { plural } from '../../ui/numbers.ts';
import { usePromise } from './keeping.ts';
import { ProblemList } from './ProblemList.tsx';
import type { Campaign } from './shapes.ts';
import type { Step } from './steps.ts';

interface StepExplainedProps {
  step: Step;
  campaign: Campaign;
  unsaved: boolean;
  /** Called when somebody follows the way to a problem. */
  onGo: () => void;
}

/** What a change of state means for supporters, and what stands in its way. */
export function StepExplained({ step, campaign, unsaved, onGo }: StepExplainedProps) {
  const kept = usePromise('campaign_recipients');
  if (step === 'pause') {
    return (
      <p className="hush">
        The page stays readable and says that the campaign is paused. Whoever is on their way to sending is refused at the confirmation,
        with that reason, and keeps what they wrote. You can publish again at any time.
      </p>
    );
  }
  if (step === 'close') {
    return (
      <>
        <p className="hush">
          The page stays readable and says that the campaign is over. Nobody can send any more, and it cannot be published again.
        </p>
        {kept && <p className="hush">{kept}</p>}
      </>
    );
  }
  if (campaign.problems.length > 0) {
    return (
      <>
        <p>It cannot be published yet:</p>
        <ProblemList campaign={campaign} onGo={onGo} />
      </>
    );
  }
  if (campaign.approval === 'needed') {
    return (
      <p>
        In this workspace a second member approves a text before it is published. Ask one of them to read the letter here and approve it.
      </p>
    );
  }
  return (
    <>
      <p className="hush">
        The page opens at <b>{campaign.publicUrl.replace(/^https?:\/\//, '')}</b>. Supporters can then write to{' '}
        {plural(campaign.recipientCount, 'recipient')}, each from their own mailbox and only after they have confirmed.
      </p>
      {unsaved && <p className="wrong">The letter has words that are not saved. What is published is the letter as it was saved last.</p>}
    </>
  );
}
