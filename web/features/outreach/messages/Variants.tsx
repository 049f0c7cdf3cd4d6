import { Button, Group, NumberInput, SegmentedControl } from '@mantine/core';
import classes from '../outreach.module.css';
import type { Writing } from './useSteps.ts';

interface VariantsProps {
  number: number;
  writing: Writing;
  launched: boolean;
  variant: string;
  onShow: (variant: string) => void;
}

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The variants of the messages: a recipient gets one, by the weights of the first message, and keeps it through all steps. */
export function Variants({ number, writing: { steps, setSteps }, launched, variant, onShow }: VariantsProps) {
  const texts = steps[number - 1]?.texts ?? [];
  const free = letters.find((letter) => !texts.some((text) => text.variant === letter));
  const add = () => {
    if (!free) return;
    setSteps(
      steps.map((step) => {
        const like = step.texts.find((text) => text.variant === variant) ?? step.texts[0];
        return like ? { ...step, texts: [...step.texts, { ...like, variant: free, weight: 1 }] } : step;
      }),
    );
    onShow(free);
  };
  const drop = () => {
    setSteps(steps.map((step) => ({ ...step, texts: step.texts.filter((text) => text.variant !== variant) })));
    onShow('a');
  };
  const weigh = (weight: number) =>
    setSteps(steps.map((step) => ({ ...step, texts: step.texts.map((text) => (text.variant === variant ? { ...text, weight } : text)) })));
  if (texts.length < 2)
    return (
      <Button size="compact-sm" variant="subtle" onClick={add} className={classes.start}>
        Try a second variant
      </Button>
    );
  return (
    <Group gap="md" align="end">
      <SegmentedControl
        aria-label={`Variant of message ${String(number)}`}
        value={variant}
        onChange={onShow}
        data={texts.map((text) => ({ value: text.variant, label: `Variant ${text.variant.toUpperCase()}` }))}
      />
      {number === 1 && (
        <>
          <NumberInput
            label="Share"
            description="Beside the shares of the others"
            value={texts.find((text) => text.variant === variant)?.weight ?? 1}
            min={0}
            max={100}
            allowNegative={false}
            allowDecimal={false}
            className={classes.number}
            onChange={(value) => weigh(Number(value))}
          />
          {free && (
            <Button size="compact-sm" variant="subtle" mb={6} onClick={add}>
              Another variant
            </Button>
          )}
          {!launched && (
            <Button size="compact-sm" variant="subtle" color="gray" c="var(--ink-2)" mb={6} onClick={drop}>
              Take out {variant.toUpperCase()}
            </Button>
          )}
        </>
      )}
    </Group>
  );
}
