import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { State } from '../../ui/State.tsx';
import { BackupCodes } from './BackupCodes.tsx';
import { BeginSecondFactor } from './BeginSecondFactor.tsx';
import { ConfirmSecondFactor, type Secret } from './ConfirmSecondFactor.tsx';
import { RemoveSecondFactor } from './RemoveSecondFactor.tsx';

type Step =
  | { at: 'rest' }
  | { at: 'begin' }
  | { at: 'confirm'; secret: Secret }
  | { at: 'codes'; codes: readonly string[] }
  | { at: 'remove' };

/** The second factor: set up in three steps (password, first code, backup codes), or removed with the password. */
export function SecondFactor({ on }: { on: boolean }) {
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>({ at: 'rest' });
  const rest = () => setStep({ at: 'rest' });
  const finish = async () => {
    rest();
    await queryClient.invalidateQueries();
  };
  switch (step.at) {
    case 'begin':
      return <BeginSecondFactor onBegun={(secret) => setStep({ at: 'confirm', secret })} onCancel={rest} />;
    case 'confirm':
      return <ConfirmSecondFactor secret={step.secret} onConfirmed={(codes) => setStep({ at: 'codes', codes })} onCancel={rest} />;
    case 'codes':
      return <BackupCodes codes={step.codes} onKept={() => void finish()} />;
    case 'remove':
      return <RemoveSecondFactor onRemoved={() => void finish()} onCancel={rest} />;
    case 'rest':
      return (
        <div className="stack">
          <p>
            <State of={on ? 'on' : 'off'}>{on ? 'On: signing in asks for a code' : 'Off: your password alone signs you in'}</State>
          </p>
          {on ? (
            <Button className="start" onClick={() => setStep({ at: 'remove' })}>
              Switch it off
            </Button>
          ) : (
            <Button className="start" variant="filled" onClick={() => setStep({ at: 'begin' })}>
              Set it up
            </Button>
          )}
        </div>
      );
  }
}
