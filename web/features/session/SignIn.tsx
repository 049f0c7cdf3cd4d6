import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { localPath } from '../../local-path.ts';
import { AskReset } from './AskReset.tsx';
import { Credentials } from './Credentials.tsx';
import { Outside } from './Outside.tsx';
import { SecondFactor } from './SecondFactor.tsx';

const titles = { credentials: 'Sign in', second_factor: 'One more step', reset: 'A new password' };

/** Signing in: address and password, then the second factor where there is one, then back to where one wanted to go. */
export function SignIn() {
  const { back, step = 'credentials' } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate({ from: '/sign-in' });
  const router = useRouter();
  const queryClient = useQueryClient();
  const go = (next: typeof step) => void navigate({ search: (search) => ({ ...search, step: next }) });
  const arrive = () => {
    queryClient.clear();
    router.history.push(localPath(back) ?? '/');
  };
  return (
    <Outside title={titles[step]}>
      {step === 'credentials' && (
        <Credentials onSignedIn={arrive} onSecondFactor={() => go('second_factor')} onForgotten={() => go('reset')} />
      )}
      {step === 'second_factor' && <SecondFactor onSignedIn={arrive} onBack={() => go('credentials')} />}
      {step === 'reset' && <AskReset onBack={() => go('credentials')} />}
    </Outside>
  );
}
