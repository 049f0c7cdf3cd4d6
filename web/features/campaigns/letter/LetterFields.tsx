import { Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core';
import { AddressField } from '../AddressField.tsx';
import type { Campaign } from '../shapes.ts';
import { EditingChoice } from './EditingChoice.tsx';
import { LetterText } from './LetterText.tsx';
import type { WritingProblem } from './letter-form.ts';
import classes from './letter.module.css';
import { MoreWordings } from './MoreWordings.tsx';
import type { Letter } from './useLetter.ts';

interface LetterFieldsProps {
  campaign: Campaign;
  letter: Letter;
  wrong: readonly WritingProblem[];
}

/** Everything that an organiser writes of a campaign: the page around the letter, the letter, and what supporters may do with it. */
export function LetterFields({ campaign, letter, wrong }: LetterFieldsProps) {
  const { chosen } = letter;
  return (
    <>
      <fieldset className={classes.part}>
        <legend>The letter</legend>
        <LetterText key={`${chosen.message} ${chosen.language}`} letter={letter} wrong={wrong} />
        <MoreWordings letter={letter} />
        <EditingChoice letter={letter} />
      </fieldset>
      <PageFields campaign={campaign} letter={letter} />
    </>
  );
}

/** What stands on the page around the letter, and on the receipt after it. */
function PageFields({ campaign, letter: { fields, set, problems } }: Omit<LetterFieldsProps, 'wrong'>) {
  const held = campaign.state !== 'draft' && fields.slug !== campaign.slug;
  return (
    <fieldset className={classes.part}>
      <legend>The page around it</legend>
      <TextInput
        label="Name"
        value={fields.name}
        onChange={(event) => set('name', event.currentTarget.value)}
        error={problems.name}
        maxLength={120}
        description="The title of the public page."
      />
      <Textarea
        label="Introduction, optional"
        value={fields.introduction}
        onChange={(event) => set('introduction', event.currentTarget.value)}
        maxLength={2000}
        rows={4}
        description="A few sentences above the letter: what is at stake, and who decides."
      />
      <Textarea
        label="Thank-you, optional"
        value={fields.thanks}
        onChange={(event) => set('thanks', event.currentTarget.value)}
        maxLength={2000}
        rows={3}
        description="A few sentences on the receipt, once the letters are on their way: thanks, and what comes next."
      />
      <AddressField
        value={fields.slug}
        onChange={(slug) => set('slug', slug)}
        base={campaign.publicUrl.slice(0, campaign.publicUrl.lastIndexOf('/') + 1)}
        error={problems.slug ?? null}
        warning={held ? 'Links to the former address will stop working.' : undefined}
      />
      <NumberInput
        label="Goal, optional"
        value={fields.goal ?? ''}
        onChange={(goal) => set('goal', typeof goal === 'number' ? goal : null)}
        error={problems.goal}
        min={1}
        max={100_000_000}
        allowDecimal={false}
        thousandSeparator=","
        hideControls
        description="Supporters hoped for. Shown on the page as soon as the first letter is accepted."
        classNames={{ wrapper: classes.goal ?? '' }}
      />
      {fields.goal !== null && (
        <Checkbox
          label="The goal grows"
          description="When nine tenths are reached, the page shows the next round number, so that nobody reads that it is over."
          checked={fields.goalGrows}
          onChange={(event) => set('goalGrows', event.currentTarget.checked)}
        />
      )}
    </fieldset>
  );
}
