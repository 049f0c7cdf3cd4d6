import { lazy, Suspense } from 'react';
import { useQuestion } from '../confirming.ts';

const ConfirmAgain = lazy(() => import('./ConfirmAgain.tsx').then((file) => ({ default: file.ConfirmAgain })));

/** Where every screen asks for the password again, when the server wants it for a call. */
export function Confirming() {
  const question = useQuestion();
  return <Suspense fallback={null}>{question && <ConfirmAgain onAnswer={question.answer} />}</Suspense>;
}
