import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { OwnWorkspace } from '../../../session.ts';
import { useMergeTags } from '../../templates/useTextCheck.ts';
import type { Outreach } from '../shapes.ts';
import classes from '../outreach.module.css';
import { PreviewStep } from './PreviewStep.tsx';
import { SaveSteps } from './SaveSteps.tsx';
import { StepFields } from './StepFields.tsx';
import type { Writing } from './useSteps.ts';

interface MessagesTabProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  writing: Writing;
}

const mostSteps = 20;

/** The messages of a team campaign in their order, each with its variants, and one of them as a recipient reads it. */
export function MessagesTab({ workspace, campaign, writing }: MessagesTabProps) {
  const [chosen, choose] = useState({ step: 0, variant: 'a' });
  const mayChange = workspace.may('outreach.change') && campaign.state !== 'finished';
  const launched = campaign.launchedAt !== null;
  const mayRead = workspace.may('contacts.read');
  const tags = useMergeTags(workspace.id);
  const { steps, setSteps } = writing;
  const variants = steps[0]?.texts.map(({ variant }) => variant) ?? ['a'];
  const add = () => {
    const texts = variants.map((variant) => ({ variant, weight: 1, subject: '', html: '' }));
    setSteps([...steps, { delayHours: 72, sameThread: true, files: [], texts }]);
    choose({ ...chosen, step: steps.length });
  };
  return (
    <div className={classes.columns} data-alone={!mayRead}>
      <form onSubmit={(event) => event.preventDefault()} aria-label="Messages">
        <fieldset disabled={!mayChange} className={classes.steps}>
          {steps.map((step, index) => (
            <StepFields
              key={index}
              workspaceId={workspace.id}
              number={index + 1}
              step={step}
              writing={writing}
              launched={launched}
              tags={tags}
              variant={variants.includes(chosen.variant) ? chosen.variant : 'a'}
              onShow={(variant) => choose({ step: index, variant })}
            />
          ))}
          {mayChange && launched && steps.length > 1 && (
            <p className="small hush">
              Since the launch the messages keep their place, because recipients wait for each by its number: any of them can be rewritten,
              and the last one taken out.
            </p>
          )}
          {mayChange && steps.length < mostSteps && (
            <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={add} className={classes.start}>
              Add a follow-up
            </Button>
          )}
        </fieldset>
        {mayChange && <SaveSteps writing={writing} launched={launched} />}
      </form>
      {mayRead && (
        <PreviewStep
          workspace={workspace}
          campaign={campaign}
          step={Math.min(chosen.step, campaign.steps.length - 1) + 1}
          variant={chosen.variant}
        />
      )}
    </div>
  );
}
