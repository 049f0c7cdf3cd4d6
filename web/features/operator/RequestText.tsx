import { When } from '../../ui/When.tsx';
import { AnswerRequest } from './AnswerRequest.tsx';
import { CarryOut } from './CarryOut.tsx';
import classes from './Operator.module.css';
import { kinds, type Request } from './request.ts';

/** A request in the person's own words, and its answer: the one that was given, or a form for it. */
export function RequestText({ request, onClose }: { request: Request; onClose: () => void }) {
  const { kind, message, answer, state, answeredAt } = request;
  return (
    <div className={classes.request}>
      <figure>
        <figcaption>{kinds[kind].right}. In their words:</figcaption>
        <blockquote>{message || 'They wrote nothing.'}</blockquote>
      </figure>
      {state === 'open' ? (
        <>
          {request.canCarryOut && <CarryOut request={request} onClose={onClose} />}
          <AnswerRequest request={request} onClose={onClose} />
        </>
      ) : (
        <figure>
          <figcaption>
            {state === 'refused' ? 'Refused' : 'Answered'} {answeredAt && <When at={answeredAt} />}:
          </figcaption>
          <blockquote>{answer ?? 'The text of the answer is not kept any more.'}</blockquote>
        </figure>
      )}
    </div>
  );
}
