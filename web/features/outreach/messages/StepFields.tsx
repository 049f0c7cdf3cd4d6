import { Button, Checkbox, Group, NumberInput } from '@mantine/core';
import classes from '../outreach.module.css';
import { StepFiles } from '../../files/StepFiles.tsx';
import { MessageFields } from './MessageFields.tsx';
import type { Writing, WrittenStep } from './useSteps.ts';
import { Variants } from './Variants.tsx';

interface StepFieldsProps {
  workspaceId: string;
  number: number;
  step: WrittenStep;
  writing: Writing;
  launched: boolean;
  tags: readonly string[];
  /** The variant that is shown and written. */
  variant: string;
  onShow: (variant: string) => void;
}

/** One message: when it follows, whether in the same conversation, and its words in each variant. */
export function StepFields({ workspaceId, number, step, writing, launched, tags, variant, onShow }: StepFieldsProps) {
  const { steps, setSteps } = writing;
  const set = (change: Partial<WrittenStep>) => setSteps(steps.map((one, index) => (index === number - 1 ? { ...one, ...change } : one)));
  const shown = step.texts.find((text) => text.variant === variant) ?? step.texts[0];
  const write = (change: { subject: string; html: string }) => {
    set({ texts: step.texts.map((text) => (text.variant === shown?.variant ? { ...text, ...change } : text)) });
  };
  const title = number === 1 ? 'First message' : `Follow-up ${String(number - 1)}`;
  return (
    <fieldset className={classes.step} onFocus={() => onShow(variant)}>
      <legend>{title}</legend>
      {number > 1 && (
        <Group gap="md" align="end">
          <NumberInput
            label="Days after the message before"
            value={step.delayHours / 24}
            min={0}
            max={365}
            step={1}
            decimalScale={2}
            allowNegative={false}
            className={classes.number}
            onChange={(value) => set({ delayHours: Math.round(Number(value) * 24) })}
          />
          <Checkbox
            label="In the same conversation"
            checked={step.sameThread}
            onChange={(event) => set({ sameThread: event.currentTarget.checked })}
            pb={8}
          />
          {(!launched || number === steps.length) && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              c="var(--ink-2)"
              mb={6}
              aria-label={`Take out follow-up ${String(number - 1)}`}
              onClick={() => setSteps(steps.filter((_, index) => index !== number - 1))}
            >
              Take out
            </Button>
          )}
        </Group>
      )}
      {(number === 1 || step.texts.length > 1) && (
        <Variants number={number} writing={writing} launched={launched} variant={shown?.variant ?? 'a'} onShow={onShow} />
      )}
      {shown && (
        <MessageFields key={shown.variant} workspaceId={workspaceId} text={shown} tags={tags} onChange={write} thread={step.sameThread} />
      )}
      <StepFiles workspaceId={workspaceId} title={title} names={step.files} tags={tags} onChange={(files) => set({ files })} />
    </fieldset>
  );
}
